"""One question with all that came of it, kept for as long as the window is open."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from muniment_retrieval.model import Answer, Hit

Change = Literal["hits", "text", "answer", "failed", "ended"]


@dataclass(eq=False)
class Exchange:
    """A question and what is known of its answer. `scope` names the documents that were asked, or is empty for all."""

    question: str
    documents: tuple[int, ...] | None = None
    scope: str = ""
    model: str = ""
    hits: tuple[Hit, ...] | None = None
    text: str = ""
    answer: Answer | None = None
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
        return any(h.document.id in documents for h in self.hits or ()) or any(c.document_id in documents for c in cited)

    def doing(self) -> str:
        """What happens right now, in a few words; empty when nothing does."""
        if not self.running:
            if not self.stopped or self.answer is not None:
                return ""
            return "Stopped. What is written here has not been checked." if self.text else "Stopped."
        if self.hits is None:
            return "Searching…"
        passed = int(time.monotonic() - self.began)
        waited = f" {passed} s" if passed >= 2 else ""
        return f"Writing…{waited}" if self.text else f"Reading the passages…{waited}"
