"""The engine for pictures, with files that Pillow makes in the test."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from muniment_engines.api import Cancel, Page, Parse, ParseLimits
from muniment_engines.bundled import image
from muniment_engines.bundled.image.document import ANIMATED, REPAIRED, ImageDocument
from muniment_engines.bundled.image.sheet import size_in_points, stated_resolution
from muniment_engines.conformance import ParseConformance
from muniment_engines.errors import DocumentError
from PIL import Image

ORIENTATION = 0x0112
FORMATS = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "TIFF": "image/tiff",
    "WEBP": "image/webp",
    "BMP": "image/bmp",
    "GIF": "image/gif",
}


def picture(size: tuple[int, int] = (80, 60), mode: str = "RGB") -> Image.Image:
    """Black in its upper left quarter, white elsewhere."""
    made = Image.new("RGB", size, "white")
    made.paste("black", (0, 0, size[0] // 2, size[1] // 2))
    return made.convert(mode)


def saved(made: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    made.save(file, kind, **options)
    return file.getvalue()


def tiff(*pages: Image.Image, **options: Any) -> bytes:
    return saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], **options)


def opened(data: bytes, media_type: str, limits: ParseLimits | None = None) -> ImageDocument:
    return image.ImageParser().open(memoryview(data), media_type, limits or ParseLimits())


def pages_of(data: bytes, media_type: str) -> list[Page]:
    return list(opened(data, media_type).pages(Cancel()))


def corners(document: ImageDocument, index: int = 0) -> list[int]:
    """How bright the quarters of a page are: upper left and right, lower left and right."""
    drawn = document.render(index, 1.0).data[:, :, :3].mean(axis=2)
    height, width = drawn.shape
    halves = [slice(0, height // 2), slice(height // 2, height)], [slice(0, width // 2), slice(width // 2, width)]
    return [round(float(drawn[down, across].mean())) for down in halves[0] for across in halves[1]]


def is_about(found: Sequence[float], expected: Sequence[float], tolerance: float = 12) -> bool:
    return bool(np.abs(np.subtract(found, expected)).max() <= tolerance)


class TestImageConformance(ParseConformance):
    media_type = "image/tiff"
    sample = tiff(picture(), picture((100, 50)), picture(mode="1"), compression="tiff_lzw")

    @pytest.fixture
    def engine(self) -> Parse:
        return image.ImageParser()


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_is_one_page_of_a_scan(kind: str) -> None:
    document = opened(saved(picture(), kind), FORMATS[kind])
    (page,) = document.pages(Cancel())
    assert (page.text, page.scanned, page.label, page.notes) == ("", True, "1", ())
    assert document.about.page_count == 1
    assert is_about(corners(document), (0, 255, 255, 255))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16", "I", "F"])
def test_every_kind_of_pixels_is_shown(mode: str) -> None:
    made = picture()
    if mode in ("I;16", "I", "F"):
        kind = {"I;16": np.uint16, "I": np.int32, "F": np.float32}[mode]
        made = Image.fromarray((np.asarray(made.convert("L")).astype(np.float64) * 257).astype(kind))
    else:
        made = made.convert(mode)
    assert is_about(corners(opened(tiff(made), "image/tiff")), (0, 255, 255, 255))


def test_what_lets_through_lies_on_white() -> None:
    made = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    made.paste((0, 0, 0, 255), (0, 0, 20, 20))
    assert is_about(corners(opened(saved(made, "PNG"), "image/png")), (0, 255, 255, 255))


def test_each_picture_of_a_tiff_is_a_page() -> None:
    document = opened(tiff(picture(), picture((60, 80)), picture()), "image/tiff")
    assert [(page.index, page.label) for page in document.pages(Cancel())] == [(0, "1"), (1, "2"), (2, "3")]
    assert is_about(corners(document, 1), (0, 255, 255, 255))


def test_an_animation_is_one_page_and_says_so() -> None:
    data = saved(picture(), "GIF", save_all=True, append_images=[picture((80, 60), "L").rotate(90)])
    document = opened(data, "image/gif")
    assert (document.about.page_count, document.about.notes) == (1, (ANIMATED,))


# ── how large it is ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("pixels", "resolution", "points"),
    [
        ((1654, 2339), (200, 200), (595, 842)),
        ((1654, 2339), None, (595, 842)),  # A4 at 200 pixels per inch, which it does not say
        ((2480, 3508), (300, 300), (595, 842)),
        ((2480, 3508), None, (595, 842)),
        ((1728, 1145), (204, 98), (610, 841)),  # a fax: its pixels are twice as high as wide
        ((4000, 3000), (72, 72), (842, 631)),  # a photograph, whose resolution means nothing
        ((800, 600), (96, 96), (600, 450)),  # a screen
        ((100, 50), None, (75, 37.5)),
        ((4000, 3000), (1, 1e9), (842, 631)),
    ],
)
def test_the_size_on_paper(pixels: tuple[int, int], resolution: tuple[float, float] | None, points: tuple[float, float]) -> None:
    assert is_about(size_in_points(pixels, resolution), points, 1)


@pytest.mark.parametrize("value", [None, "200", (200,), (0, 200), (-1, 2), (float("nan"), 1), ("a", "b"), (1, 2, 3)])
def test_a_resolution_that_is_none(value: object) -> None:
    assert stated_resolution(value) is None


def test_the_size_comes_from_the_file() -> None:
    (page,) = pages_of(saved(picture((1654, 2339), "1"), "PNG", dpi=(300, 300)), "image/png")
    assert is_about((page.width, page.height), (397, 561), 1)


@pytest.mark.parametrize(("orientation", "quarters"), [(3, (255, 255, 255, 0)), (6, (255, 0, 255, 255)), (8, (255, 255, 0, 255))])
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG", "WEBP"])
def test_a_picture_is_turned_as_it_says(kind: str, orientation: int, quarters: tuple[int, ...]) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    options: dict[str, Any] = {"tiffinfo": {ORIENTATION: orientation}} if kind == "TIFF" else {"exif": exif}
    document = opened(saved(picture((400, 200)), kind, dpi=(150, 150), **options), FORMATS[kind])
    (page,) = document.pages(Cancel())
    assert (page.width > page.height) == (orientation == 3)
    assert is_about(corners(document), quarters)


def test_a_fax_that_lies_on_its_side_keeps_its_proportions() -> None:
    data = saved(picture((400, 200), "L"), "TIFF", dpi=(200, 100), tiffinfo={ORIENTATION: 6})
    (page,) = pages_of(data, "image/tiff")
    assert is_about((page.width, page.height), (144, 144), 1)


# ── drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_region_is_drawn_at_any_scale() -> None:
    document = opened(saved(picture((400, 200)), "PNG", dpi=(144, 144)), "image/png")
    assert document.render(0, 1.0).data.shape == (100, 200, 4)
    black = document.render(0, 4.0, (10.0, 10.0, 20.0, 15.0)).data
    assert black.shape == (20, 40, 4)
    assert black[:, :, :3].max() == 0
    assert black[:, :, 3].min() == 255
    edge = document.render(0, 2.0, (90.0, 40.0, 110.0, 60.0)).data[:, :, 0]
    assert is_about((edge[:18, :18].mean(), edge[:, 22:].mean(), edge[22:].mean()), (0, 255, 255))


def test_beyond_the_picture_it_is_white() -> None:
    document = opened(saved(Image.new("L", (200, 200)), "PNG", dpi=(144, 144)), "image/png")
    drawn = document.render(0, 1.0, (-50.0, -50.0, 50.0, 50.0)).data[:, :, 0]
    assert (drawn[:50].min(), drawn[:, :50].min(), drawn[51:, 51:].max()) == (255, 255, 0)
    assert document.render(0, 1.0, (500.0, 500.0, 510.0, 510.0)).data.min() == 255


@pytest.mark.parametrize(
    ("scale", "region", "state"),
    [
        (0.0, None, "too large"),
        (float("nan"), None, "too large"),
        (1e9, None, "too large"),
        (1.0, (0.0, 0.0, 0.0, 5.0), "failed"),
        (1.0, (0.0, 0.0, float("inf"), 5.0), "failed"),
        (64.0, (0.0, 0.0, 1e4, 1e4), "too large"),
    ],
)
def test_what_cannot_be_drawn(scale: float, region: tuple[float, float, float, float] | None, state: str) -> None:
    with pytest.raises(DocumentError) as caught:
        opened(saved(picture(), "PNG"), "image/png").render(0, scale, region)
    assert caught.value.state == state


# ── broken and hostile ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_a_picture_that_is_cut_off_is_shown_as_far_as_it_goes(kind: str) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 99, (300, 300, 3), np.uint8))
    data = saved(noise, kind)
    document = opened(data[: len(data) * 2 // 3] if kind != "TIFF" else data[:-90_000], FORMATS[kind])
    (page,) = document.pages(Cancel())
    assert (page.notes, page.scanned) == ((REPAIRED,), True)
    assert document.render(0, 1.0).data[:20, :, 0].max() < 120


def png_of(width: int, height: int) -> bytes:
    """A PNG that claims to be this large and has hardly any data."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    with pytest.raises(DocumentError) as caught:
        opened(png_of(60_000, 60_000), "image/png")
    assert caught.value.state == "too large"


