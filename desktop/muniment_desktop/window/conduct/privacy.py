"""Privacy: the switch and the ledger are read when one enters the room, and the bottom left says whether the switch is on."""

from __future__ import annotations

from PySide6.QtCore import QObject

from .stage import Stage


class PrivacyScene(QObject):
    """The room of privacy, and what is said of the network elsewhere."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        work = stage.works.privacy
        work.changed.connect(lambda: stage.rooms.sidebar.status.say_switched_off(bool(work.offline)))
        stage.rooms.entered.connect(self._entered)
        stage.rooms.privacy.leaving.save_wanted.connect(self._save_log)
        stage.rooms.privacy.leaving.words_wanted.connect(lambda: stage.enter("words"))
        stage.works.vault.opened.connect(lambda *_: work.refresh())
        stage.works.fetching.progressed.connect(lambda _, progress: work.refresh() if progress is None else None)

    def _save_log(self) -> None:
        stage, vault = self._stage, self._stage.works.vault.folder
        if vault is not None:
            stage.chooser.save(
                stage.window,
                "Save the audit log",
                f"Audit log of {vault.name}.jsonl",
                ("Log (*.jsonl)",),
                lambda paths: stage.works.leaving.save_log(paths[0]),
            )

    def _entered(self, room: str) -> None:
        if room == "privacy":
            self._stage.works.privacy.refresh()
            self._stage.works.leaving.refresh()
        elif room == "words":
            self._stage.works.words.refresh()
