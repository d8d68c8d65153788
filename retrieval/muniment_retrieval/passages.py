"""How a document is cut into passages: at sentences, under their headings, none longer than the embedding model reads.

First every page is cut into sentences, and a sentence that is far too long at its semicolons, commas or words. Then lines that
stand on many pages (running heads, page numbers) are left out, except where they are met first. Then sentences are gathered
into passages: a heading begins a new one as soon as the last is worth keeping by itself, and a full one ends at a sentence.
Each passage carries the path of headings above it, and one that begins within a table the table's first row, which mostly says
what its columns are. Passages never cross a page, so that each has one page to be lit on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from muniment_engines.api import About, Page

from .for_models import seen
from .headings import LONGEST, HeadingPath, Told, heading_of, listed, with_told
from .sentences import Span, is_label, is_row, sentence_spans

TARGET_WORDS = 110
"""A passage ends with the sentence that brings it here."""

MOST_WORDS = 160
"""No passage is longer, in words; in other measures, no longer than `MOST_CHARACTERS`."""

FEWEST_WORDS = 25
"""A heading begins a new passage only where the one before it has this many."""

MOST_CHARACTERS = 1_200
_FIRST_ROW_CHARACTERS = 300
_RUNNING_SHARE = 0.5
_RUNNING_PAGES = 3
_EDGE = 3
_PAGE_NUMBER = re.compile(r"\bpage \d+(?: of \d+)?\b")
_CUTS = re.compile(r"(?<=[;:])\s+|(?<=,)\s+|\s+")
_PAGE_CUTS = re.compile(r"(?<=[;:])\s+|(?<=,)\s+|\s+")


@dataclass(frozen=True)
class PassageDraft:
    """A passage before it has an identifier. `start` and `end` count code points of its page's text."""

    page_index: int
    start: int
    end: int
    heading: str


def split_document(about: About, pages: Iterable[Page]) -> list[PassageDraft]:
    """The passages of a whole document, in order, under the headings that it tells of and those that its text shows.

    What nobody can see on a page is in none of them, but for the middle of one, where it has a place and no words.
    """
    known = [replace(page, text=seen(page, 0, len(page.text))) if page.hidden else page for page in pages]
    cut = [_pieces(page.text) for page in known]
    running = _running([[page.text[a:b] for a, b in spans] for page, spans in zip(known, cut, strict=True)])
    met: set[str] = set()
    path = HeadingPath()
    drafts: list[PassageDraft] = []
    for page, spans in zip(known, cut, strict=True):
        above, told = listed(about.outline, page, spans)
        for entry in above:
            path.enter(entry.level, entry.title.strip()[:LONGEST])
        pieces, set_apart = (list(spans), told) if about.outline else with_told(page, spans)
        kept = _without_running(page.text, pieces, running, met)
        drafts += [PassageDraft(page.index, a, b, heading) for a, b, heading in _gather(page.text, kept, path, set_apart)]
    return drafts


def split_page(text: str, heading: str = "") -> list[tuple[int, int, str]]:
    """Start, end and heading of the passages of one page by itself, below `heading`."""
    path = HeadingPath([(0, heading)] if heading else [])
    return _gather(text, _pieces(text), path, {})


def context_of(title: str, name: str, heading: str) -> str:
    """What a passage is about beyond its own words: the document's title, its file's name in words, and the headings above it."""
    words = re.sub(r"[\W_]+", " ", re.sub(r"\.\w{1,5}$", "", name)).strip()
    parts = [part for part in (title.strip(), words) if part]
    if len(parts) == 2 and _plain(parts[0]) == _plain(parts[1]):
        parts.pop()
    return "\n".join([*parts, heading] if heading else parts)


def embedding_text(context: str, text: str) -> str:
    """What is embedded for a passage: its context before its words."""
    return f"{context}\n{text}" if context else text


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().lower()


def _pieces(text: str) -> list[Span]:
    """The sentences of a text, those that are too long for one passage cut up."""
    pieces: list[Span] = []
    for first, end in sentence_spans(text):
        start = first
        while _too_long(text, start, end):
            cut = _cut(text, start, end)
            pieces.append((start, start + len(text[start:cut].rstrip())))
            start = cut
        if text[start:end].strip():
            pieces.append((start, end))
    return pieces


