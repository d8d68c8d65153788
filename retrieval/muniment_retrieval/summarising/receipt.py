"""What of the documents was read for a summary: every section by name, and its share of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    READ = "read"
    SKIPPED = "skipped"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Coverage:
    """One section: `words` of it are known, or guessed where nobody could read it. `reason` says why it was not read."""

    document_id: int
    path: str
    name: str
    pages: str
    words: int
    state: State
    reason: str = ""


@dataclass(frozen=True)
class Receipt:
    """All sections in order. `written_from` is how many sentences the model was given of `sentences`; 0 where it read all.

    `dropped` is how many sentences of the model's had no support; `as_they_stand` how many pieces it failed at, which are told by
    their own sentences.
    """

    sections: tuple[Coverage, ...] = ()
    documents: int = 0
    sentences: int = 0
    written_from: int = 0
    dropped: int = 0
    as_they_stand: int = 0
    stopped: bool = False

    @property
    def read(self) -> int:
        return sum(s.state is State.READ for s in self.sections)

    @property
    def share(self) -> float:
        """How much of the text was read, from 0 to 1, by words."""
        words = sum(s.words for s in self.sections)
        return sum(s.words for s in self.sections if s.state is State.READ) / words if words else 0.0

    @property
    def text(self) -> str:
        """What was read, in words."""
        percent = f"{int(self.share * 100) if self.share < 1 else 100} %"
        parts = [f"read {self.read} of {_several(len(self.sections), 'section')}, {percent} of the text"]
        if self.documents > 1:
            parts.append(_several(self.documents, "document"))
        if self.written_from:
            parts.append(f"written from {self.written_from} of {_several(self.sentences, 'sentence')}")
        if self.dropped:
            parts.append(f"{_several(self.dropped, 'sentence')} without support left out")
        if self.as_they_stand:
            parts.append(f"{_several(self.as_they_stand, 'part')} in the document's own sentences, for the model failed")
        return " · ".join([*parts, *(["stopped before the end"] if self.stopped else [])])


def _several(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
