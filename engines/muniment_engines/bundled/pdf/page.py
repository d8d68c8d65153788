"""Reads one page: its characters become text and words, and what it is besides is told: a scan, numbered, in part unseen.

A transcript's line numbers are taken out before the text is made. What was written onto the page afterwards is put behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from muniment_engines.api import Page
from muniment_engines.bundled.pdf import pictures, remarks, sight
from muniment_engines.bundled.pdf.bates import Candidate, candidates, number_of
from muniment_engines.bundled.pdf.characters import read_characters
from muniment_engines.bundled.pdf.geometry import frame_of
from muniment_engines.bundled.pdf.headings import headings_of
from muniment_engines.bundled.pdf.hyphens import Vocabulary
from muniment_engines.bundled.pdf.numbered import numbering_of
from muniment_engines.bundled.pdf.text import compose
from muniment_engines.bundled.pdf.words import words_of

NO_TEXT = "This page has no text."
CUT = "This page has more text than the limit allows; the rest was left out."
HIDDEN = "Some of this page's text cannot be seen by a person: it is white, tiny, beyond the edge or in a layer that is off."
WRITTEN_ON = "What was filled in or remarked on this page stands at the end of its text."


@dataclass(frozen=True)
class Read:
    """A page, what may be its Bates number, and how it reads if its lines are numbered: what is true its neighbours tell.

    `bears_files` says that files are pinned to it.
    """

    page: Page
    candidates: tuple[Candidate, ...] = ()
    numbered: Page | None = None
    bears_files: bool = False

    def settled(self, before: Read | None, after: Read | None) -> Page:
        """The page, given those before and after it. A column of numbers on one page alone is no numbering of lines."""
        others = [other for other in (before, after) if other]
        page = self.numbered if self.numbered and any(other.numbered for other in others) else self.page
        found = (other.candidates if other else () for other in (before, after))
        return replace(page, bates=number_of(self.candidates, *found))


def read(handle: Any, form: Any, index: int, label: str, limit: int, vocabulary: Vocabulary) -> Read:
    """`handle` is PDFium's of the page, `form` of the document's form or None, `label` what the document calls the page."""
    frame = frame_of(handle)
    characters, cut = read_characters(handle, frame, limit)
    unseen = sight.hidden(handle, frame, characters)
    scanned = pictures.is_scan(handle, frame, characters, unseen)
    composed = compose(characters, vocabulary)
    hidden = composed.spans(unseen)
    written = remarks.fields_and_remarks(handle, form, frame)
    bears_files = bool(remarks.pinned(handle))
    noted = {CUT: cut, HIDDEN: hidden, NO_TEXT: not (len(composed.codes) or any(written) or scanned), WRITTEN_ON: any(written)}
    notes = tuple(note for note, holds in noted.items() if holds)
    text, words = remarks.appended(composed.text, words_of(composed, frame), frame, *written)
    named = label or str(index + 1)
    headings = headings_of(composed, characters.bold, frame.size[1])
    page = Page(index, named, text, words, *frame.size, frame.factor, notes, scanned, hidden=hidden, headings=headings)
    numbering = numbering_of(characters, frame)
    if numbering is None:
        return Read(page, candidates(composed, frame.size[1]), bears_files=bears_files)
    composed = compose(numbering.without_numbers(characters), vocabulary)
    text, words = remarks.appended(composed.text, words_of(composed, frame), frame, *written)
    named = numbering.label if numbering.label and named == str(index + 1) else named
    hidden, lines = composed.spans(unseen), numbering.lines(composed)
    numbered = replace(page, label=named, text=text, words=words, hidden=hidden, lines=lines, headings=())
    return Read(page, candidates(composed, frame.size[1]), numbered, bears_files)
