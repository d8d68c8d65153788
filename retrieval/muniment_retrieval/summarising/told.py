"""The sentences of sections, each with what it takes to weigh it: its words, its section, and who says it in a transcript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from muniment_retrieval.answer.evidence import SourceSentence
from muniment_retrieval.for_models import is_hidden
from muniment_retrieval.headings import heading_of
from muniment_retrieval.model import StoredPage
from muniment_retrieval.search.query import is_function_word
from muniment_retrieval.search.words import terms
from muniment_retrieval.sentences import sentence_spans

from .plan import Section, length
from .writer import SAMPLE

FEWEST_WORDS = 6
"""A shorter sentence tells nothing by itself."""

_SPEAKER = re.compile(r"\s*([A-Z][^:\n.?!;]{0,40}):\s")
_TURN = re.compile(rf"^{_SPEAKER.pattern}", re.MULTILINE)

_SPEAKS = 3
"""Who begins so many lines is somebody that speaks."""

_MOSTLY = 0.3
"""In a transcript, so many lines begin with a name."""

_NOISE = re.compile(r"\{[a-z]+\}|\[[a-z ]+\]|<[a-z]+>")
"""Remarks of whoever wrote a recording down: {pause}, [laughs]."""


@dataclass(frozen=True)
class Told:
    """A sentence of a section. `content` are its words of meaning; `speaker` is empty outside of transcripts."""

    source: SourceSentence
    section: int
    speaker: str
    text: str
    words: int
    content: tuple[str, ...]

    @property
    def said(self) -> str:
        """The sentence as a reader who sees nothing else understands it."""
        return f"{self.speaker}: {self.text}" if self.speaker else self.text


def told_in(sections: Sequence[Section], pages: dict[int, StoredPage], first: int, speakers: frozenset[str]) -> list[Told]:
    """Every sentence of the sections of one document; their numbers begin at `first`."""
    found: list[Told] = []
    spoken = {index: _spoken(page.text, speakers) for index, page in pages.items()}
    for number, section in enumerate(sections, first):
        for passage in section.passages:
            page = pages[passage.page_index]
            for start, end, speaker in spoken[passage.page_index]:
                a, b = max(start, passage.start), min(end, passage.end)
                if a < b and page.text[a:b].strip() and not is_hidden(page, a, b):
                    found.append(_told(section, page, number, passage.heading, (a, b), speaker))
    return found


def _spoken(text: str, speakers: frozenset[str]) -> list[tuple[int, int, str]]:
    """Where sentences begin and end, and who says them. A turn that breaks off ends its sentence."""
    turns = [(0, "")] + [(m.start(), m[1].strip()) for m in _TURN.finditer(text) if m[1].strip() in speakers]
    ends = [*(start for start, _ in turns[1:]), len(text)]
    return [
        (start + a, start + b, speaker)
        for (start, speaker), end in zip(turns, ends, strict=True)
        for a, b in sentence_spans(text[start:end])
    ]


def tells(told: Told) -> bool:
    """Whether a sentence says something by itself."""
    return told.words >= FEWEST_WORDS and len(told.content) > 1 and not heading_of(told.text)


def _told(section: Section, page: StoredPage, number: int, heading: str, span: tuple[int, int], speaker: str) -> Told:
    start, end = span
    text = page.text[start:end]
    plain = " ".join(_NOISE.sub(" ", text).split())
    if speaker and plain.startswith(f"{speaker}:"):
        plain = plain[len(speaker) + 1 :].strip()
    content = tuple(t for t in terms(plain) if not is_function_word(t) and len(t) > 1)
    above = f"{heading} {speaker}".strip()
    source = SourceSentence(section.document, page, number, start, end, text, above, 0.0)
    return Told(source, number, speaker, plain, length(plain), content)


def sample_of(told: Sequence[Told]) -> str:
    """Some of the text, from everywhere in it, to see how many tokens all of it has."""
    return "\n".join(one.said for one in told[:: max(20 * len(told) // SAMPLE, 1)])[:SAMPLE]


def speakers_in(texts: Sequence[str]) -> frozenset[str]:
    """Who speaks in a transcript: the names that many of its lines begin with; nobody where most lines begin otherwise."""
    counted: Counter[str] = Counter()
    lines = 0
    for text in texts:
        for line in filter(str.strip, text.split("\n")):
            lines += 1
            if found := _SPEAKER.match(line):
                counted[found[1].strip()] += 1
    names = {name: n for name, n in counted.items() if n >= _SPEAKS}
    return frozenset(names) if sum(names.values()) >= _MOSTLY * lines else frozenset()
