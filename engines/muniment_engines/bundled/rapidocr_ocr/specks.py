"""Takes single specks out of a picture, which would else be read as accents and points. What is thin stays as it is."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

FAR = 60
"""How much darker or lighter than all of its neighbours a speck is, of 255."""

_AROUND = np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]], np.uint8)


def without_specks(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A copy in which each pixel that stands out from all eight around it is like the nearest of them."""
    darkest, lightest = cv2.erode(picture, _AROUND), cv2.dilate(picture, _AROUND)
    cleaned = np.where(cv2.subtract(darkest, picture) > FAR, darkest, picture)
    return np.asarray(np.where(cv2.subtract(picture, lightest) > FAR, lightest, cleaned), np.uint8)
