"""Which files a person meant: folders are walked in order, and what cannot be a document is left out with its reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from muniment_engines.errors import DocumentError, DocumentState

MAXIMUM_SIZE = 512 * 1024 * 1024
_VAULT = {"header.json", "vault.db"}
"""The files of a vault, which holds no documents of its own."""


@dataclass(frozen=True)
class Listed:
    """A file that was found. `state` is empty where it can be read, else what stands in the way, with its reason.

    `folder` is set for a folder that cannot be looked into.
    """

    path: str
    size: int = 0
    modified_ns: int = 0
    state: DocumentState | None = None
    reason: str = ""
    folder: bool = False


def list_files(paths: Sequence[Path]) -> Iterator[Listed]:
    """Every file once, in the order of its path. Links to folders are not followed; hidden files and vaults are passed over."""
    seen: set[str] = set()
    for path in paths:
        for found in _under(path):
            if found.path not in seen:
                seen.add(found.path)
                yield found


def look_at(path: str) -> Listed:
    """One file as it is now."""
    try:
        return listed_as(path, os.stat(path))  # noqa: PTH116 - a link to a file counts as that file
    except OSError as error:
        told = refused(error)
        return Listed(path, state=told.state, reason=str(told))


def listed_as(path: str, status: os.stat_result) -> Listed:
    """A file with this status."""
    if not stat.S_ISREG(status.st_mode):
        return Listed(path, state="not supported", reason="It is a pipe, a device, a socket or a folder, and not a file.")
    size, modified = status.st_size, status.st_mtime_ns
    if size == 0:
        return Listed(path, size, modified, "empty", "The file is empty.")
    if size > MAXIMUM_SIZE:
        return Listed(path, size, modified, "too large", "The file is larger than 512 MB; split it into smaller files.")
    return Listed(path, size, modified)


def refused(error: OSError) -> DocumentError:
    """What the system says when a file or folder cannot be had, for the person."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return DocumentError("vanished", "The file is not there any more.")
    if isinstance(error, PermissionError):
        return DocumentError("no permission", "You may not read it; check its permissions.")
    return DocumentError("failed", f"The system cannot read it ({error.strerror}); check the disk or the link.")


def _under(path: Path) -> Iterator[Listed]:
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir() raises where a folder above it is closed
        yield look_at(str(path))
        return
    closed: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=closed.append):
        yield from _told(closed)
        if set(files) >= _VAULT:
            folders.clear()
            continue
        folders[:] = sorted(f for f in folders if not _hidden(f))
        for name in sorted(files):
            if not _hidden(name):
                yield look_at(os.path.join(folder, name))  # noqa: PTH118 - names need not be UTF-8
    yield from _told(closed)


def _told(closed: list[OSError]) -> Iterator[Listed]:
    while closed:
        error = closed.pop()
        told = refused(error)
        yield Listed(str(error.filename), state=told.state, reason=str(told), folder=True)


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))
