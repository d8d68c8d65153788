"""Text as a picture that can be read without a model: each character is a block whose colour says which it is."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muniment_engines.api import Cancel, Pixels, Region, Seen, SeenLine, SeenWord

ACROSS, DOWN = 6, 12
"""Points that a character takes."""
WIDTH, HEIGHT = 612.0, 792.0
"""Points of a sheet of letter size."""

_FILLED = 0.7
"""How much of a character's place its block fills, each way."""
_WHITE = 255


class PlainOcr:
    """Reads what `drawn` has drawn, at any scale from 1 and at any place; `confidence` is what it claims for each line."""

    def __init__(self, confidence: float = 1.0) -> None:
        self._confidence = confidence

    def recognise(self, pixels: Pixels, cancel: Cancel) -> Seen:
        lines = []
        ink = (pixels.data[:, :, :3].min(axis=2) < _WHITE) & (pixels.data[:, :, 3] > 0)
        for top, bottom in _runs(ink.max(axis=1)):
            cancel.check()
            words = _words(pixels.data[(top + bottom) // 2], ink[top:bottom].max(axis=0), top, bottom)
            lines.append(SeenLine(words, self._confidence))
        cancel.check()
        return Seen(tuple(lines))


def drawn(text: str, scale: float = 1.0, region: Region = (0.0, 0.0, WIDTH, HEIGHT)) -> Pixels:
    """A sheet, or a region of one, with `text` on it; `scale` is pixels per point."""
    left, top, right, bottom = region
    data = np.full((round((bottom - top) * scale), round((right - left) * scale), 4), _WHITE, np.uint8)
    for row, line in enumerate(text.split("\n")):
        for column, letter in enumerate(line):
            x, y = column * ACROSS - left, row * DOWN - top
            if not letter.isspace() and x >= 0 and y >= 0:
                across = slice(round(x * scale), round((x + ACROSS * _FILLED) * scale))
                down = slice(round(y * scale), round((y + DOWN * _FILLED) * scale))
                data[down, across, :3] = tuple(ord(letter).to_bytes(3, "big"))
    return Pixels(data)


def _words(row: NDArray[np.uint8], ink: NDArray[np.bool_], top: int, bottom: int) -> tuple[SeenWord, ...]:
    """The words of one line: `row` goes through the midst of its blocks, `ink` is true where one stands."""
    words: list[SeenWord] = []
    for left, right in _runs(ink):
        letter, box = _letter(row[(left + right) // 2].tolist()), (float(left), float(top), float(right), float(bottom))
        if words and left - words[-1].box[2] < (bottom - top) / 3:
            words[-1] = SeenWord(words[-1].text + letter, (words[-1].box[0], *box[1:]))
        else:
            words.append(SeenWord(letter, box))
    return tuple(words)


def _runs(ink: NDArray[Any]) -> list[tuple[int, int]]:
    """Start and end of each run of true values."""
    edges = np.flatnonzero(np.diff(ink, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _letter(colour: list[int]) -> str:
    code = int.from_bytes(bytes(colour[:3]), "big")
    letter = chr(code) if code <= sys.maxunicode else "?"
    return letter if letter.isprintable() and not letter.isspace() else "?"
