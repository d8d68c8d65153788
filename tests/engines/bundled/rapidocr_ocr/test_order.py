"""The order of lines, from where they stand."""

from __future__ import annotations

import numpy as np
from muniment_engines.bundled.rapidocr_ocr.order import reading_order

HIGH, APART = 20, 30

Extent = tuple[float, float, float, float]


def line(row: float, left: float, right: float) -> Extent:
    return left, row * APART, right, row * APART + HIGH


def order(*extents: Extent) -> list[int]:
    return reading_order(np.array(extents, np.float64).reshape(-1, 4))


def test_nothing_has_no_order() -> None:
    assert order() == []


def test_lines_go_from_top_to_bottom() -> None:
    assert order(line(2, 0, 500), line(0, 0, 500), line(1, 0, 500)) == [1, 2, 0]


def test_pieces_of_a_line_go_from_left_to_right_though_they_stand_unevenly() -> None:
    assert order(line(0.2, 260, 500), line(0, 0, 250), line(1.1, 0, 250), line(1, 260, 400)) == [1, 0, 2, 3]


def test_columns_go_one_after_the_other() -> None:
    left, right = [line(row, 0, 300) for row in range(6)], [line(row + 0.2, 330, 640) for row in range(6)]
    assert order(*(extent for pair in zip(left, right, strict=True) for extent in pair)) == [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]


def test_a_title_over_two_columns_stays_above_them() -> None:
    left, right = [line(row, 0, 300) for row in range(1, 6)], [line(row, 330, 640) for row in range(1, 6)]
    assert order(line(0, 100, 540), *left, *right, line(6, 0, 640)) == list(range(12))


def test_three_columns() -> None:
    columns = [[line(row, at, at + 250) for row in range(5)] for at in (0, 280, 560)]
    mixed = [columns[number][row] for row in range(5) for number in range(3)]
    assert order(*mixed) == [3 * row + number for number in range(3) for row in range(5)]


def test_a_table_goes_row_by_row() -> None:
    assert order(*(line(row, left, left + 80) for row in range(5) for left in (0, 200, 400))) == list(range(15))


def test_a_form_goes_row_by_row() -> None:
    """Names at the left, what was filled in at the right, and much room between the rows."""
    assert order(*(line(row * 3, left, left + 250) for row in range(5) for left in (0, 300))) == list(range(10))
