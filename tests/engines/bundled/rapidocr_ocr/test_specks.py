"""Specks go, and whatever is more than a speck stays."""

from __future__ import annotations

import numpy as np
import pytest

specks = pytest.importorskip("muniment_engines.bundled.rapidocr_ocr.specks", reason="cv2 is not installed")


@pytest.mark.parametrize(("paper", "ink"), [(250, 0), (20, 255)])
def test_single_specks_go(paper: int, ink: int) -> None:
    picture = np.full((30, 30, 3), paper, np.uint8)
    picture[5, 5] = picture[0, 17] = picture[29, 29] = ink
    assert (specks.without_specks(picture) == paper).all()


def test_strokes_dots_and_soft_noise_stay() -> None:
    picture = np.full((30, 30, 3), 250, np.uint8)
    picture[4, 3:20] = 0
    picture[8:20, 6] = 0
    picture[np.arange(10, 20), np.arange(12, 22)] = 0
    picture[24:26, 24:26] = 0
    picture[27, 3] = 220
    assert (specks.without_specks(picture) == picture).all()
