"""PDFs that are made to do harm: circles, a million objects, ten gigabytes behind filters, a picture of gigapixels."""

from __future__ import annotations

import zlib

GB = 1 << 30


def _pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    written, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(written) + b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)


def _page_pdf(content: bytes, resources: bytes, *more: bytes) -> bytes:
    catalog, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<%b>>>>" % resources
    return _pdf([catalog, pages, page, content, *more])


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data)


def circle_pdf() -> bytes:
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    return _pdf([catalog, b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"<</Type/Pages/Kids[2 0 R 3 0 R]/Parent 2 0 R/Count 9>>"])


def circle_outline_pdf() -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
        b"<</First 5 0 R/Last 5 0 R/Count 9>>",
        b"<</Title(One)/Next 6 0 R/First 5 0 R/Parent 4 0 R>>",
        b"<</Title(Two)/Next 5 0 R/First 4 0 R/Parent 5 0 R>>",
    ]
    return _pdf(objects)


def circle_xref_pdf() -> bytes:
    made = _page_pdf(_stream(b""), b"")
    start = int(made.rsplit(b"startxref\n", 1)[1].split()[0])
    return made.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


def circle_form_pdf() -> bytes:
    form = _stream(b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>")
    return _page_pdf(_stream(b"/F Do"), b"/XObject<</F 5 0 R>>", form)


def many_objects_pdf(count: int) -> bytes:
    return _page_pdf(_stream(b""), b"", *[b"<<>>"] * count)


def filtered_pdf() -> bytes:
    """A page whose content is ten gigabytes behind three filters of the same kind."""
    unpacked = zlib.compressobj(9)
    once = b"".join(unpacked.compress(bytes(1 << 24)) for _ in range(10 * GB >> 24)) + unpacked.flush()
    thrice = zlib.compress(zlib.compress(once, 9), 9)
    return _page_pdf(_stream(thrice, b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"), b"")


def picture_pdf() -> bytes:
    entries = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode"
    picture = _stream(zlib.compress(bytes(1 << 24)), entries)
    return _page_pdf(_stream(b"612 0 0 792 0 0 cm /P Do"), b"/XObject<</P 5 0 R>>", picture)
