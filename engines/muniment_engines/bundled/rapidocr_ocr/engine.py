"""The engine itself: what a picture says, with the steps in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from muniment_engines.api import Cancel, Pixels, Seen, SeenLine
from muniment_engines.bundled.rapidocr_ocr.detecting import Detector
from muniment_engines.bundled.rapidocr_ocr.order import reading_order
from muniment_engines.bundled.rapidocr_ocr.recognising import Reading, Recogniser
from muniment_engines.bundled.rapidocr_ocr.specks import without_specks
from muniment_engines.bundled.rapidocr_ocr.standing import Box, angle_of, axes_of, boxes_of
from muniment_engines.bundled.rapidocr_ocr.turning import taken_back, upright
from muniment_engines.bundled.rapidocr_ocr.words import words_of

LEAST_CONFIDENCE = 0.5
"""What is less certain than this is a stroke of a pen or a part of a drawing, and no writing."""
SURELY = 0.85
"""Mean confidence above which writing is not the wrong way round."""
_TRIED = 3
_TRIED_LENGTH = 12.0
"""How many times longer than high the lines are that show which way writing runs: short enough to be cheap."""


class RapidOcr:
    """Satisfies `muniment_engines.api.Ocr`. The sessions are onnxruntime's; `characters` are those of the recognition model."""

    def __init__(self, detection: Any, recognition: Any, characters: Sequence[str]) -> None:
        self._detector = Detector(detection)
        self._recogniser = Recogniser(recognition, characters)

    def recognise(self, pixels: Pixels, cancel: Cancel) -> Seen:
        """See `Ocr.recognise`."""
        cancel.check()
        picture = without_specks(_on_white(pixels.data))
        height, width = picture.shape[:2]
        angle, boxes = self._standing(picture, cancel)
        turned = _quarters(angle)
        if turned:
            picture = upright(picture, turned)
            angle, boxes = self._standing(picture, cancel)
        lines = [self._line(picture, box, cancel) for box in boxes]
        found = [(box, line) for box, line in lines if line is not None]
        ordered = [found[number][1] for number in _order([box for box, _ in found], angle)]
        whole = (turned + _quarters(angle)) % 360 if ordered else 0
        return Seen(tuple(taken_back(line, turned, (width, height)) for line in ordered), whole)

    def _standing(self, picture: NDArray[np.uint8], cancel: Cancel) -> tuple[float, list[Box]]:
        """The angle of the writing, and where its lines are."""
        places = self._detector.places(picture)
        angle = angle_of(places)
        boxes = boxes_of(places, angle)
        if self._is_reversed(picture, boxes, cancel):
            return angle + 180, [box.reversed() for box in boxes]
        return angle, boxes

    def _is_reversed(self, picture: NDArray[np.uint8], boxes: Sequence[Box], cancel: Cancel) -> bool:
        """Whether the writing stands on its head, by how surely some lines can be read either way."""
        straight = [box for box in boxes if not box.aside]
        tried = sorted(straight, key=lambda box: abs(box.size[0] / box.size[1] - _TRIED_LENGTH))[:_TRIED]
        sure = self._confidence(picture, tried, cancel)
        return sure < SURELY and self._confidence(picture, [box.reversed() for box in tried], cancel) > sure

    def _confidence(self, picture: NDArray[np.uint8], boxes: Sequence[Box], cancel: Cancel) -> float:
        return float(np.mean([self._read(picture, box, cancel).confidence for box in boxes])) if boxes else 1.0

    def _line(self, picture: NDArray[np.uint8], box: Box, cancel: Cancel) -> tuple[Box, SeenLine | None]:
        """What a box says; one that runs across the others is read both ways."""
        reading = self._read(picture, box, cancel)
        if box.aside and reading.confidence < SURELY:
            other = self._read(picture, box.reversed(), cancel)
            if other.confidence > reading.confidence:
                box, reading = box.reversed(), other
        height, width = picture.shape[:2]
        words = words_of(reading, box, (width, height)) if reading.confidence >= LEAST_CONFIDENCE else ()
        return box, SeenLine(words, reading.confidence) if words else None

    def _read(self, picture: NDArray[np.uint8], box: Box, cancel: Cancel) -> Reading:
        cancel.check()
        return self._recogniser.read(picture, box)


def _on_white(data: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture as the models take it, blue first, with white where it lets through."""
    if data[:, :, 3].min() == 255:
        return np.asarray(cv2.cvtColor(data, cv2.COLOR_RGBA2BGR), np.uint8)
    opaque = data[:, :, 3:].astype(np.uint16)
    colours = data[:, :, 2::-1] * opaque + 255 * (255 - opaque)
    return (colours // 255).astype(np.uint8)


def _quarters(angle: float) -> int:
    """0, 90, 180 or 270: the nearest."""
    return round(angle / 90) * 90 % 360


def _order(boxes: Sequence[Box], angle: float) -> list[int]:
    if not boxes:
        return []
    along = np.array([box.corners @ axes_of(angle).T for box in boxes], np.float64)
    return reading_order(np.concatenate((along.min(axis=1), along.max(axis=1)), axis=1))
