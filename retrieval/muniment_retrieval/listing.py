"""Which files a person meant: folders are walked in order, and what cannot be a document is told with its reason.

Nothing that was offered is passed over in silence: what a rule leaves out comes as "skipped", a folder that is left out as one.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from muniment_engines.errors import DocumentError, DocumentState

from .excluding import Excludes
from .model import LARGEST, Rules, WatchedFolder
from .mounts import silent_below

_VAULT = {"header.json", "vault.db"}
"""The files of a vault, which holds no documents of its own."""

_ANY = Rules()
_BYTES = 0xDC00
"""Python reads a byte of a name that is no Unicode as this plus the byte."""


@dataclass(frozen=True)
class Listed:
    """A file that was found. `state` is empty where it can be read, else what stands in the way, with its reason.

    `folder` is set for a folder that is left out whole, or cannot be looked into; `pattern` is what a person left it out by.
    """

    path: str
    size: int = 0
    modified_ns: int = 0
    state: DocumentState | None = None
    reason: str = ""
    folder: bool = False
    pattern: str = ""

    @property
    def left_out(self) -> bool:
        """Whether it is only told of, and is no document."""
        return self.folder or self.state == "skipped"


def list_files(paths: Sequence[Path], rules: Rules = _ANY, watched: Sequence[WatchedFolder] = ()) -> Iterator[Listed]:
    """Every file once, in the order of its path; links to folders are not followed. Patterns belong to the folders given.

    Where no rules are given, those of a watched folder are kept to in it.
    """
    seen: set[str] = set()
    for path in map(str, paths):
        around = None if rules != _ANY else next((f for f in watched if path == f.path or is_below(path, f.path)), None)
        root, own = (path, rules) if around is None else (around.path, around.rules)
        for found in list_below(path, root, Excludes(own.exclude), own.largest):
            if found.path not in seen:
                seen.add(found.path)
                yield found


def list_below(path: str, root: str, excludes: Excludes, largest: int = LARGEST) -> Iterator[Listed]:
    """A file, or all that is in a folder, by the rules of the folder `root`, which is around it or is the path itself."""
    walk = _Walk(root, excludes, largest)
    if (around := walk.left_out_around(path)) is not None:
        yield around
        return
    folder = os.path.isdir(path)  # noqa: PTH112 - Path raises where a folder above it is closed
    if folder and (path == root or not os.path.islink(path)):  # noqa: PTH114
        yield from walk.folder(path)
    else:
        yield walk.skipped(path, folder=folder, link=folder) or look_at(path, largest)


def folders_below(root: str, excludes: Excludes) -> Iterator[str]:
    """A folder and all those in it that are looked into."""
    return (opened.path for opened in _Walk(root, excludes, LARGEST).folders(root))


def is_below(path: str, folder: str) -> bool:
    """Whether a path leads into a folder."""
    return path.startswith(folder.rstrip(os.sep) + os.sep)


def look_at(path: str, largest: int = LARGEST) -> Listed:
    """One file as it is now."""
    try:
        return listed_as(path, os.stat(path), largest)  # noqa: PTH116 - a link to a file counts as that file
    except OSError as error:
        told = refused(error)
        return Listed(path, state=told.state, reason=str(told))


def listed_as(path: str, status: os.stat_result, largest: int = LARGEST) -> Listed:
    """A file with this status."""
    if not stat.S_ISREG(status.st_mode):
        return Listed(path, state="not supported", reason="It is a pipe, a device, a socket or a folder, and not a file.")
    size, modified = status.st_size, status.st_mtime_ns
    if size == 0:
        return Listed(path, size, modified, "empty", "The file is empty.")
    if size > largest:
        limit = f"{largest / (1 << 20):.4g} MB"
        return Listed(path, size, modified, "too large", f"The file is larger than {limit}; raise the limit, or split the file.")
    return Listed(path, size, modified)


def refused(error: OSError) -> DocumentError:
    """What the system says when a file or folder cannot be had, for the person."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return DocumentError("vanished", "The file is not there any more.")
    if isinstance(error, PermissionError):
        return DocumentError("no permission", "You may not read it; check its permissions.")
    return DocumentError("failed", f"The system cannot read it ({error.strerror}); check the disk or the link.")


