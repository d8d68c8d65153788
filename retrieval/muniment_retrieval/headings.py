"""Which headings stand above a place: those that a document tells of, and those that its text shows.

A document tells of headings in its outline, by their page: each is looked for among the page's pieces, and counts from there on,
or from the top of the page where it does not stand. One without an outline gets the headings that its parser knows by how they
are set. Such a heading may be of several pieces, or the first line of one: `with_told` makes it a piece by itself. Everything
else is judged by what it says: `heading_of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from muniment_engines.api import Heading, Page

from .sentences import Span, goes_on, is_row, is_title

LONGEST = 100
"""Characters of a heading; of one that is told, what is kept of it."""

_NUMBER = re.compile(r"(?:(?:ARTICLE|SECTION|Article|Section|Clause|CLAUSE)\s+)?(\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,5})[.):]?\s+")
_LABELLED = re.compile(r"(?:ARTICLE|SCHEDULE|EXHIBIT|ANNEX|APPENDIX|CHAPTER|PART)\s+[\dIVXLA-Z]+\b")
_MARKDOWN = re.compile(r"(#{1,6})\s+(.+)")

Told = dict[int, tuple[int, str]]
"""Level and title by where, in its page's text, a heading begins."""


@dataclass
class HeadingPath:
    """The headings above the place that has been reached, outermost first, with their levels."""

    path: list[tuple[int, str]] = field(default_factory=list)

    def enter(self, level: int, title: str) -> None:
        while self.path and self.path[-1][0] >= level:
            self.path.pop()
        self.path.append((level, title))

    def __str__(self) -> str:
        return " › ".join(title for _, title in self.path[-3:])


def heading_of(sentence: str) -> tuple[int, str] | None:
    """Level (from 1) and title where a sentence is a heading, or one that runs into its paragraph ("7.1 Delivery.")."""
    line = " ".join(sentence.split())
    if not line or len(line) > LONGEST or line[-1] in ",;" or ": " in line or is_row(line):
        return None
    if found := _MARKDOWN.match(line):
        return len(found[1]), found[2].strip()
    if _LABELLED.match(line) and len(line.split()) <= 12:
        return 1, line
    numbered = _NUMBER.match(line)
    if numbered and is_title(line[numbered.end() :].rstrip(".:") or "-"):
        return 2 + numbered[1].count(".") - (1 if numbered[1][0].isalpha() else 0), line.rstrip(".:")
    if is_title(line) and any(c.isalpha() for c in line) and line[-1] not in ".:" and not any(c.isdigit() for c in line):
        return (1 if line.isupper() else 2), line
    return None


def listed(entries: Iterable[Heading], page: Page, spans: Sequence[Span]) -> tuple[list[Heading], Told]:
    """The entries of an outline that point to a page: those that do not stand on it, and those that do."""
    above: list[Heading] = []
    told: Told = {}
    at = 0
    for entry in entries:
        if entry.page_index != page.index:
            continue
        title = " ".join(entry.title.split())
        found = next((i for i in range(at, len(spans)) if _says(page.text[slice(*spans[i])], title)), None)
        if found is None:
            above.append(entry)
        else:
            told[spans[found][0]] = (entry.level, title[:LONGEST])
            at = found + 1
    return above, told


def _says(sentence: str, title: str) -> bool:
    return " ".join(sentence.split()).lstrip("# ").casefold() == title.casefold() != ""


def with_told(page: Page, spans: Sequence[Span]) -> tuple[list[Span], Told]:
    """The pieces of a page with every heading that its parser knows as one of them, and these headings.

    What goes on into the line below it is a line of a paragraph that is set like a heading, and no heading.
    """
    kept, told = list(spans), Told()
    for start, end, level in page.headings:
        first = next((i for i, span in enumerate(kept) if span[1] > start), len(kept))
        last = next((i for i in range(len(kept) - 1, first - 1, -1) if kept[i][0] < end), -1)
        if last < first or kept[first][0] != start or goes_on(page.text, end, kept[last][1]):
            continue
        if first == last or not all(heading_of(page.text[slice(*span)]) for span in kept[first : last + 1]):
            rest = (end + len(page.text[end:]) - len(page.text[end:].lstrip()), kept[last][1])
            kept[first : last + 1] = [(start, end), *([rest] if rest[0] < rest[1] else [])]
            told[start] = _ranked(level, " ".join(page.text[start:end].split())[:LONGEST])
    return kept, told


def _ranked(level: int, title: str) -> tuple[int, str]:
    """A number says more of a heading's rank than its size does, and its size more than its words."""
    shown = heading_of(title)
    if shown is None:
        return level, title
    return (shown[0] if title[0].isdigit() or _LABELLED.match(title) else min(level, shown[0])), shown[1]
