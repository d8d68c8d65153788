"""What a person says to a request, and who is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from muniment_engines.api import Cancel

from .draft import Edits
from .sheet import Sheet


@dataclass(frozen=True)
class Keep:
    """Send nothing; the work is done on this machine. `why` is a sentence."""

    why: str = "You kept it here."


@dataclass(frozen=True)
class ShowOnly:
    """Show this and the others of its job, send nothing, and do nothing here either."""


@dataclass(frozen=True)
class Once:
    """Send this very request."""


@dataclass(frozen=True)
class WholeJob:
    """Send this one and the others of its job, within the bounds that were shown."""


@dataclass(frozen=True)
class Standing:
    """Send this one, and whatever this engine is to be sent for the same purpose from this vault in so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Change:
    """Make the request anew, with these edits, and show it again."""

    edits: Edits


Decision = Keep | ShowOnly | Once | WholeJob | Standing | Change


class Person(Protocol):
    """Who is shown a request, on the thread that waits for the reply."""

    @property
    def name(self) -> str:
        """Who approves, for the log."""
        ...

    def decide(self, sheet: Sheet, cancel: Cancel) -> Decision:
        """Raises `Cancelled` where everything is to stop."""
        ...

    def sending(self, host: str) -> None:
        """What was approved is on its way to this host; with an empty one, nothing is any more."""
        ...


class Nobody:
    """Keeps everything here."""

    name = "nobody"

    def decide(self, sheet: Sheet, cancel: Cancel) -> Decision:
        return Keep("Nobody could be asked.")

    def sending(self, host: str) -> None:
        """Nobody wants to know."""