def stored_path(path: str) -> str:
    """A path as the vault keeps it: what is no Unicode in it (a byte 0xE9) becomes readable ("<e9>")."""
    if path.isascii():
        return path
    return "".join(f"<{ord(c) % _BYTES:x}>" if "\ud800" <= c <= "\udfff" else c for c in path)


@dataclass(frozen=True)
class _Opened:
    """What is directly in a folder, and what is told of those in it that are left out, or of itself."""

    path: str
    files: list[os.DirEntry[str]] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    told: list[Listed] = field(default_factory=list)


@dataclass(frozen=True)
class _Walk:
    """Goes through the folders below `root`."""

    root: str
    excludes: Excludes
    largest: int

    def folder(self, path: str) -> Iterator[Listed]:
        """All files below a folder, and what is told of the folders that are left out."""
        for opened in self.folders(path):
            yield from opened.told
            for entry in opened.files:
                yield self.skipped(entry.path, folder=False) or look_at(entry.path, self.largest)

    def folders(self, path: str) -> Iterator[_Opened]:
        """Folders are taken one after the other from a list, because they may be thousands deep. A disk that does not answer is
        not waited for.
        """
        waiting, silent = [path], silent_below(path)
        while waiting:
            folder = waiting.pop()
            opened = _silent(folder) if folder in silent else self._opened(folder)
            yield opened
            waiting += reversed(opened.folders)

    def _opened(self, folder: str) -> _Opened:
        try:
            with os.scandir(folder) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            told = refused(error)
            return _Opened(folder, told=[Listed(folder, state=told.state, reason=str(told), folder=True)])
        if {entry.name for entry in inside} >= _VAULT:
            reason = "It is a vault, which holds no documents of its own."
            return _Opened(folder, told=[Listed(folder, state="skipped", reason=reason, folder=True)])
        opened = _Opened(folder, files=[entry for entry in inside if not _is_folder(entry)])
        for entry in inside:
            if _is_folder(entry):
                left_out = self.skipped(entry.path, folder=True, link=entry.is_symlink())
                if left_out is None:
                    opened.folders.append(entry.path)
                else:
                    opened.told.append(left_out)
        return opened

    def skipped(self, path: str, *, folder: bool, link: bool = False) -> Listed | None:
        """What is told of a file or folder that is left out; None for one that is not. What is around it is not looked at."""
        relative = self._relative(path)
        if pattern := self.excludes.leaves_out(relative, folder=folder):
            return Listed(path, state="skipped", reason=f"The pattern {pattern} leaves it out.", folder=folder, pattern=pattern)
        name = relative.rsplit("/", 1)[-1]
        meant = path == self.root  # a file that somebody names, hidden or not
        reason = ""
        if name.startswith(".") and not meant:
            reason = "It is hidden: its name begins with a dot."
        elif name.startswith("~$") and not meant:
            reason = "An Office program keeps it beside a document that is open."
        elif link:
            reason = "It is a link to a folder, and links are not followed; add the folder itself."
        return Listed(path, state="skipped", reason=reason, folder=folder) if reason else None

    def left_out_around(self, path: str) -> Listed | None:
        """The outermost folder around a path, below the root, that is left out."""
        parts = self._relative(path).split("/") if path != self.root else []
        for end in range(1, len(parts)):
            around = os.path.join(self.root, *parts[:end])  # noqa: PTH118 - names need not be UTF-8
            if (told := self.skipped(around, folder=True)) is not None:
                return told
        return None

    def _relative(self, path: str) -> str:
        """The path below the root, with slashes; the root's own name for itself."""
        below = path[len(self.root) :].strip(os.sep) if path != self.root else os.path.basename(path)  # noqa: PTH119
        return stored_path(below.replace(os.sep, "/"))


def _silent(folder: str) -> _Opened:
    reason = "The disk or share that is mounted there does not answer; see whether it is connected."
    return _Opened(folder, told=[Listed(folder, state="failed", reason=reason, folder=True)])


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False
