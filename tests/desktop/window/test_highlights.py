"""Where a quote is lit: boxes of its words, joined along each line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from muniment_desktop.window.source.highlights import Box, quote_boxes, text_edges
from muniment_engines.api import Words
from muniment_retrieval.model import Scan, StoredPage


def page(*words: tuple[int, int, float, float, float, float], factor: float = 1.0) -> StoredPage:
    """A page from (start, end, left, top, right, bottom) of its words, in points."""
    spans = np.array([w[:2] for w in words], np.int32).reshape(-1, 2)
    boxes = np.array([[round(v * 4 / factor) for v in w[2:]] for w in words], np.int16).reshape(-1, 4)
    return StoredPage(1, 0, "1", "x" * 100, Words(spans, boxes), 600.0, 800.0, factor)


def test_words_of_a_line_are_one_box() -> None:
    found = quote_boxes(page((0, 4, 72, 90, 100, 102), (5, 9, 104, 91, 140, 102), (10, 14, 144, 90, 180, 103)), 0, 14)
    assert found == [Box(72, 90, 180, 103)]


def test_only_the_quoted_words_are_lit() -> None:
    words = [(n * 5, n * 5 + 4, 72 + n * 40, 90, 108 + n * 40, 102) for n in range(5)]
    assert quote_boxes(page(*words), 5, 14) == [Box(112, 90, 188, 102)]


def test_every_line_has_its_box() -> None:
    found = quote_boxes(page((0, 4, 400, 90, 500, 102), (5, 9, 72, 108, 150, 120)), 0, 9)
    assert found == [Box(400, 90, 500, 102), Box(72, 108, 150, 120)]


def test_a_line_that_lies_askew_on_a_scan_is_lit_in_steps() -> None:
    words = [(n * 5, n * 5 + 4, 72 + n * 40, 90 + n * 2, 108 + n * 40, 102 + n * 2) for n in range(7)]
    found = quote_boxes(replace(page(*words), scan=Scan.READ), 0, 50)
    assert found == [Box(72, 90, 188, 106), Box(192, 96, 308, 112), Box(312, 102, 348, 114)]
    assert len(quote_boxes(page(*words), 0, 50)) == 1


def test_columns_are_not_bridged() -> None:
    found = quote_boxes(page((0, 4, 72, 90, 150, 102), (5, 9, 320, 90, 400, 102)), 0, 9)
    assert found == [Box(72, 90, 150, 102), Box(320, 90, 400, 102)]


def test_a_large_page_is_scaled_by_its_factor() -> None:
    assert quote_boxes(page((0, 4, 9000, 9000, 9400, 9040), factor=2.0), 0, 4) == [Box(9000, 9000, 9400, 9040)]


def test_a_word_without_width_is_not_lit() -> None:
    assert quote_boxes(page((0, 1, 72, 90, 72, 102)), 0, 1) == []


def test_a_page_that_does_not_say_where_its_words_stand() -> None:
    assert quote_boxes(page(), 0, 50) == []
    assert text_edges(page()) == (0.0, 600.0)


def test_text_edges_reach_over_all_words() -> None:
    assert text_edges(page((0, 4, 72, 90, 100, 102), (5, 9, 300, 90, 520, 102))) == (72.0, 520.0)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 700), st.integers(1, 90), st.integers(1, 40)), max_size=40))
def test_every_word_lies_in_a_box(places: list[tuple[int, int, int, int]]) -> None:
    words = [(n * 5, n * 5 + 4, x, y, x + w, y + h) for n, (x, y, w, h) in enumerate(places)]
    boxes = quote_boxes(page(*words), 0, len(words) * 5)
    for _, _, left, top, right, bottom in words:
        assert any(b.left <= left and b.top <= top and b.right >= right and b.bottom >= bottom for b in boxes)
