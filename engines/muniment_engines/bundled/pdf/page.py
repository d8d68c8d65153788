"""Reads one page: its characters become text and words, and what it is besides is told: a scan, numbered, in part unseen.

A transcript's line numbers are taken out before the text is made. What was written onto the page afterwards is put behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from muniment_engines.api import Page
from muniment_engines.bundled.pdf import pictures, remarks, sight
from muniment_engines.bundled.pdf.bates import Candidate, candidates
from muniment_engines.bundled.pdf.characters import read_characters
from muniment_engines.bundled.pdf.geometry import frame_of
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
    """A page, and what may be its Bates number."""

    page: Page
    candidates: tuple[Candidate, ...] = ()


def read(handle: Any, form: Any, index: int, label: str, limit: int, vocabulary: Vocabulary) -> Read:
    """`handle` is PDFium's of the page, `form` of the document's form or None, `label` what the document calls the page."""
    frame = frame_of(handle)
    characters, cut = read_characters(handle, frame, limit)
    unseen = sight.hidden(handle, frame, characters)
    scanned = pictures.is_scan(handle, frame, characters, unseen)
    numbering = numbering_of(characters, frame)
    composed = compose(numbering.without_numbers(characters) if numbering else characters, vocabulary)
    hidden = composed.spans(unseen)
    text, words = composed.text, words_of(composed, frame)
    fields, remarked = remarks.fields_and_remarks(handle, form, frame)
    if fields or remarked:
        text, words = remarks.appended(text, words, frame, fields, remarked)
    noted = {CUT: cut, HIDDEN: hidden, NO_TEXT: not (text or scanned), WRITTEN_ON: fields or remarked}
    width, height = frame.size
    page = Page(
        index,
        numbering.label if numbering and numbering.label and label in ("", str(index + 1)) else label or str(index + 1),
        text,
        words,
        width,
        height,
        frame.factor,
        tuple(note for note, holds in noted.items() if holds),
        scanned,
        hidden=hidden,
        lines=numbering.lines(composed) if numbering else (),
    )
    return Read(page, candidates(composed, height))