def test_a_bomb_among_pages_costs_that_page() -> None:
    data = tiff(picture(), picture((300, 200)), picture())
    document = opened(data, "image/tiff", replace(ParseLimits(), pixels=3000))
    pages = list(document.pages(Cancel()))
    assert [page.scanned for page in pages] == [True, False, True]
    assert "more pixels" in pages[1].notes[0]
    with pytest.raises(DocumentError):
        document.render(1, 0.1)


def test_a_list_of_pages_without_end_ends() -> None:
    data = bytearray(tiff(picture(), picture()))
    first = struct.unpack_from("<I", data, 4)[0]
    entries = struct.unpack_from("<H", data, first)[0]
    second = struct.unpack_from("<I", data, first + 2 + entries * 12)[0]
    entries = struct.unpack_from("<H", data, second)[0]
    struct.pack_into("<I", data, second + 2 + entries * 12, first)
    assert opened(bytes(data), "image/tiff").about.page_count == 2
    struct.pack_into("<I", data, second + 2 + entries * 12, 7)
    document = opened(bytes(data), "image/tiff")
    assert 1 <= len(list(document.pages(Cancel()))) <= 3


@pytest.mark.parametrize(
    ("data", "media_type", "state"),
    [
        (b"", "image/png", "empty"),
        (b"no picture", "image/png", "damaged"),
        (saved(picture(), "PNG"), "image/jpeg", "damaged"),
        (saved(picture(), "PNG"), "image/heic", "not supported"),
        (saved(picture(), "PNG")[:40], "image/png", "damaged"),
    ],
)
def test_what_is_wrong_is_said(data: bytes, media_type: str, state: str) -> None:
    with pytest.raises(DocumentError) as caught:
        opened(data, media_type)
    assert caught.value.state == state


def test_what_a_picture_says_of_itself() -> None:
    exif = Image.Exif()
    exif[0x010E] = "The deed\x00\x07of 1931"
    document = opened(saved(picture(), "JPEG", exif=exif), "image/jpeg")
    assert document.about.metadata["Description"] == "The deed of 1931"
    assert document.about.title == ""
