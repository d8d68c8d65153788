"""What an answer is called on screen, for a screen reader, and on the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...leaving_text import asides, writer
from ..sizes import counted

if TYPE_CHECKING:
    from muniment_retrieval.model import Answer, Citation, Hit, Sentence

SAID = {
    "verified": "verified: the source says so",
    "close": "close: the source says something like it",
    "not found": "not found in the documents",
}
FOUND = {"words": "by words", "meaning": "by meaning", "both": "by words and meaning"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

REFUSED = "The documents do not say."
EXTRACTIVE = "Quoted from the documents; no model has written this"


def file_name(path: str) -> str:
    """The last part of a path of any system."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def place(path: str, label: str) -> str:
    """A document and its page, as a citation names them."""
    return f"{file_name(path)}, p. {label}"


def raised(number: int) -> str:
    """A small number above the line."""
    return str(number).translate(_RAISED)


def numbers(answer: Answer) -> dict[Citation, int]:
    """Every citation of an answer, numbered from 1 in the order in which they come."""
    return {citation: number for number, citation in enumerate(answer.citations, 1)}


def spoken(sentence: Sentence, numbered: dict[Citation, int]) -> str:
    """A sentence with its badge and sources, as a screen reader says it."""
    sources = "".join(f", source {numbered[c]}: {place(c.path, c.page_label)}" for c in sentence.citations)
    return f"{sentence.text} – {SAID[sentence.badge]}{sources}"


def spoken_hit(hit: Hit, text: str) -> str:
    """A hit as a screen reader says it."""
    return f"{place(hit.document.path, hit.page_label)}, found {FOUND[hit.found_by]}: {text}"


def finished(answer: Answer) -> str:
    """What is announced when an answer is whole."""
    return REFUSED if answer.refused else f"The answer is complete: {counts_text(answer.sentences)}."


def badge_counts(sentences: Sequence[Sentence]) -> list[tuple[str, int]]:
    """How many sentences have each badge; those that none has are left out."""
    counts = [(badge, sum(s.badge == badge for s in sentences)) for badge in SAID]
    return [(badge, count) for badge, count in counts if count]


def counts_text(sentences: Sequence[Sentence]) -> str:
    """The same in words."""
    return ", ".join(f"{count} {badge}" for badge, count in badge_counts(sentences))


def receipt(answer: Answer) -> str:
    """What was searched, who wrote it and how long it took, in one line."""
    cost = answer.cost
    where = "sent elsewhere" if cost.sent_elsewhere else "on this machine"
    by = f"{writer(cost)}, {where}" if cost.model else "" if answer.refused else EXTRACTIVE
    searched = f"searched {answer.searched:,} of {counted(answer.documents, 'document')}"
    return " · ".join(filter(None, (searched, by, seconds(cost.seconds), *asides(cost))))


def seconds(value: float) -> str:
    """A short time in words."""
    if value < 1:
        return "under a second"
    return f"{value:.0f} s" if value < 90 else f"{value / 60:.0f} min"


def forecast(documents: int, value: float) -> str:
    """How much there is to look at, and how long that will take."""
    return f"Looking at {counted(documents, 'document')}, about {seconds(value)}"


def time_left(value: float | None) -> str:
    """How long something will still take; empty where nobody knows."""
    if value is None or value < 0:
        return ""
    if value < 60:
        return "less than a minute"
    minutes = round(value / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.0f} h"


def with_citations(answer: Answer) -> str:
    """An answer as plain text: sentences with numbers, then the sources with their quotes."""
    numbered = numbers(answer)
    said = [REFUSED] if answer.refused else [sentence_text(s, numbered) for s in answer.sentences]
    lines = [answer.question, "", *said]
    cited = list(numbered.items()) or [(c, n) for n, c in enumerate(answer.nearest, 1)]
    if cited:
        lines += ["", "Sources" if numbered else "Where they come closest"]
        lines += [f"{number}. {place(c.path, c.page_label)}: “{' '.join(c.quote.split())}”" for c, number in cited]
    return "\n".join([*lines, "", f"({receipt(answer)})", ""])


def sentence_text(sentence: Sentence, numbered: dict[Citation, int]) -> str:
    """One sentence as plain text, with the numbers of its sources; what has none says so."""
    marks = "".join(f" [{numbered[c]}]" for c in sentence.citations)
    doubt = {"close": " (close, not word for word)", "not found": " (not found in the documents)"}.get(sentence.badge, "")
    return f"{sentence.text}{marks}{doubt}"


def names(paths: Sequence[str], most: int = 3) -> str:
    """Some documents by name, and how many more there are."""
    shown = ", ".join(file_name(p) for p in paths[:most])
    return shown if len(paths) <= most else f"{shown} and {len(paths) - most:,} more"


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters; what is cut off is told by an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
