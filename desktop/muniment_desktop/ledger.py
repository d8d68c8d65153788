"""What the courier did and what was refused: lines in one file of the user's data folder. No text of documents.

A line is one JSON object, appended whole, so that several processes can write; one that was cut off in the middle is skipped by
whoever reads. An order has two lines, one before anything is sent and one when it has ended, so that what was killed meanwhile is
in the ledger too. The order of the lines is the order of events, whatever the clock said.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from muniment_engines.errors import MunimentError

from .paths import make_private


@dataclass(frozen=True)
class Entry:
    """One thing that was done, or not. Sizes are bytes.

    `what` is "send", "fetch", "wheel" or "refused"; `why` says for what, in words of the program's own; `engine` is the name
    under which an engine was set up, empty for models; `outcome` is "begun", "done", "closed" (nobody wanted the rest, as when an
    answer is whole before its reply is), "stopped" (cancelled), "failed: WORD" or, of what was refused, the word that says why.
    `at` is when it began, in UTC; `number` is its own.
    """

    what: str
    host: str
    outcome: str
    why: str = ""
    engine: str = ""
    sent: int = 0
    received: int = 0
    status: int = 0
    at: str = ""
    number: str = ""


class Ledger:
    """Any number of them may write to one file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, entry: Entry) -> Entry:
        """Write a new entry; returns it with its time and number. What cannot be accounted for is not to be done:

        raises `MunimentError` where it cannot be written.
        """
        written = replace(entry, at=datetime.now(UTC).isoformat(timespec="seconds"), number=secrets.token_hex(8))
        self.update(written)
        return written

    def update(self, entry: Entry) -> None:
        """Write how an entry that was added has ended. Raises as `add` does."""
        line = json.dumps(asdict(entry), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        try:
            make_private(self._path.parent)
            number = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(number, line)
            finally:
                os.close(number)
        except OSError as error:
            raise MunimentError(f"The ledger {self._path} cannot be written ({error.strerror}); check whose it is.") from error

    def entries(self) -> list[Entry]:
        """All entries as they ended, oldest first. Raises `MunimentError` where the file cannot be read."""
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise MunimentError(f"The ledger {self._path} cannot be read ({error.strerror}); check whose it is.") from error
        return list({entry.number: entry for entry in map(_entry, lines) if entry is not None}.values())


def _entry(line: bytes) -> Entry | None:
    try:
        data: dict[str, Any] = json.loads(line)
        values = {field.name: data[field.name] for field in fields(Entry)}
    except (ValueError, KeyError, TypeError):
        return None
    numbers = ("sent", "received", "status")
    whole = all(type(value) is (int if name in numbers else str) for name, value in values.items())
    return Entry(**values) if whole else None
