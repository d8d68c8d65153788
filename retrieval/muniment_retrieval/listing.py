"""Which files a person meant: folders are walked in order, and what cannot be a document is left out with its reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from muniment_engines.errors import DocumentState

MAXIMUM_SIZE = 512 * 1024 * 1024


@dataclass(frozen=True)
class Listed:
    """A file that was found. `state` is empty where it can be read, else what stands in the way, with its reason."""

    path: str
    size: int = 0
    modified_ns: int = 0
    state: DocumentState | None = None
    reason: str = ""


def list_files(paths: Sequence[Path]) -> Iterator[Listed]:
    """Every file once, in the order of its path. Links to folders are not followed, hidden files are passed over."""
    seen: set[str] = set()
    for path in paths:
        for found in _under(path):
            if found.path not in seen:
                seen.add(found.path)
                yield found


def look_at(path: str) -> Listed:
    """One file as it is now."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a link to a file counts as that file
    except FileNotFoundError:
        return Listed(path, state="vanished", reason="The file is not there any more.")
    except OSError as error:
        return Listed(path, state="no permission", reason=f"The file cannot be read ({error.strerror}); check its permissions.")
    if not stat.S_ISREG(status.st_mode):
        return Listed(path, state="not supported", reason="It is a pipe, a device or a socket, and not a file.")
    if status.st_size == 0:
        return Listed(path, state="empty", reason="The file is empty.")
    if status.st_size > MAXIMUM_SIZE:
        return Listed(path, status.st_size, status.st_mtime_ns, "too large", "The file is larger than 512 MB.")
    return Listed(path, status.st_size, status.st_mtime_ns)


def _under(path: Path) -> Iterator[Listed]:
    if not path.is_dir():
        yield look_at(str(path))
        return
    for folder, folders, files in os.walk(path, onerror=None):
        folders[:] = sorted(f for f in folders if not _hidden(f))
        for name in sorted(files):
            if not _hidden(name):
                yield look_at(os.path.join(folder, name))  # noqa: PTH118 - names need not be UTF-8


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))
