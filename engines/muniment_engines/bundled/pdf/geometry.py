"""From PDFium's page space (points, y upwards, neither cropped nor turned) to the page as displayed (y downwards)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

LARGEST = 8191.0
"""Points that quarter points in an int16 reach."""

FURTHEST = 1e6
"""Points from the origin beyond which nothing stands; damaged files say otherwise."""


@dataclass(frozen=True)
class Frame:
    """The part of a page that is displayed, in page space, and the quarter turns (clockwise) by which it is."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, as displayed."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    @property
    def factor(self) -> float:
        """What boxes are multiplied by so that they fit."""
        largest = max(self.size)
        return 1.0 if largest <= LARGEST else LARGEST / largest

    def displayed(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """float32[n, 4]: left, top, right and bottom from the displayed page's top left, of boxes in page space."""
        x0, y0, x1, y1 = boxes.T
        across, down = (
            ((x0 - self.left, x1 - self.left), (self.top - y0, self.top - y1)),
            ((y0 - self.bottom, y1 - self.bottom), (x0 - self.left, x1 - self.left)),
            ((self.right - x0, self.right - x1), (y0 - self.bottom, y1 - self.bottom)),
            ((self.top - y0, self.top - y1), (self.right - x0, self.right - x1)),
        )[self.turns]
        return np.stack((np.minimum(*across), np.minimum(*down), np.maximum(*across), np.maximum(*down)), axis=1)

    def quarters(self, boxes: NDArray[np.float32]) -> NDArray[np.int16]:
        """int16[n, 4]: displayed boxes in quarter points times the factor, rounded outwards."""
        scaled = boxes * np.float32(4 * self.factor)
        rounded = np.concatenate((np.floor(scaled[:, :2]), np.ceil(scaled[:, 2:])), axis=1)
        fitting: NDArray[np.int16] = np.clip(rounded, -32768, 32767).astype(np.int16)
        return fitting


def frame_of(page: Any) -> Frame:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, box):
        box.right, box.top = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    left, bottom, right, top = within_reach(np.array([box.left, box.bottom, box.right, box.top], np.float32)).tolist()
    (left, right), (bottom, top) = sorted((left, right)), sorted((bottom, top))
    return Frame(left, bottom, right, top, pdfium.FPDFPage_GetRotation(page) % 4)


def within_reach(coordinates: NDArray[np.float32]) -> NDArray[np.float32]:
    """Coordinates without what is no number or too far away."""
    reached: NDArray[np.float32] = np.clip(np.nan_to_num(coordinates), -FURTHEST, FURTHEST)
    return reached
