"""The SHA-256 of a model's file: as the catalogue has it, or computed once and remembered beside the models.

What is remembered holds for as long as the file has the same size and time.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

_REMEMBERED = ".fingerprints.json"
_PIECE = 4 << 20


class Fingerprints:
    """Of the models in one folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _REMEMBERED

    def of(self, path: Path) -> str:
        """The file's SHA-256; empty where it cannot be read. May take seconds, the first time."""
        try:
            status = path.stat()
            stamp = [status.st_size, status.st_mtime_ns]
            known = self._known()
            if (found := known.get(str(path))) is not None and found[:2] == stamp:
                return str(found[2])
            told = _sha256(path)
        except OSError:
            return ""
        with suppress(OSError):  # a folder that cannot be written costs the time again
            self._file.write_text(json.dumps({**known, str(path): [*stamp, told]}), encoding="utf-8")
        return told

    def _known(self) -> dict[str, Any]:
        try:
            known = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}


def _sha256(path: Path) -> str:
    hashed = hashlib.sha256()
    with path.open("rb") as source:
        while piece := source.read(_PIECE):
            hashed.update(piece)
    return hashed.hexdigest()
