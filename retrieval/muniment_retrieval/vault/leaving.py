"""What has to do with leaving a vault: which rules hold, which approvals stand, and the log of what left and what was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from . import audit
from .approvals import Approval, Approvals, stored_approvals
from .audit import Audit, Entry, Head
from .policies import Policies, PolicyChanges, stored_policies
from .store import Transactions

_LOG = """
SELECT number, CAST(body AS BLOB), CAST(sha256 AS BLOB) FROM audit
UNION ALL SELECT -1 - count, CAST(seal AS BLOB), CAST(sha256 AS BLOB) FROM audit_head
"""


class Leaving:
    """Of one vault. What changes it raises `VaultError` where the vault was opened for reading only."""

    def __init__(self, connection: Any, writer: Callable[[], Transactions], folder: Path, key: bytes) -> None:
        self._connection = connection
        self._writer = writer
        self._folder = folder
        self._key = key

    @property
    def changes(self) -> PolicyChanges:
        """Changes to the rules."""
        return PolicyChanges(self._writer())

    def policies(self) -> Policies:
        return stored_policies(self._connection)

    @property
    def approvals(self) -> Approvals:
        """Those that stand for a while."""
        return Approvals(self._writer())

    def granted(self) -> list[Approval]:
        """All that were ever granted, the newest first."""
        return stored_approvals(self._connection)

    def note(self, said: Mapping[str, Any]) -> Entry:
        """Add to the log. Raises `VaultError` where that cannot be; then nothing may be sent."""
        return Audit(self._writer(), self._folder, self._key).add(said)

    def log(self) -> tuple[list[Entry], list[str]]:
        """The entries, oldest first, and what is wrong with the log, of which there should be nothing."""
        entries, found = self._checked()
        while found and (again := self._checked()) != (entries, found):  # somebody has just added to it
            entries, found = again
        return entries, found

    def _checked(self) -> tuple[list[Entry], list[str]]:
        rows = sorted((number, _text(one), _text(other)) for number, one, other in self._connection.execute(_LOG).fetchall())
        entries = [Entry(*row) for row in rows if row[0] >= 0]
        heads = [Head(-1 - number, sha256, seal) for number, seal, sha256 in rows if number < 0]
        filed = audit.filed_head(self._folder)
        return entries, audit.problems(entries, heads[0] if heads else None, filed, self._key)


def _text(stored: bytes) -> str:
    """Also of what is no text any more, so that a log with a flipped bit can be read."""
    return stored.decode("utf-8", "surrogateescape")
