"""Destroying the vault that is open: its name is typed, its work ends, it is destroyed, and a fresh window says so.

A fresh one, as after locking: the process that had its key and text ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from .stage import Stage

SAID = "said"
"""In the layout: what the fresh window says first."""

DETAIL = (
    "Destroyed, for good: the vault’s key, and with it everything that was read into it, its questions and answers, summaries, "
    "labels, rules and its audit log. No passphrase and no recovery key opens it again.\n\n"
    "Not destroyed: the documents themselves, whatever you have exported or printed, and copies of the vault’s folder elsewhere, "
    "such as in backups and snapshots. The list of what the network was used for stays, too; it holds no text."
)
GONE = "The vault is destroyed: its key is gone, and what remains of it on the disk cannot be read."


class Destroying(QObject):
    """`layout` is asked for how the window is laid out."""

    def __init__(self, stage: Stage, layout: Callable[[], Mapping[str, str]], parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._layout = layout
        stage.works.vault.destroyed.connect(self._gone)
        stage.works.vault.not_destroyed.connect(self._go_on)

    def ask(self) -> None:
        """Say what is destroyed and what is not, and have the vault's name typed."""
        stage, folder = self._stage, self._stage.works.vault.folder
        if folder is not None:
            question = f"Destroy the vault “{folder.name}”?"
            stage.chooser.typed_name(stage.window, question, DETAIL, folder.name, "Destroy it", self._destroy)

    def _destroy(self) -> None:
        rooms, vault = self._stage.rooms, self._stage.works.vault
        rooms.source.clear()
        rooms.sidebar.show_vault("")
        rooms.enter("welcome")
        rooms.welcome.say("Destroying the vault…", busy=True)
        vault.destroy()

    def _gone(self, left: Sequence[str]) -> None:
        what = "1 file in its folder is" if len(left) == 1 else f"{len(left)} files in its folder are"
        self._go_on(f"{GONE} {what} not Muniment’s, and left." if left else GONE)

    def _go_on(self, sentence: str) -> None:
        self._stage.window.hide()
        self._stage.works.services.lock({**self._layout(), SAID: sentence})
        QApplication.quit()
