"""Says what is written in a box, character by character and where, by PP-OCR's recognition model.

The box is cut out and stretched to the height that the model takes. The model looks at it in narrow columns, from left to right,
and names for each the most likely character, or none; a character that several columns in a row name is one (CTC).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from muniment_engines.bundled.rapidocr_ocr.standing import Box

HEIGHT = 48
"""Pixels of a line as the model sees it."""
_NARROWEST, _WIDEST = 16, 8192
_SHRUNK_WELL = 2.0
"""How much larger than the model's a line may be to be cut out and shrunk in one step."""


@dataclass(frozen=True, eq=False)
class Reading:
    """What was read in a box. `places` is float32[n]: the middle of each character of `text`, from 0 to 1 along the line.

    `strip` is the line as the model saw it: uint8[48, width, 3].
    """

    text: str
    places: NDArray[np.float32]
    confidence: float
    strip: NDArray[np.uint8]


class Recogniser:
    """`session` is onnxruntime's for the recognition model; `characters` are what its numbers mean, "" for none."""

    def __init__(self, session: Any, characters: Sequence[str]) -> None:
        self._session = session
        self._characters = characters
        self._input = session.get_inputs()[0].name

    def read(self, picture: NDArray[np.uint8], box: Box) -> Reading:
        """Read one line of a picture, which is uint8[height, width, 3] (BGR)."""
        strip = cut_out(picture, box)
        normal = np.ascontiguousarray(((strip.astype(np.float32) - 127.5) / 127.5).transpose(2, 0, 1)[None])
        likelihood = self._session.run(None, {self._input: normal})[0][0]
        best = likelihood.argmax(axis=1)
        named = best != 0
        named[1:] &= best[1:] != best[:-1]
        columns = np.flatnonzero(named)
        if not len(columns):
            return Reading("", np.zeros(0, np.float32), 0.0, strip)
        text = "".join(self._characters[number] for number in best[columns])
        places = ((columns + 0.5) / len(best)).astype(np.float32)
        return Reading(text, places, float(likelihood[columns, best[columns]].mean().clip(0, 1)), strip)


def cut_out(picture: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """A line, turned upright, as the model sees it: uint8[48, width, 3]."""
    length, height = box.size
    width = int(np.clip(np.ceil(HEIGHT * length / height), _NARROWEST, _WIDEST))
    if height <= _SHRUNK_WELL * HEIGHT:
        return _warped(picture, box, width, HEIGHT)
    full = _warped(picture, box, max(width, min(_WIDEST, round(length))), round(height))
    return np.asarray(cv2.resize(full, (width, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)


def _warped(picture: NDArray[np.uint8], box: Box, width: int, height: int) -> NDArray[np.uint8]:
    corners = np.array([(0, 0), (width, 0), (0, height)], np.float32)
    change = cv2.getAffineTransform(np.ascontiguousarray(box.corners[[0, 1, 3]]), corners)
    strip = cv2.warpAffine(picture, change, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(strip, np.uint8)
