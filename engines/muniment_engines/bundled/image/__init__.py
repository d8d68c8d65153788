"""Reads pictures: PNG, JPEG, TIFF, WebP, BMP and GIF, by Pillow. What is written on them is for an OCR engine to say.

`frames` opens the bytes and decodes one picture of them at a time, turned as it is meant to be looked at, and never a larger one
than the limits allow. `sheet` says how large it is on paper. `document` makes a page of each, and `drawing` draws it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.api import API_VERSION, EngineInfo, ParseLimits, SettingValue
from muniment_engines.bundled.image.media_types import FORMATS

if TYPE_CHECKING:
    from muniment_engines.bundled.image.document import ImageDocument

READER_VERSION = "1"
"""Counts up when the same file would give other pages than before."""


def describe() -> EngineInfo:
    return EngineInfo(
        api=API_VERSION,
        kind="parse",
        name="image",
        version=f"{READER_VERSION} (pillow {_library_version()})",
        media_types=tuple(FORMATS),
    )


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> ImageParser:
    return ImageParser()


class ImageParser:
    """Satisfies `muniment_engines.api.Parse`."""

    def open(self, data: memoryview, media_type: str, limits: ParseLimits, password: str | None = None) -> ImageDocument:
        """Raises `DocumentError`: "empty", "damaged", "not supported" or "too large"."""
        from muniment_engines.bundled.image.document import ImageDocument

        return ImageDocument(data, media_type, limits)


def _library_version() -> str:
    try:
        return metadata.version("pillow")
    except metadata.PackageNotFoundError:
        return "unknown"
