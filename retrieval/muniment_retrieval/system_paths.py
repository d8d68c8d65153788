"""From a path as a vault keeps it back to the system's own name, which need not be Unicode."""

from __future__ import annotations

import os
import re

from .listing import stored_path

_BYTE = re.compile(r"<[0-9a-f]{2}>")


def system_path(stored: str) -> str:
    """The system's name of a file; the path itself where there is no such file."""
    if not _BYTE.search(stored) or os.path.lexists(stored):
        return stored
    folder, _, name = stored.rpartition(os.sep)
    if not folder:
        return stored
    around = system_path(folder)
    try:
        with os.scandir(around) as entries:
            found = next((entry.path for entry in entries if stored_path(entry.name) == name), None)
    except OSError:
        found = None
    return found or os.path.join(around, name)  # noqa: PTH118
