"""What an OLE compound file is: a Word, Excel, PowerPoint or Outlook file of before 2007, or an encrypted one of after.

Such a file is a small file system. Its directory is a chain of sectors; the names of what lies at its top tell the program.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from .signatures import OLE

_KINDS = (
    ("EncryptedPackage", "application/encrypted-ooxml"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("WordDocument", "application/msword"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("PP40", "application/vnd.ms-powerpoint"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("VisioDocument", "application/vnd.visio"),
    ("Quill", "application/vnd.ms-publisher"),
    ("MatOST", "application/vnd.ms-works"),
)
"""What lies at the top, and whose that is; the first that is there counts."""

_SECTORS = 512
"""Of the directory, to read at most."""

_ENTRY = 128
_NONE = 0xFFFFFFFA
"""Numbers from here on are no sectors and no entries."""


def compound_type(view: memoryview) -> str:
    """The media type; "application/x-ole-storage" for a program's that we do not know."""
    try:
        names = _names_at_top(_directory(view))
    except (struct.error, IndexError):
        names = set()
    return next((found for name, found in _KINDS if name.lower() in names), OLE)


def _directory(view: memoryview) -> bytes:
    """The directory as far as its chain can be followed."""
    shift = struct.unpack_from("<H", view, 30)[0]
    size = 1 << (shift if shift in (9, 12) else 9)
    sector = struct.unpack_from("<I", view, 48)[0]
    table = struct.unpack_from("<109I", view, 76)
    parts: list[bytes] = []
    seen: set[int] = set()
    while sector < _NONE and sector not in seen and len(parts) < _SECTORS:
        seen.add(sector)
        parts.append(bytes(view[(sector + 1) * size : (sector + 2) * size]))
        block, place = divmod(sector, size // 4)
        if block >= len(table) or table[block] >= _NONE:
            break
        at = (table[block] + 1) * size + 4 * place
        if at + 4 > len(view):
            break
        sector = struct.unpack_from("<I", view, at)[0]
    return b"".join(parts)


def _names_at_top(directory: bytes) -> set[str]:
    """The names of the root's entries, in lower case; of all entries, where the tree is broken."""
    entries = list(_entries(directory))
    found: set[str] = set()
    seen: set[int] = set()
    waiting = [entries[0][3]] if entries else []
    while waiting:
        number = waiting.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        name, left, right, _ = entries[number]
        found.add(name)
        waiting += [left, right]
    return found or {name for name, *_ in entries}


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Name in lower case, and the numbers of the entries to the left, to the right and below."""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = min(max(struct.unpack_from("<H", directory, at + 64)[0] - 2, 0), 62)
        name = directory[at : at + length].decode("utf-16-le", "replace")
        yield name.lower(), *struct.unpack_from("<III", directory, at + 68)
