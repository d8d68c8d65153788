"""What every parse engine must hold."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import numpy as np

from muniment_engines.api import Cancel, Cancelled, Opened, Page, Parse, ParseLimits
from muniment_engines.errors import DocumentError

_TRIED = 12
"""At how many places the sample is cut off."""
_TOO_SMALL = 100
"""Pixels that no page fits in."""


class ParseConformance:
    """Override the fixture `engine` with an opened engine; set `sample` (a document of two pages or more) and `media_type`."""

    sample: bytes
    media_type: str
    draws = True
    """False for an engine whose formats have nothing to draw: `render` raises `DocumentError` then."""

    def test_is_a_parse_engine(self, engine: Parse) -> None:
        assert isinstance(engine, Parse)

    def test_pages_come_in_order_and_as_many_as_said(self, engine: Parse) -> None:
        document = self._open(engine)
        pages = list(document.pages(Cancel()))
        assert [page.index for page in pages] == list(range(document.about.page_count))
        assert len(pages) >= 2
        document.close()

    def test_words_stand_in_their_page(self, engine: Parse) -> None:
        document = self._open(engine)
        for page in document.pages(Cancel()):
            check_words(page)
        document.close()

    def test_reads_the_same_again(self, engine: Parse) -> None:
        document = self._open(engine)
        first, second = ([(page.label, page.text) for page in document.pages(Cancel())] for _ in range(2))
        assert first == second
        document.close()

    def test_headings_point_at_pages(self, engine: Parse) -> None:
        document = self._open(engine)
        assert all(0 <= heading.page_index < document.about.page_count for heading in document.about.outline)
        assert all(heading.level >= 1 for heading in document.about.outline)
        document.close()

    def test_keeps_to_the_number_of_pages(self, engine: Parse) -> None:
        document = self._open(engine, replace(ParseLimits(), pages=1))
        assert len(list(document.pages(Cancel()))) == 1
        document.close()

    def test_stops_when_cancelled(self, engine: Parse) -> None:
        document, cancel, read = self._open(engine), Cancel(), 0
        with suppress(Cancelled):
            for _ in document.pages(cancel):
                read += 1
                cancel.request()
        assert read == 1
        document.close()

    def test_draws_within_the_limits(self, engine: Parse) -> None:
        document = self._open(engine)
        if self.draws:
            pixels = document.render(0, 1.0).data
            assert pixels.dtype == np.uint8
            assert pixels.ndim == 3
            assert pixels.shape[2] == 4
        document.close()
        small = self._open(engine, replace(ParseLimits(), pixels=_TOO_SMALL))
        assert _raises_document_error(small, 0)
        small.close()

    def test_draws_no_page_that_is_not_there(self, engine: Parse) -> None:
        document = self._open(engine)
        assert _raises_document_error(document, document.about.page_count)
        assert _raises_document_error(document, -1)
        document.close()

    def test_says_what_is_wrong_with_a_damaged_file(self, engine: Parse) -> None:
        """Cut off or garbled, it is read as far as it goes, or refused with a `DocumentError`; nothing else is raised."""
        step = max(1, len(self.sample) // _TRIED)
        cut = [self.sample[:end] for end in range(0, len(self.sample), step)]
        garbled = [self.sample[:at] + b"\xff\x00<" * 5 + self.sample[at + 15 :] for at in range(0, len(self.sample), step)]
        for data in (*cut, *garbled):
            with suppress(DocumentError):
                document = engine.open(memoryview(data), self.media_type, ParseLimits())
                for page in document.pages(Cancel()):
                    check_words(page)
                document.close()

    def _open(self, engine: Parse, limits: ParseLimits | None = None) -> Opened:
        return engine.open(memoryview(self.sample), self.media_type, limits or ParseLimits())


def check_words(page: Page) -> None:
    """Each word has a place, in order within the page's text, and a box that is no thinner than nothing."""
    spans, boxes = page.words.spans, page.words.boxes
    assert spans.dtype == np.dtype(np.int32)
    assert boxes.dtype == np.dtype(np.int16)
    assert spans.shape == (len(spans), 2)
    assert boxes.shape == (len(spans), 4)
    if len(spans):
        assert spans.min() >= 0
        assert spans.max() <= len(page.text)
        assert (spans[:, 0] < spans[:, 1]).all()
        assert (boxes[:, 0] <= boxes[:, 2]).all()
        assert (boxes[:, 1] <= boxes[:, 3]).all()
    assert page.factor > 0
    assert all(0 <= start < end <= len(page.text) for start, end in page.hidden)
    assert all(0 <= start <= len(page.text) and number >= 0 for start, number in page.lines)
    assert all(0 <= start < end <= len(page.text) and level >= 1 for start, end, level in page.headings)


def _raises_document_error(document: Opened, index: int) -> bool:
    try:
        document.render(index, 1.0)
    except DocumentError:
        return True
    return False
