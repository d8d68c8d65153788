"""Puts the characters of a line together to words, and finds where each begins and ends.

The model's columns tell where the middle of each character is. Between the last of one word and the first of the next, the
widest stretch without ink parts the two; at the ends of a line, ink ends the word.
"""

from __future__ import annotations

import re
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from muniment_engines.api import SeenWord
from muniment_engines.bundled.rapidocr_ocr.recognising import Reading
from muniment_engines.bundled.rapidocr_ocr.standing import Box

_WORD = re.compile(r"\S+")
_AMOUNT = re.compile(r"(?=(?:\D*\d){2})[$€£(]?[\doO]+(?:[.,][\doO]+)*[%)]?[.,;:]?")
"""A number of at least two digits, in which some zeros were taken for letters."""
_SPECKS = 2
"""Pixels of ink in a column, out of 48, that are taken for none."""
_REACH = 1.2
"""How many characters' breadths a line's first and last word may reach beyond the middle of the character at its end."""


def words_of(reading: Reading, box: Box, size: tuple[int, int]) -> tuple[SeenWord, ...]:
    """The words of a line; `size` is width and height of the picture, in which the boxes lie."""
    spans = [found.span() for found in _WORD.finditer(reading.text)]
    if not spans:
        return ()
    edges = _edges(spans, reading)
    return tuple(
        SeenWord(_with_zeros(reading.text[start:end]), _hull(box, left, right, size))
        for (start, end), (left, right) in zip(spans, edges, strict=True)
    )


def _with_zeros(word: str) -> str:
    """A number with the zeros that the model takes for letters, as it does after a comma."""
    return word.replace("o", "0").replace("O", "0") if _AMOUNT.fullmatch(word) else word


def _edges(spans: list[tuple[int, int]], reading: Reading) -> list[tuple[float, float]]:
    """Where each word begins and ends, from 0 to 1 along the line."""
    inked = _inked(reading.strip)
    width, middles = len(inked), reading.places
    breadth = float(np.median(np.diff(middles))) if len(middles) > 1 else 1.0
    first, last = spans[0][0], spans[-1][1] - 1
    left = _first_ink(inked, (middles[first] - _REACH * breadth) * width, middles[first] * width) / width
    right = 1 - _first_ink(inked[::-1], (1 - middles[last] - _REACH * breadth) * width, (1 - middles[last]) * width) / width
    gaps = [_widest_gap(inked, middles[end - 1] * width, middles[start] * width) for (_, end), (start, _) in pairwise(spans)]
    begins = [left, *(after / width for _, after in gaps)]
    ends = [*(before / width for before, _ in gaps), right]
    return [(begin, max(begin, end)) for begin, end in zip(begins, ends, strict=True)]


def _inked(strip: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """bool[width]: whether a column has more ink than specks; ink is the rarer of light and dark."""
    grey = cv2.cvtColor(strip, cv2.COLOR_BGR2GRAY)
    _, light = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    ink = light if 2 * int(light.sum()) < light.size else 1 - light
    columns: NDArray[np.bool_] = ink.sum(axis=0) > _SPECKS
    return columns


def _first_ink(inked: NDArray[np.bool_], start: float, end: float) -> float:
    """The first column with ink from `start` to `end`; `start` where there is none."""
    begin = max(0, int(start))
    found = np.flatnonzero(inked[begin : max(begin, int(end)) + 1])
    return float(begin + found[0]) if len(found) else float(begin)


def _widest_gap(inked: NDArray[np.bool_], start: float, end: float) -> tuple[float, float]:
    """Begin and end of the widest stretch without ink between two columns; the middle where there is none."""
    begin, stop = int(start), int(end) + 1
    edges = np.flatnonzero(np.diff(~inked[begin:stop], prepend=False, append=False)).reshape(-1, 2)
    if not len(edges):
        return (start + end) / 2, (start + end) / 2
    first, last = edges[int(np.argmax(edges[:, 1] - edges[:, 0]))].tolist()
    return float(begin + first), float(begin + last)


def _hull(box: Box, left: float, right: float, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """The upright box, within the picture, around the part of a line from `left` to `right`."""
    upper, lower = (box.corners[i] + np.outer((left, right), box.corners[j] - box.corners[i]) for i, j in ((0, 1), (3, 2)))
    points = np.concatenate((upper, lower)).clip((0, 0), size)
    (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return x0, y0, x1, y1
