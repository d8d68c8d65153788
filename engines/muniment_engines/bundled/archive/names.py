"""What lies in archives and is no document of anybody's, and what is said of what cannot be had."""

from __future__ import annotations

from muniment_engines.errors import DocumentError

BIGGEST = 200_000_000
"""Bytes of one file in an archive; it has to fit into memory more than once."""

_FILES = frozenset((".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized"))
_FOLDERS = frozenset(("__macosx", ".spotlight-v100", ".trashes", ".fseventsd"))


def is_by_the_way(name: str) -> bool:
    """Whether a system wrote this beside the files: how a folder looks, or what a file has besides its content."""
    *folders, file = name.replace("\\", "/").lower().split("/")
    return file in _FILES or file.startswith("._") or not _FOLDERS.isdisjoint(folders)


def link() -> DocumentError:
    return DocumentError("not supported", "This is a link or a device and no file; index the file that it leads to.")


def too_large() -> DocumentError:
    return DocumentError(
        "too large", "Unpacked, this file is larger than is allowed; unpack the archive, and index what you need."
    )
