"""The health report: kept up to date, and what a person presses in its room becomes work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ..health.wording import View
from ..source.spot import Spot
from .sources import Sources
from .stage import Stage

if TYPE_CHECKING:
    from muniment_retrieval.health import Entry, Health

LEAVING_OUT = "What was read of it is removed from this vault, and it is not read again. The file stays where it is."
KEPT = "It is tried on all files here that are protected, and kept in this vault, encrypted, where it opens one."


class HealthScene(QObject):
    """Asks for what is needed (a password, a leave that cannot be taken back), and has it done.

    `forgetting` with the documents that go.
    """

    forgetting = Signal(object)

    def __init__(self, stage: Stage, sources: Sources, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._sources = stage, sources
        rooms, works = stage.rooms, stage.works
        works.health.told.connect(self._told)
        works.health.failed.connect(rooms.notice.say)
        works.indexing.progressed.connect(lambda _: works.health.refresh_soon())
        works.indexing.changed.connect(self._indexing_changed)
        works.folders.reported.connect(lambda _: works.health.refresh_soon())
        works.vault.forgotten.connect(lambda _: works.health.refresh())
        rooms.health.mend_wanted.connect(self.mend)
        rooms.health.retry_wanted.connect(self._try_all)
        rooms.health.show_wanted.connect(self._show)
        rooms.health.elsewhere_wanted.connect(works.vault.open_elsewhere)

    def mend(self, action: str, entries: Sequence[Entry]) -> None:
        """Do one thing about these entries."""
        view, chooser, window = self._stage.works.health.view, self._stage.chooser, self._stage.window
        if view is None or not entries:
            return
        report, what = view.report, f"“{entries[0].name}”" if len(entries) == 1 else f"{len(entries):,} files"
        if action == "give the password":
            detail = f"{entries[0].reason} {KEPT}" if len(entries) == 1 else KEPT
            chooser.secret(window, f"Password for {what}", detail, "Open", lambda said: self._do(report, action, entries, said))
        elif action == "exclude" and any(entry.page_count for entry in entries):
            chooser.confirm(window, f"Leave {what} out?", LEAVING_OUT, "Leave out", lambda: self._do(report, action, entries))
        else:
            self._do(report, action, entries)

    def _do(self, report: Health, action: str, entries: Sequence[Entry], password: str = "") -> None:
        from muniment_retrieval.health_remarks import Action
        from muniment_retrieval.mending import mending

        self._stage.rooms.notice.say("")
        wanted = mending(report, entries, Action(action)).with_password(password)
        if wanted.action is Action.EXCLUDE:
            self._stage.works.pages.forget()
            self.forgetting.emit(set(wanted.documents))
        self._stage.works.indexing.mend(wanted)

    def _try_all(self) -> None:
        from muniment_retrieval.mending import left_undone, mending

        if (view := self._stage.works.health.view) is not None:
            for action, entries in left_undone(view.report, password=False, raised=False).items():
                self._stage.works.indexing.mend(mending(view.report, entries, action))

    def _show(self, entry: Entry) -> None:
        """Open the document where it is about a page, at that page."""
        if entry.document_id is None:
            return
        if not entry.page_count:
            self._stage.works.vault.open_elsewhere(entry.document_id)
            return
        page, place = next(((remark.pages[0], remark.place) for remark in entry.remarks if remark.pages), (0, (0, 0)))
        self._sources.open(asked=True)
        spot = Spot(entry.document_id, entry.same_as or entry.path, page, str(page + 1), *place, passage=True)
        self._stage.rooms.source.show_alone(spot)

    def _told(self, view: View | None) -> None:
        self._stage.rooms.sidebar.show_count("health", 0 if view is None else view.to_do)

    def _indexing_changed(self) -> None:
        if not self._stage.works.indexing.running:
            self._stage.works.health.refresh()
