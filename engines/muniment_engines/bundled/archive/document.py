"""An archive as a document: one page with the names of what is in it, and the files themselves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Protocol

from muniment_engines.api import Cancel, Member, ParseLimits
from muniment_engines.bundled.flow import FlowDocument, Section
from muniment_engines.bundled.text.sections import LONGEST
from muniment_engines.errors import DocumentError

LONGEST_NAME = 500


class Archive(Protocol):
    """What each kind of archive can do."""

    def names(self) -> Iterator[str]: ...
    def members(self, cancel: Cancel) -> Iterator[Member]: ...
    def close(self) -> None: ...


class ArchiveDocument(FlowDocument):
    """Satisfies `muniment_engines.api.Container`."""

    def __init__(self, archive: Archive, limits: ParseLimits) -> None:
        """Raises `DocumentError` "empty" where there is no file in it, and what looking for the first names raises."""
        self._archive = archive
        self._most = limits.members
        lines: list[str] = []
        size = 0
        for name in archive.names():
            lines.append(" ".join(shown(name).split()))
            size += len(lines[-1]) + 1
            if size > LONGEST:
                break
        if not lines:
            raise DocumentError("empty", "There is no file in this archive.")
        super().__init__([Section("\n".join(lines), label="contents")], limits)

    def members(self, cancel: Cancel) -> Iterator[Member]:
        """The files in it, in their order, and one more than are allowed, so that whoever counts knows that there are more.

        Raises `Cancelled`, and `DocumentError` where the rest of it cannot be read.
        """
        for member in islice(self._archive.members(cancel), self._most + 1):
            yield Member(shown(member.name), member.data, member.refused)

    def close(self) -> None:
        super().close()
        self._archive.close()


def shown(name: str) -> str:
    """A name without control characters, and with its end where it is too long; it leads nowhere, whatever it says."""
    return "".join(" " if ord(c) < 32 or ord(c) == 127 else c for c in name.replace("\\", "/"))[-LONGEST_NAME:] or "unnamed"
