"""Files that are protected by a password: opened without one first, then with each of those that are known.

An archive may be open while some of what it holds is not; those files are asked for again, with each password, after the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from muniment_engines.api import Cancel, Member, ParseLimits
from muniment_engines.errors import DocumentError
from muniment_engines.host import OpenedDocument, ParseWorker

Opens = Callable[[str | None], OpenedDocument]
"""Opens one file, with a password or without."""


def opener(worker: ParseWorker, source: int | bytes, media_type: str, limits: ParseLimits) -> Opens:
    def opens(password: str | None) -> OpenedDocument:
        if password is None:
            return worker.open(source, media_type, limits)
        return worker.open(source, media_type, limits, password)

    return opens


@dataclass(frozen=True, repr=False)
class Passwords:
    """`known` have opened a file before; `given` was typed just now. `opened` is told which one has opened a file."""

    known: Sequence[str] = ()
    given: Sequence[str] = ()
    opened: Callable[[str], None] = lambda _: None

    def __bool__(self) -> bool:
        return bool(self.known or self.given)

    def open(self, opens: Opens) -> OpenedDocument:
        """Raises `DocumentError`: "encrypted" where none of them fits."""
        try:
            return opens(None)
        except DocumentError as error:
            if error.state != "encrypted":
                raise
            return self._tried(opens, error)

    def members(self, document: OpenedDocument, opens: Opens, cancel: Cancel) -> Iterator[Member]:
        """The files in a document. Those that are locked come last: opened where a password fits, else as they were."""
        locked: dict[int, Member] = {}
        for number, member in enumerate(document.members(cancel)):
            if self and member.refused is not None and member.refused.state == "encrypted":
                locked[number] = member
            else:
                yield member
        for password in (*self.given, *self.known):
            if locked:
                yield from self._unlocked(locked, opens, password, cancel)
        yield from locked.values()

    def _tried(self, opens: Opens, why: DocumentError) -> OpenedDocument:
        for password in (*self.known, *self.given):
            try:
                document = opens(password)
            except DocumentError as error:
                if error.state != "encrypted":
                    raise
                why = error if password in self.given else why
            else:
                self.opened(password)
                return document
        raise why

    def _unlocked(self, locked: dict[int, Member], opens: Opens, password: str, cancel: Cancel) -> Iterator[Member]:
        with opens(password) as document:
            for number, member in enumerate(document.members(cancel)):
                if number in locked and member.refused is None:
                    del locked[number]
                    self.opened(password)
                    yield member
