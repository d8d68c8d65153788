"""Drawn pages on their way to the screen, and the few that are kept so that walking back is instant."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import numpy as np
    from muniment_engines.api import Pixels
    from numpy.typing import NDArray

KEPT_BYTES = 96 << 20
MOST_PIXELS = 24_000_000
"""A page is drawn with fewer than asked where it would have more than this, and stretched."""


def for_screen(pixels: Pixels) -> NDArray[np.uint8]:
    """RGBA as the worker draws it, into the order that Qt paints without converting: uint8[height, width, 4], BGRX.

    Runs on a lane: it takes tens of milliseconds for a large page. What is see-through lies on white.
    """
    import numpy as np

    data = pixels.data
    result = np.empty(data.shape, np.uint8)
    result[..., 3] = 255
    alpha = data[..., 3]
    if data.size and int(alpha.min()) < 255:
        share = alpha.astype(np.uint16)[..., None]
        colours = (data[..., :3] * share + 255 * (255 - share) + 127) // 255
        data = colours.astype(np.uint8)
    for channel in range(3):
        result[..., channel] = data[..., 2 - channel]
    return result


class DrawnPages:
    """Images by (document, page, scale), the latest of them, up to `KEPT_BYTES`."""

    def __init__(self) -> None:
        self._images: OrderedDict[tuple[int, int, float], tuple[QImage, Any]] = OrderedDict()

    def get(self, document_id: int, index: int, scale: float) -> QImage | None:
        """The image at exactly this scale."""
        key = (document_id, index, round(scale, 3))
        if key not in self._images:
            return None
        self._images.move_to_end(key)
        return self._images[key][0]

    def nearest(self, document_id: int, index: int) -> QImage | None:
        """An image of the page at any scale, to show while the right one is being drawn."""
        found = [key for key in self._images if key[:2] == (document_id, index)]
        return self._images[found[-1]][0] if found else None

    def put(self, document_id: int, index: int, scale: float, data: NDArray[np.uint8]) -> QImage:
        """Keep an image; the array stays alive with it, because Qt paints straight from it."""
        height, width = data.shape[:2]
        image = QImage(data.data, width, height, width * 4, QImage.Format.Format_RGB32)
        self._images[document_id, index, round(scale, 3)] = (image, data)
        while len(self._images) > 1 and sum(i.sizeInBytes() for i, _ in self._images.values()) > KEPT_BYTES:
            self._images.popitem(last=False)
        return image

    def clear(self) -> None:
        self._images.clear()
