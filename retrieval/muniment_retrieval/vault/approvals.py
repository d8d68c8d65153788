"""Approvals that stand: for one engine and one purpose, until a time. A clock that is set back ends them all.

Times are seconds since 1970. Each look notes how late it was, so that a clock that has been set back is noticed later too.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .store import Transactions

BACKWARDS = 5.0
"""Seconds that a clock may be put right by without anybody noticing."""


@dataclass(frozen=True)
class Approval:
    """`ended` says why it stands no longer, and is empty while it stands."""

    id: int
    engine: str
    purpose: str
    granted: float
    until: float
    ended: str = ""


class Approvals:
    """Those of a vault."""

    def __init__(self, transaction: Transactions, now: Callable[[], float] = time.time) -> None:
        self._transaction = transaction
        self._now = now

    def grant(self, engine: str, purpose: str, seconds: float) -> Approval:
        now = self._now()
        with self._transaction(changes_documents=False) as connection:
            row = connection.execute(
                "INSERT INTO approvals (engine, purpose, granted, until, seen) VALUES (?, ?, ?, ?, ?)",
                (engine, purpose, now, now + seconds, now),
            )
            return Approval(int(row.lastrowid), engine, purpose, now, now + seconds)

    def standing(self) -> list[Approval]:
        """Those that stand now. What has run out, or was granted by a clock that has gone back since, is ended by this."""
        now = self._now()
        with self._transaction(changes_documents=False) as connection:
            back = "ended = '' AND (seen > ?1 OR granted > ?1)"
            connection.execute(f"UPDATE approvals SET ended = 'the clock was set back' WHERE {back}", (now + BACKWARDS,))
            connection.execute("UPDATE approvals SET ended = 'its time is over' WHERE ended = '' AND until <= ?", (now,))
            connection.execute("UPDATE approvals SET seen = max(seen, ?) WHERE ended = ''", (now,))
            return [approval for approval in stored_approvals(connection) if not approval.ended]

    def revoke(self, ids: list[int] | None = None) -> int:
        """End these, or all; returns how many stood."""
        with self._transaction(changes_documents=False) as connection:
            which = "" if ids is None else f"AND id IN ({','.join(str(int(i)) for i in ids)})"
            return int(connection.execute(f"UPDATE approvals SET ended = 'revoked' WHERE ended = '' {which}").rowcount)


def stored_approvals(connection: Any) -> list[Approval]:
    """All that were ever granted, the newest first."""
    sql = "SELECT id, engine, purpose, granted, until, ended FROM approvals ORDER BY id DESC"
    return [Approval(*row) for row in connection.execute(sql).fetchall()]
