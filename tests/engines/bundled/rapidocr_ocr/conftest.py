"""Papers written by Pillow, in the font that it carries, and the engine that reads them, opened once."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from muniment_engines.api import Cancel, Ocr, Pixels, Seen
from muniment_engines.bundled import rapidocr_ocr
from PIL import Image, ImageDraw, ImageFont, features

SIZE, LEADING = 26, 1.5
MISSING = [name for name in ("rapidocr", "onnxruntime", "cv2") if importlib.util.find_spec(name) is None]

Writer = Callable[..., Image.Image]
Reader = Callable[[Image.Image], Seen]


@pytest.fixture(scope="session")
def write() -> Writer:
    """Writes lines on white paper, from `at` downwards; on the paper that is given, or on a new one."""
    if not features.check("freetype2"):
        pytest.skip("Pillow has no FreeType here, and cannot write")

    def written(
        lines: Sequence[str],
        *,
        on: Image.Image | None = None,
        at: tuple[int, int] = (60, 60),
        size: tuple[int, int] = (640, 300),
        ink: str = "black",
        paper: str = "white",
    ) -> Image.Image:
        made = Image.new("RGBA", size, paper) if on is None else on
        pen, font = ImageDraw.Draw(made), ImageFont.load_default(SIZE)
        for number, line in enumerate(lines):
            pen.text((at[0], at[1] + number * SIZE * LEADING), line, fill=ink, font=font)
        return made

    return written


@pytest.fixture(scope="session")
def ocr() -> Ocr:
    if MISSING:
        pytest.skip(f"{', '.join(MISSING)} is not installed")
    return rapidocr_ocr.open({"threads": 1}, Path())


@pytest.fixture(scope="session")
def read(ocr: Ocr) -> Reader:
    return lambda picture: ocr.recognise(Pixels(np.array(picture.convert("RGBA"))), Cancel())


@pytest.fixture(scope="session")
def said() -> Callable[[Seen], list[str]]:
    """The lines of what was seen."""
    return lambda seen: [" ".join(word.text for word in line.words) for line in seen.lines]
