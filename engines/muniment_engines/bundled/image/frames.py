"""The pictures in a file: how many there are, how large each is, and its pixels, decoded one at a time.

Nothing is decoded before its size is known to be within the limits. A picture that is cut off is decoded as far as it goes. What
Pillow raises about a broken file, which can be anything, is raised as a `DocumentError`.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from PIL import ExifTags, Image, ImageFile, ImageOps

from muniment_engines.api import Cancelled, ParseLimits
from muniment_engines.bundled.image.media_types import FORMATS
from muniment_engines.bundled.image.sheet import size_in_points, stated_resolution
from muniment_engines.errors import DocumentError

DAMAGED = "This picture is damaged and cannot be shown; get it again from where it came from."
TOO_LARGE = "This picture has more pixels than can be read; save it with fewer."

_BYTES_PER_PIXEL_OF_LIMIT = 8
"""How many bytes a decoded picture may take, for each pixel that the limits allow to be drawn."""
_SIDEWAYS = (5, 6, 7, 8)
"""EXIF orientations that exchange width and height."""
_WIDE_MODES = {"I": 4, "F": 4, "RGBA": 4, "RGBX": 4, "CMYK": 4, "RGB": 4, "YCbCr": 4, "LAB": 4, "HSV": 4, "LA": 4, "PA": 4}
"""Bytes that Pillow keeps for a pixel; 2 for 16 bits of grey, and 1 for the rest."""


@dataclass(frozen=True)
class Frame:
    """One picture as it is meant to be looked at. `width` and `height` are points; `repaired` is true where a part is missing."""

    image: Image.Image
    width: float
    height: float
    repaired: bool


class Frames:
    """The first `count` pictures of a file; `more` says that others were left out, `animated` that those are of an animation."""

    def __init__(self, data: memoryview, media_type: str, limits: ParseLimits) -> None:
        """Raises `DocumentError`, also where the only picture cannot be decoded."""
        if not len(data):
            raise DocumentError("empty", "The file is empty; get it again from where it came from.")
        if media_type not in FORMATS:
            raise DocumentError("not supported", "Pictures of this format are not read; save it as PNG, JPEG or TIFF.")
        self._format = FORMATS[media_type]
        self._data = data
        self._limits = limits
        self._last: tuple[int, Frame] | None = None
        with _told_plainly():
            self._image = self._opened()
            self.count, self.more, self.animated = self._counted()
            if self.count == 1:
                self.frame(0)  # before anything is asked of it: Pillow decodes a PNG to find out how it lies
            self.description = _description(self._image)

    def frame(self, index: int) -> Frame:
        """Decode a picture, unless it was the last one. Raises `DocumentError` "damaged" or "too large"."""
        if self._last is None or self._last[0] != index:
            self._last = None  # its memory is free before the next one's is taken
            with _told_plainly():
                self._last = (index, self._decoded(index))
        return self._last[1]

    def close(self) -> None:
        self._last = None
        self._image.close()

    def _opened(self) -> ImageFile.ImageFile:
        Image.MAX_IMAGE_PIXELS = None  # the size is looked at below, where the limits are known
        return Image.open(io.BytesIO(self._data), formats=(self._format,))

    def _counted(self) -> tuple[int, bool, bool]:
        """The number of pages, whether there is more, and whether that is an animation, whose first picture stands for all."""
        if self._format != "TIFF":
            animated = bool(getattr(self._image, "is_animated", False)) and self._image.format != "MPO"
            return 1, animated, animated
        for index in range(1, self._limits.pages + 1):
            try:
                self._image.seek(index)
            except EOFError:
                return index, False, False
            except Cancelled:
                raise
            except Exception:  # the list of pages is broken here; those before it can be read
                return index, True, False
        return self._limits.pages, True, False

    def _decoded(self, index: int) -> Frame:
        self._check_size(index)
        # Pillow turns a TIFF upright while it decodes it, and forgets how it lay.
        sideways = self._format == "TIFF" and _is_sideways(self._image)
        repaired = False
        try:
            self._image.load()
        except Cancelled:
            raise
        except Exception:
            repaired = True
            self._load_what_is_there(index)
        resolution = stated_resolution(self._image.info.get("dpi"))
        if resolution and (sideways or _is_sideways(self._image)):
            resolution = resolution[::-1]
        upright = _simple(ImageOps.exif_transpose(self._image) if _orientation(self._image) != 1 else self._image)
        return Frame(upright, *size_in_points(upright.size, resolution), repaired)

    def _check_size(self, index: int) -> None:
        self._image.seek(index)
        width, height = self._image.size
        if width * height * _WIDE_MODES.get(self._image.mode, 2) > _BYTES_PER_PIXEL_OF_LIMIT * self._limits.pixels:
            raise DocumentError("too large", TOO_LARGE)

    def _load_what_is_there(self, index: int) -> None:
        """Decode a picture that ends too early or breaks off in the midst; what is missing stays empty."""
        self._image = self._opened()
        self._check_size(index)
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            self._image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Have what Pillow raises come as a `DocumentError`, and what it warns of not at all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (Cancelled, DocumentError, MemoryError):
            raise
        except Exception:
            raise DocumentError("damaged", DAMAGED) from None


def _orientation(image: Image.Image) -> object:
    return image.getexif().get(ExifTags.Base.Orientation, 1)


def _is_sideways(image: Image.Image) -> bool:
    return _orientation(image) in _SIDEWAYS


def _simple(image: Image.Image) -> Image.Image:
    """The picture in grey or in colours, on white where it lets through."""
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image)
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        colours = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, colours).convert("RGB")
    if image.mode in ("L", "RGB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits by its upper eight; numbers of any other kind from their least, black, to their greatest, white."""
    values = np.asarray(image)
    if values.dtype.kind == "u" or (values.dtype.kind == "i" and values.size and values.min() >= 0 and values.max() < 1 << 16):
        return Image.fromarray((values >> 8).astype(np.uint8))
    numbers = np.nan_to_num(values.astype(np.float32), posinf=0, neginf=0)
    least, greatest = float(numbers.min()), float(numbers.max())
    return Image.fromarray(((numbers - least) * (255 / max(greatest - least, 1e-9))).clip(0, 255).astype(np.uint8))


def _description(image: Image.Image) -> dict[str, str]:
    """What the file says of its picture in words."""
    exif = image.getexif()
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    found = {
        "Title": image.info.get("Title") or exif.get(ExifTags.Base.DocumentName),
        "Description": exif.get(ExifTags.Base.ImageDescription) or image.info.get("Description"),
        "Author": exif.get(ExifTags.Base.Artist) or image.info.get("Author"),
        "Comment": image.info.get("comment") or image.info.get("Comment"),
        "CreationDate": camera.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime),
        "Creator": exif.get(ExifTags.Base.Software) or image.info.get("Software"),
    }
    return {name: text for name, value in found.items() if (text := _text(value))}


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())
