"""Whether the file that a document was read from is still the same: a citation of it says so where it is not.

Size and time are compared first; a file of the same size and another time is read for its SHA-256. A file in a file is as its
outermost container is.
"""

from __future__ import annotations

import hashlib
import os
import stat
from enum import StrEnum

from .model import Citation, Document
from .system_paths import system_path

_PIECE = 1 << 20
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class Original(StrEnum):
    """How the file of a document stands."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"


def original_of(document: Document) -> Original:
    """`document` is what was read of a file on a disk, and in no other file."""
    try:
        number = os.open(system_path(document.path), _OPEN_FLAGS)
    except OSError:
        return Original.MISSING
    try:
        status = os.fstat(number)
        if (status.st_size, status.st_mtime_ns) == (document.size, document.modified_ns):
            return Original.SAME
        alike = stat.S_ISREG(status.st_mode) and status.st_size == document.size and _sha256(number) == document.sha256
        return Original.SAME if alike else Original.CHANGED
    except OSError:
        return Original.MISSING
    finally:
        os.close(number)


def sentence(original: Original, citation: Citation) -> str:
    """What a person is told beside a citation; nothing where all is as it was."""
    if original is Original.CHANGED:
        return "The file has changed since it was read."
    if original is Original.MISSING:
        return f"The file is not there any more; it was at {citation.holder or citation.path}."
    return ""


def _sha256(number: int) -> str:
    hashed = hashlib.sha256()
    while piece := os.read(number, _PIECE):
        hashed.update(piece)
    return hashed.hexdigest()
