"""OLE compound files: the small file systems that Office wrote before 2007, and still puts around embedded files."""

from __future__ import annotations

import io
import struct
from typing import Any

import olefile

from muniment_engines.bundled.office.package import DAMAGED
from muniment_engines.bundled.zips import View
from muniment_engines.errors import DocumentError

MAGIC = olefile.MAGIC
_WHOLE = ("CONTENTS", "Package", "EmbeddedOdf")
"""Streams that hold an embedded file as it is."""

_DOCUMENTS = (("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls"), ("PowerPoint Document", ".ppt"))


class Compound:
    """An open compound file."""

    def __init__(self, data: memoryview | bytes) -> None:
        """Raises `DocumentError` "damaged"."""
        try:
            self._file: Any = olefile.OleFileIO(io.BufferedReader(View(memoryview(data))))
        except Exception as error:
            raise DocumentError("damaged", DAMAGED) from error

    def __contains__(self, name: str) -> bool:
        try:
            return bool(self._file.exists(name))
        except Exception:
            return False

    def read(self, name: str, most: int = -1) -> bytes:
        """A stream's bytes, the first `most` of them; none where it is missing. Raises `DocumentError` "damaged"."""
        if name not in self:
            return b""
        try:
            with self._file.openstream(name) as stream:
                return bytes(stream.read(most))
        except Exception as error:
            raise DocumentError("damaged", DAMAGED) from error

    def metadata(self) -> dict[str, str]:
        """Title, author and dates under the names that PDF has for them."""
        try:
            known = self._file.get_metadata()
            page = known.codepage or 1252
        except Exception:
            return {}
        pairs = (
            ("Title", known.title),
            ("Author", known.author),
            ("Subject", known.subject),
            ("Keywords", known.keywords),
            ("CreationDate", known.create_time),
            ("ModDate", known.last_saved_time),
        )
        found = {name: " ".join(_text(value, page).split())[:1000] for name, value in pairs if value}
        return {name: value for name, value in found.items() if value}

    def close(self) -> None:
        self._file.close()


def unwrapped(name: str, data: bytes) -> tuple[str, bytes]:
    """An embedded file without what Office put around it, and its own name. No bytes for what is no document (a drawing)."""
    if not data.startswith(MAGIC):
        return name, data
    compound = Compound(data)
    stem = name.rpartition(".")[0] or name
    if native := compound.read("\1Ole10Native"):
        return _native(native, stem)
    for stream in _WHOLE:
        if found := compound.read(stream):
            return (stem + _ending(found), found) if _ending(found) else (name, b"")
    ending = next((ending for stream, ending in _DOCUMENTS if stream in compound), "")
    return (stem + ending, data) if ending else (name, b"")


def _native(data: bytes, stem: str) -> tuple[str, bytes]:
    """A file that was packed by the shell: its name, two paths, and its bytes behind their number."""
    try:
        at = 6
        label_end = data.index(b"\0", at)
        path_end = data.index(b"\0", label_end + 1)
        label = data[at:label_end].decode("cp1252", "replace")
        at = path_end + 1 + 4
        (length,) = struct.unpack_from("<I", data, at)
        at += 4 + length
        (size,) = struct.unpack_from("<I", data, at)
    except (ValueError, struct.error):
        return stem, b""
    found = data[at + 4 : at + 4 + size]
    return label.replace("\\", "/").rpartition("/")[2] or stem, found


def _ending(data: bytes) -> str:
    starts = ((b"%PDF", ".pdf"), (b"PK\x03\x04", ".zip"), (MAGIC, ".ole"), (b"{\\rtf", ".rtf"))
    return next((ending for start, ending in starts if data.startswith(start)), "")


def _text(value: object, page: int) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode(f"cp{page}" if page not in (65001, -535) else "utf-8", "replace").replace("\0", "")
        except LookupError:
            return value.decode("cp1252", "replace").replace("\0", "")
    return str(value)
