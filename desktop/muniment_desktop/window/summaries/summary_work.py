"""Summaries on a lane of their own: the ways with their times, pieces that go by, the summary, and those that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, QTimer, Signal

from ..lanes import Job, Lanes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from muniment_engines.api import Cancel
    from muniment_retrieval.summarising import Forecast, Kept, Offer, Step, Summarised, Summary, Wish

    from ...session import Session

TYPING_MS = 500


class SummaryWork(QObject):
    """`changed` whenever there is something else to show; `offered` with the ways of the last wish; `saved` with
    a sentence.

    `running`, `begun` (the forecast), `last` (how far it is), `summary` (what is shown), `shown` (its identifier, None where
    it is not kept), `kept` (all), `error`.
    """

    changed = Signal()
    offered = Signal(object)
    saved = Signal(str)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._session: Session | None = None
        self._job: Job | None = None
        self._looking: Job | None = None
        self._wish: Wish | None = None
        self._engine = ""
        self._later = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._later.timeout.connect(self._look)
        self.running = False
        self.begun: Forecast | None = None
        self.last: Step | None = None
        self.summary: Summary | None = None
        self.shown: int | None = None
        self.kept: Sequence[Kept] = ()
        self.error = ""

    def use(self, session: Session | None) -> None:
        """Summarise from this vault; nothing of another one stays."""
        for job in (self._job, self._looking):
            if job is not None:
                job.abandon()
        self._later.stop()
        self._session, self._job, self._looking, self._wish, self.running = session, None, None, None, False
        self.begun, self.last, self.summary, self.shown, self.kept, self.error = None, None, None, None, (), ""
        self.changed.emit()
        self.refresh()

    def look(self, wish: Wish, engine: str = "") -> None:
        """Say soon what this takes, in each way; `engine` is one elsewhere that would write it."""
        self._wish, self._engine = wish, engine
        self._later.start()

    def make(self, wish: Wish, engine: str = "") -> None:
        """Make this summary; `engine` is one elsewhere that writes it."""
        session = self._session
        if session is None or self.running:
            return
        if self._looking is not None:
            self._looking.abandon()
        self._later.stop()
        self.begun, self.last, self.summary, self.shown, self.error = None, None, None, None, ""
        self.running = True

        def events(cancel: Cancel) -> Iterator[Forecast | Step | Summarised]:
            return session.summaries.make(wish, cancel, engine)

        self._job = self._lanes.summaries.follow(events, self._take, self._fail, self._end)
        self.changed.emit()

    def stop(self) -> None:
        """Stop; what is done is kept, and the same wish goes on from there."""
        if self._job is not None and self.running:
            self._job.stop()

    def show(self, kept: Kept | None) -> None:
        """Show a summary that is kept, or none."""
        if not self.running:
            self.summary, self.shown = (kept.summary, kept.id) if kept is not None else (None, None)
            self.error = ""
            self.changed.emit()

    def save(self, path: Path) -> None:
        """Write the summary that is shown to a file; its name says which kind. None may be shown any more."""
        summary = self.summary
        if summary is None:
            self.saved.emit("Nothing was saved: the summary was forgotten.")
            return
        made = next((kept.made_at[:10] for kept in self.kept if kept.id == self.shown), date.today().isoformat())

        def write() -> None:
            from ...exporting import save_paper, summary_paper

            save_paper(summary_paper(summary, made), path)

        self._lanes.listing.call(write, lambda _: self.saved.emit(f"Saved as {path.name}."), self._fail)

    def refresh(self) -> None:
        """List anew what is kept."""
        session = self._session
        if session is not None:
            self._lanes.listing.call(session.summaries.kept, self._list, self._fail)

    def remove(self, summary_id: int) -> None:
        """Keep this summary no longer, nor show it."""
        session = self._session
        if summary_id == self.shown:
            self.show(None)
        if session is not None:
            self._lanes.listing.call(lambda: session.summaries.remove(summary_id), lambda _: self.refresh(), self._fail)

    def forget(self, documents: set[int]) -> None:
        """Show nothing of these documents any more."""
        self.stop()
        if self.summary is not None and documents & set(self.summary.documents):
            self.summary, self.shown = None, None
        self.kept = [kept for kept in self.kept if not documents & set(kept.summary.documents)]
        self.changed.emit()
        self.refresh()

    def _look(self) -> None:
        session, wish, engine = self._session, self._wish, self._engine
        if session is None or wish is None or self.running:
            return
        if self._looking is not None:
            self._looking.abandon()

        def events(cancel: Cancel) -> Iterator[list[Offer]]:
            yield session.summaries.offers(wish, cancel, engine)

        self._looking = self._lanes.summaries.follow(events, lambda offers: self.offered.emit(offers[-1]), self._fail)

    def _take(self, events: list[Forecast | Step | Summarised]) -> None:
        from muniment_retrieval.summarising import Step, Summarised

        for event in events:
            if isinstance(event, Summarised):
                self.summary, self.shown = event.summary, event.kept
            elif isinstance(event, Step):
                self.last = event
            else:
                self.begun = event
        self.changed.emit()

    def _list(self, kept: Sequence[Kept]) -> None:
        self.kept = kept
        self.changed.emit()

    def _fail(self, error: MunimentError) -> None:
        self.error = str(error)
        self.changed.emit()

    def _end(self) -> None:
        self.running = False
        self.changed.emit()
        self.refresh()
