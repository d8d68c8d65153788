"""Zeros that the model takes for letters."""

from __future__ import annotations

import pytest

words = pytest.importorskip("muniment_engines.bundled.rapidocr_ocr.words", reason="cv2 is not installed")


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("2,30o", "2,300"), ("$1,oo0.50,", "$1,000.50,"), ("12O%", "120%"), ("(25.oo)", "(25.00)"), ("1o,o00;", "10,000;")],
)
def test_in_a_number_they_are_zeros(seen: str, meant: str) -> None:
    assert words._with_zeros(seen) == meant


@pytest.mark.parametrize("seen", ["o", "O", "no", "1o", "CO2", "2OO7B", "to,", "o.1", "Oo,oO", "NYC08CA073", "4.2.1(o)"])
def test_elsewhere_they_are_letters(seen: str) -> None:
    assert words._with_zeros(seen) == seen
