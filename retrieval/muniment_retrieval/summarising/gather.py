"""Everything that is to be summarised, taken from the vault: sections, their sentences, and what nobody can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean

from muniment_engines.api import Cancel

from muniment_retrieval.model import Document, Scan, Scope, StoredPage

from ..reading.coverage import in_scope
from .plan import Library, Section, sections_of
from .receipt import Coverage, State
from .told import Told, speakers_in, told_in

_WAITS = "These pages are pictures that nobody has read yet."
_FAILED = "These pages are pictures whose text could not be recognised."
_EMPTY = "There is no text in it."
_WORDS_A_PAGE = 300
"""Guessed for a page that nobody could read, where there is none beside it to go by."""


@dataclass
class Gathered:
    """`lost` are the parts of the documents that have no text here, by document, as they will stand in the receipt."""

    documents: list[Document] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    lost: dict[int, list[Coverage]] = field(default_factory=dict)


def gathered(library: Library, scope: Scope, cancel: Cancel) -> Gathered:
    """Raises `Cancelled`."""
    found = Gathered(in_scope(library.documents(), scope))
    for document in found.documents:
        cancel.check()
        if not document.words:
            found.lost[document.id] = [_whole(document, document.reason or _EMPTY)]
            continue
        pages = {page.index: page for page in library.pages(document.id)}
        labels = [pages[i].label if i in pages else str(i + 1) for i in range(max(pages, default=-1) + 1)]
        speakers = speakers_in([page.text for page in pages.values()])
        sections = sections_of(document, library.passages_of(document.id), labels, headed=not speakers)
        found.told += told_in(sections, pages, len(found.sections), speakers)
        found.sections += sections
        found.lost[document.id] = _pictures(document, list(pages.values()), sections)
        if not sections and not found.lost[document.id]:
            found.lost[document.id] = [_whole(document, _EMPTY)]
    return found


def coverage(found: Gathered, read: Sequence[bool], why: str) -> tuple[Coverage, ...]:
    """The receipt's lines: the sections of each document in order, whether each was `read`, and then what is lost of it."""
    lines: list[Coverage] = []
    for document in found.documents:
        for number, section in enumerate(found.sections):
            if section.document.id == document.id:
                first, last = section.pages
                pages = first if first == last else f"{first}–{last}"
                state = State.READ if read[number] else State.SKIPPED
                reason = "" if read[number] else why
                lines.append(Coverage(document.id, document.path, section.name, pages, section.words, state, reason))
        lines += found.lost.get(document.id, [])
    return tuple(lines)


def _whole(document: Document, reason: str) -> Coverage:
    words = max(document.page_count, 1) * _WORDS_A_PAGE
    return Coverage(document.id, document.path, document.name, "", words, State.UNREADABLE, reason)


def _pictures(document: Document, pages: Sequence[StoredPage], sections: Sequence[Section]) -> list[Coverage]:
    """The pages without text, those that follow each other as one."""
    typical = round(mean(len(p.text.split()) for p in pages if p.text.strip())) if sections else _WORDS_A_PAGE
    runs: list[list[StoredPage]] = []
    for page in pages:
        if page.scan not in (Scan.WAITING, Scan.FAILED):
            continue
        if runs and runs[-1][-1].index == page.index - 1 and runs[-1][-1].scan is page.scan:
            runs[-1].append(page)
        else:
            runs.append([page])
    return [_lost(document, run, typical) for run in runs]


def _lost(document: Document, run: Sequence[StoredPage], typical: int) -> Coverage:
    first, last = run[0].label, run[-1].label
    pages = first if len(run) == 1 else f"{first}–{last}"
    name = f"p. {pages}" if len(run) == 1 else f"pp. {pages}"
    reason = _WAITS if run[0].scan is Scan.WAITING else _FAILED
    return Coverage(document.id, document.path, name, pages, typical * len(run), State.UNREADABLE, reason)
