"""The pages of a text document, which has none of its own: where a program last began one, and where somebody set a break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from muniment_engines.bundled.office.document import Place, place_of, places_of
from muniment_engines.bundled.office.grid import Item

_PAGE_ONLY = re.compile(r"\W*(?:page|seite|pagina|página)?[\W\d]*(?:of|von|de|sur)?[\W\d]*", re.I)

LONGEST = 12_000
"""Characters of a page that a program made, at most: where there are more, most of its pages are not noted."""


def numbers_pages(text: str) -> bool:
    """Whether a header or footer says no more than the number of a page."""
    return bool(_PAGE_ONLY.fullmatch(text))


class Pages:
    """Counts pages while a document is read. `rendered` tells that the program noted where it began them."""

    def __init__(self) -> None:
        self.number = 1
        self.rendered = False
        self.begun = False
        self._ended = False
        self._within = 0

    def begin(self, text: str) -> int:
        """The page that a paragraph begins on: the one that was reached, unless others began in the midst of it."""
        page = self.number - self._within
        self._within = 0
        if text.strip():
            self.begun, self._ended = True, False
        return page

    def end(self) -> None:
        """Somebody set a break here."""
        self.number += 1
        self._ended = True

    def again(self, within: bool) -> None:
        """The program began a page here, which Word also notes behind a break that was set; `within` the text of a paragraph."""
        self.rendered = True
        if self._ended and not within:
            self._ended = False
            return
        self.number += 1
        self._within += within


def places_by_page(items: Sequence[Item], rendered: bool) -> list[Place]:
    """Pages as the program numbered them, where it did; else sections of about a printed page."""
    places: list[Place] = []
    for number, group in groupby(sorted(items, key=lambda item: item[0]), key=lambda item: item[0]):
        blocks = [block for _, block in group]
        if not rendered:
            places += places_of(blocks)
        elif sum(len(block.text) for block in blocks) <= LONGEST:
            places.append(place_of(blocks, str(number)))
        else:
            places += places_of(blocks, str(number))
    return places
