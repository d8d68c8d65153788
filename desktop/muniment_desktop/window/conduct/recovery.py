"""The recovery key: made anew by whoever can open the vault, shown once, printed or saved where the person says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ..locking.key_text import text_of
from .stage import Stage

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

REPLACES = "A new recovery key is made and shown. One that there was before opens this vault no longer."
PRINTED = "Sent to the printer."
NOT_PRINTED = "The printer did not take it; try another one, or save the key on a stick."
BESIDE = "That is in the vault’s own folder, where it would protect nothing; choose another place, best one on a stick."
KINDS = ("Text (*.txt)",)


class Recovery(QObject):
    """Follows the vault's work; `make` is the menu's."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        key = stage.rooms.key
        stage.works.vault.recovery_made.connect(self._show)
        key.kept.connect(lambda: stage.enter("ask"))
        key.print_wanted.connect(self._print)
        key.save_wanted.connect(self._save)

    def make(self) -> None:
        """Make a new key, for whoever types what opens the vault, where it has to be typed."""
        stage, vault = self._stage, self._stage.works.vault
        if vault.session is None:
            return
        if {"passphrase", "recovery"} & set(vault.session.opens_with):
            asked = "Passphrase or recovery key of this vault"
            stage.chooser.secret(stage.window, asked, REPLACES, "Make a new key", vault.replace_recovery_key)
        else:
            vault.replace_recovery_key("")

    def _show(self, key: str) -> None:
        self._stage.rooms.enter("key")
        self._stage.rooms.key.show_key(key)

    def _print(self, key: str) -> None:
        stage = self._stage
        folder = stage.works.vault.folder
        if folder is None:
            return
        private = stage.works.services.private_folder()

        def chosen(printer: QPrinter) -> None:
            from ..locking.paper import print_key

            stage.rooms.key.say(PRINTED if print_key(printer, key, folder.name, private) else NOT_PRINTED)

        if not stage.chooser.printer(stage.window, chosen):
            self._save(key)

    def _save(self, key: str) -> None:
        stage = self._stage
        folder = stage.works.vault.folder
        if folder is None:
            return

        def write(path: Path) -> None:
            from ...exporting import save_bytes

            save_bytes(text_of(key, folder.name).encode(), path)

        def chosen(paths: Sequence[Path]) -> None:
            path = paths[0]
            if path.resolve().is_relative_to(folder.resolve()):
                stage.rooms.key.say(BESIDE)
                return
            page = stage.rooms.key
            stage.works.lanes.vault.call(
                lambda: write(path), lambda _: page.say(f"Saved as {path.name}."), lambda error: page.say(str(error))
            )

        stage.chooser.save(stage.window, "Save the recovery key", f"Recovery key of {folder.name}.txt", KINDS, chosen)
