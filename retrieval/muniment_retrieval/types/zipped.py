"""What a zip is: an office document, a book, or just a zip.

The names in it come from the directory at its end; of a zip that was cut off, from the headers in front of its first members.
An OpenDocument file or an EPUB states its type in a member "mimetype", an Office file in "[Content_Types].xml". That one
member is unpacked, up to a bound; where it is missing, the folders tell.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from .signatures import ZIP

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
EPUB = "application/epub+zip"

_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template"
    ),
    "application/vnd.ms-word.document.macroenabled.main+xml": "application/vnd.ms-word.document.macroEnabled.12",
    "application/vnd.ms-word.template.macroenabledtemplate.main+xml": "application/vnd.ms-word.template.macroEnabled.12",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": XLSX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template"
    ),
    "application/vnd.ms-excel.sheet.macroenabled.main+xml": "application/vnd.ms-excel.sheet.macroEnabled.12",
    "application/vnd.ms-excel.template.macroenabled.main+xml": "application/vnd.ms-excel.template.macroEnabled.12",
    "application/vnd.ms-excel.addin.macroenabled.main+xml": "application/vnd.ms-excel.addin.macroEnabled.12",
    "application/vnd.ms-excel.sheet.binary.macroenabled.main": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": PPTX,
    "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml": (
        "application/vnd.openxmlformats-officedocument.presentationml.template"
    ),
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml": (
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow"
    ),
    "application/vnd.ms-powerpoint.presentation.macroenabled.main+xml": (
        "application/vnd.ms-powerpoint.presentation.macroEnabled.12"
    ),
    "application/vnd.ms-powerpoint.template.macroenabled.main+xml": "application/vnd.ms-powerpoint.template.macroEnabled.12",
    "application/vnd.ms-powerpoint.slideshow.macroenabled.main+xml": "application/vnd.ms-powerpoint.slideshow.macroEnabled.12",
    "application/vnd.ms-visio.drawing.main+xml": "application/vnd.ms-visio.drawing",
    "application/vnd.ms-package.xps-fixeddocumentsequence+xml": "application/oxps",
}
"""The type of an Office file's main part, and the file's own."""

_FOLDERS = (("word/", DOCX), ("xl/workbook.xml", XLSX), ("ppt/", PPTX), ("visio/", "application/vnd.ms-visio.drawing"))
"""What lies in Office files whose list of types is missing or broken."""

_STATED = re.compile(rb"\s*(application/(?:vnd\.oasis\.opendocument\.[a-z-]+|vnd\.sun\.xml\.[a-z.]+|epub\+zip))\s*\Z")
_CONTENT_TYPE = re.compile(rb"ContentType\s*=\s*[\"']([^\"']{1,200})", re.I)
_ROOT_TYPE = re.compile(rb"media-type\s*=\s*[\"'](application/vnd\.oasis\.opendocument\.[a-z-]+)")

_NAMES = 5_000
_DIRECTORY = 1_000_000
_PART = 1_000_000
"""Names, bytes of the directory, and bytes of an unpacked part to look at, at most."""

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")


@dataclass(frozen=True)
class _Entry:
    name: str
    method: int
    packed: int
    at: int


def zip_type(view: memoryview, name: str) -> str:
    """The media type; "application/zip" for one that is nothing more. `name` tells Apple's programs apart where that fails."""
    entries: dict[str, _Entry] = {}
    try:
        for entry in _entries(view):
            entries.setdefault(entry.name, entry)
    except struct.error:
        pass  # what was found so far has to do
    return _office(view, entries) or _apple(view, entries, name) or ZIP


