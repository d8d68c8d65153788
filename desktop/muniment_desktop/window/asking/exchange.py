"""One question with all that came of it, kept for as long as the window is open."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ..sizes import counted
from ..tables.rows import documents_of
from . import wording

if TYPE_CHECKING:
    from muniment_retrieval.conversations import Understood
    from muniment_retrieval.model import Answer, Hit, Kept
    from muniment_retrieval.reading import Forecast, Looked, Table
    from muniment_retrieval.reading.chronology import Chronicle

Change = Literal["understood", "hits", "text", "answer", "looked", "table", "failed", "ended"]


@dataclass(eq=False)
class Exchange:
    """A question and what is known of its answer. `scope` names the documents that were asked, or is empty for all.

    `standing` is how the person says that a follow-up is meant; `engine` is one elsewhere that is to write it; `kept` where the
    vault has the answer, and `marks` what was said of its sentences, by their place. `again` is whether an engine elsewhere broke
    off, so that this machine writes it.
    """

    question: str
    documents: tuple[int, ...] | None = None
    scope: str = ""
    conversation: int | None = None
    standing: str = ""
    engine: str = ""
    kept: Kept | None = None
    marks: dict[int, bool] = field(default_factory=dict)
    model: str = ""
    understood: Understood | None = None
    hits: tuple[Hit, ...] | None = None
    text: str = ""
    again: bool = False
    answer: Answer | None = None
    table: Table | Chronicle | None = None
    forecast: Forecast | None = None
    looked: Looked | None = None
    error: str = ""
    running: bool = True
    stopped: bool = False
    began: float = field(default_factory=time.monotonic)

    @property
    def title(self) -> str:
        """The question in one line."""
        return " ".join(self.question.split())[:200]

    def touches(self, documents: set[int]) -> bool:
        """Whether anything of these documents is in it."""
        answer = self.answer
        cited = (*answer.citations, *answer.nearest) if answer else ()
        if self.table is not None and documents_of(self.table) & documents:
            return True
        return any(h.document.id in documents for h in self.hits or ()) or any(c.document_id in documents for c in cited)

    def doing(self) -> str:
        """What happens right now, in a few words; empty when nothing does."""
        if not self.running:
            if not self.stopped or self.answer is not None or self.table is not None:
                return ""
            return "Stopped. What is written here has not been checked." if self.text else "Stopped."
        if self.looked is not None or self.forecast is not None:
            return self._looking()
        if self.hits is None:
            return "Searching…"
        passed = int(time.monotonic() - self.began)
        waited = f" {passed} s" if passed >= 2 else ""
        said = "Writing…" if self.text else "Reading the passages…"
        return f"That broke off; on this machine instead. {said}{waited}" if self.again else f"{said}{waited}"

    def _looking(self) -> str:
        """How far looking at every document is."""
        if self.looked is None:
            return "" if self.forecast is None else wording.forecast(self.forecast.documents, self.forecast.seconds)
        left = wording.time_left(self.looked.seconds_left)
        so_far = f"Looked at {self.looked.done:,} of {counted(self.looked.total, 'document')}"
        return f"{so_far} · {left} left" if left else so_far