def _too_long(text: str, start: int, end: int) -> bool:
    return end - start > MOST_CHARACTERS or len(text[start:end].split()) > MOST_WORDS


def _cut(text: str, start: int, end: int) -> int:
    """Where to cut a sentence that is too long: after the last semicolon that leaves a full passage, or comma, or word."""
    best = (0, min(end, start + MOST_CHARACTERS))
    for words, found in enumerate(_CUTS.finditer(text, start, min(end, start + MOST_CHARACTERS)), 1):
        if words > MOST_WORDS:
            break
        rank = 3 if text[found.start() - 1] in ";:" else 2 if text[found.start() - 1] == "," else 1
        if words < TARGET_WORDS // 2:
            rank = 0
        best = max(best, (rank, found.end()))
    return best[1]


def _running(pages: Sequence[Sequence[str]]) -> set[str]:
    """The short lines, numbers of pages aside, that stand at the top or bottom of at least half of the pages."""
    if len(pages) < _RUNNING_PAGES:
        return set()
    counted: Counter[str] = Counter()
    for sentences in pages:
        edges = (*sentences[:_EDGE], *sentences[-_EDGE:])
        counted.update({_shape(s) for s in edges if len(s) <= LONGEST})
    return {shape for shape, n in counted.items() if n >= max(_RUNNING_PAGES, _RUNNING_SHARE * len(pages))}


def _shape(sentence: str) -> str:
    """A line without the number of its page; other numbers in it tell it from others."""
    plain = _plain(sentence)
    return "0" if plain.isdigit() else _PAGE_NUMBER.sub("page", plain)


def _without_running(text: str, spans: Sequence[Span], running: set[str], met: set[str]) -> list[Span]:
    kept: list[Span] = []
    for at, (start, end) in enumerate(spans):
        shape = _shape(text[start:end])
        at_edge = at < _EDGE or at >= len(spans) - _EDGE
        if at_edge and shape in running:
            if shape in met and not _names_columns(text, spans[at : at + 2]):
                continue
            met.add(shape)
        kept.append((start, end))
    return kept or list(spans)


def _names_columns(text: str, spans: Sequence[Span]) -> bool:
    """Whether the first of two sentences is a row that the second goes on with: a header that every page says again."""
    rows = [text[start:end] for start, end in spans]
    return len(rows) > 1 and all(map(is_row, rows)) and rows[0].count(" | ") == rows[1].count(" | ")


def _gather(text: str, spans: Sequence[Span], path: HeadingPath, told: Told) -> list[tuple[int, int, str]]:
    passages: list[tuple[int, int, str]] = []
    start, words, above, spoken = -1, 0, "", False
    last = -1
    first_row = inside = ""
    for at, (a, b) in enumerate(spans):
        if not is_row(text[a:b]) and not (first_row and is_label(text, a, spans[at + 1][0] if at + 1 < len(spans) else b)):
            first_row = ""
        count = len(text[a:b].split())
        heading = told.get(a) or heading_of(text[a:b])
        full = start >= 0 and (words + count > MOST_WORDS or b - start > MOST_CHARACTERS or words >= TARGET_WORDS)
        if start >= 0 and (full or (heading and words >= FEWEST_WORDS)):
            passages.append((start, last, above))
            start, words, spoken = -1, 0, False
        if heading:
            path.enter(*heading)
        if start < 0:
            start, inside = a, first_row
        if not spoken:  # headings that follow each other are all above what comes
            above = " › ".join(filter(None, (str(path), inside)))
        spoken = spoken or not heading
        first_row = first_row or (" ".join(text[a:b].split())[:_FIRST_ROW_CHARACTERS] if is_row(text[a:b]) else "")
        words += count
        last = b
    if start >= 0 and words < FEWEST_WORDS and passages and last - passages[-1][0] <= MOST_CHARACTERS:
        passages[-1] = (passages[-1][0], last, passages[-1][2])
    elif start >= 0:
        passages.append((start, last, above))
    return passages