def _office(view: memoryview, entries: dict[str, _Entry]) -> str:
    if stated := _STATED.match(_part(view, entries.get("mimetype"))):
        return stated[1].decode()
    types = [
        found.decode("ascii", "replace").lower()
        for found in _CONTENT_TYPE.findall(_part(view, entries.get("[Content_Types].xml")))
    ]
    if main := next((_MAIN[kind] for kind in types if kind in _MAIN), ""):
        return main
    if "META-INF/manifest.xml" in entries and (root := _ROOT_TYPE.search(_part(view, entries["META-INF/manifest.xml"]))):
        return root[1].decode()
    if "META-INF/container.xml" in entries and any(name.endswith(".opf") for name in entries):
        return EPUB
    if "[Content_Types].xml" not in entries and "_rels/.rels" not in entries:
        return ""
    return next((found for start, found in _FOLDERS if any(name.startswith(start) for name in entries)), "")


def _apple(view: memoryview, entries: dict[str, _Entry], name: str) -> str:
    """Pages, Numbers and Keynote pack alike."""
    old = _part(view, entries.get("index.xml"))[:2000]
    if "index.apxl" in entries or "index.apxl.gz" in entries or any(n.startswith("Index/Slide") for n in entries):
        return "application/vnd.apple.keynote"
    if b"<sl:document" in old:
        return "application/vnd.apple.pages"
    if b"<ls:document" in old:
        return "application/vnd.apple.numbers"
    if not {"Index/Document.iwa", "Index.zip", "index.xml.gz"} & entries.keys():
        return ""
    ending = name.lower().rpartition(".")[2]
    return f"application/vnd.apple.{ {'numbers': 'numbers', 'key': 'keynote'}.get(ending, 'pages') }"


def _entries(view: memoryview) -> Iterator[_Entry]:
    start, size, shift = _directory(view)
    if start < 0:
        yield from _without_directory(view)
        return
    directory = bytes(view[start : start + min(size, _DIRECTORY)])
    at = 0
    for _ in range(_NAMES):
        if directory[at : at + 4] != b"PK\x01\x02":
            return
        (_, _, _, flags, method, _, _, _, packed, _, length, extra, comment, _, _, _, local) = _CENTRAL.unpack_from(directory, at)
        at += _CENTRAL.size
        yield _Entry(_name(directory[at : at + length], flags), method, packed, local + shift)
        at += length + extra + comment


def _directory(view: memoryview) -> tuple[int, int, int]:
    """Where the directory starts, its size, and by how much all places are shifted; a start of -1 where there is none."""
    base = max(0, len(view) - 65_557)
    tail = bytes(view[base:])
    found = tail.rfind(b"PK\x05\x06")
    if found < 0:
        return -1, 0, 0
    end = base + found
    size, offset = struct.unpack_from("<II", view, end + 12)
    if offset == 0xFFFFFFFF and end >= 20 and bytes(view[end - 20 : end - 16]) == b"PK\x06\x07":
        end = min(struct.unpack_from("<Q", view, end - 12)[0], len(view))
        size, offset = struct.unpack_from("<QQ", view, end + 40)
    start = end - size
    return (start, size, start - offset) if start >= 0 else (-1, 0, 0)


def _without_directory(view: memoryview) -> Iterator[_Entry]:
    """What the headers in front of the first members say."""
    data = bytes(view[:_DIRECTORY])
    for found in list(re.finditer(rb"PK\x03\x04", data))[:_NAMES]:
        _, _, flags, method, _, _, _, packed, _, length, _ = _LOCAL.unpack_from(data, found.start())
        name = data[found.start() + _LOCAL.size :][:length]
        yield _Entry(_name(name, flags), method, packed or _PART, found.start())


def _name(raw: bytes, flags: int) -> str:
    return raw.decode("utf-8" if flags & 0x800 else "cp437", "replace").replace("\\", "/")


def _part(view: memoryview, entry: _Entry | None) -> bytes:
    """A member's first bytes, as many as we look at; none where it cannot be had."""
    if entry is None or entry.at < 0:
        return b""
    try:
        *_, length, extra = _LOCAL.unpack_from(view, entry.at)
        start = entry.at + _LOCAL.size + length + extra
        packed = bytes(view[start : start + min(entry.packed, _PART)])
        if entry.method == 0:
            return packed
        return zlib.decompressobj(-15).decompress(packed, _PART) if entry.method == 8 else b""
    except (struct.error, zlib.error):
        return b""
