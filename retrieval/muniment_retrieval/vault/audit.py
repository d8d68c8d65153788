"""The audit log: what was to leave the machine, who allowed it and what became of it; nothing in it is ever changed.

An entry is canonical JSON that names the SHA-256 of the entry before it. How many there are and the last one's sum are sealed
with a key that is made from the vault's, in the database and in a file beside it, so that a log whose end was cut off is found
out too. Before an entry is added, the head is checked: on a log that was tampered with nothing is built.

Whoever has the vault's key can write a whole new log with new seals. Against that helps only an export that somebody else keeps.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..model import VaultError
from .store import Transactions

SEAL_FILE = "audit.seal"
BEGINNING = "0" * 64
"""What stands for the sum of the entry before the first."""

_TAMPERED = "The audit log of this vault is not as it was left, so nothing is sent; “muniment audit verify” says what is wrong."


@dataclass(frozen=True)
class Entry:
    """One entry, as it is stored. `said` is what its body says, with its number, its time (UTC) and the sum before it."""

    number: int
    body: str
    sha256: str

    @property
    def said(self) -> dict[str, Any]:
        return dict(json.loads(self.body))


@dataclass(frozen=True)
class Head:
    """How many entries there are, and the sum of the last one."""

    count: int
    sha256: str
    seal: str


class Audit:
    """Adds entries, each in a transaction of its own."""

    def __init__(self, transaction: Transactions, folder: Path, key: bytes) -> None:
        self._transaction = transaction
        self._file = folder / SEAL_FILE
        self._key = key

    def add(self, said: Mapping[str, Any]) -> Entry:
        """Raises `VaultError` where the log was tampered with or cannot be written; then nothing may be sent."""
        with self._transaction(changes_documents=False) as connection:
            head = self._checked(connection)
            number = head.count + 1
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            body = canonical({**said, "number": number, "at": at, "before": head.sha256})
            entry = Entry(number, body, sum_of(body))
            connection.execute("INSERT INTO audit VALUES (?, ?, ?)", (number, body, entry.sha256))
            new = sealed(self._key, number, entry.sha256)
            connection.execute("INSERT OR REPLACE INTO audit_head VALUES (1, ?, ?, ?)", (new.count, new.sha256, new.seal))
        self._write(new)
        return entry

    def _checked(self, connection: Any) -> Head:
        """The head, which is that of the last entry and of the file, but for one entry that was cut off before it was there."""
        head, filed = stored_head(connection), filed_head(self._file.parent)
        last = connection.execute("SELECT number, body, sha256 FROM audit ORDER BY number DESC LIMIT 1").fetchone()
        last = None if last is None else Entry(*last)
        if head is None and last is None:
            head = sealed(self._key, 0, BEGINNING)
            if filed is None:
                self._write(head)
                return head
        if head is None or _head_problems(head, filed, [] if last is None else [last], self._key):
            raise VaultError(_TAMPERED)
        if filed != head:
            self._write(head)
        return head

    def _write(self, head: Head) -> None:
        draft = self._file.with_name(f"{SEAL_FILE}.{os.getpid()}.new")
        try:
            draft.write_text(canonical({"count": head.count, "sha256": head.sha256, "seal": head.seal}), encoding="utf-8")
            draft.chmod(0o600)
            draft.replace(self._file)
        except OSError as error:
            raise VaultError(f"The audit log cannot be written ({error.strerror}), so nothing is sent; make room.") from error


def stored_head(connection: Any) -> Head | None:
    row = connection.execute("SELECT count, sha256, seal FROM audit_head").fetchone()
    return None if row is None else Head(*row)


def filed_head(folder: Path) -> Head | None:
    """What the file beside the vault says; None where it is not there. What is no head is one that no seal fits."""
    try:
        data = (folder / SEAL_FILE).read_text(encoding="utf-8")
        said = json.loads(data)
        head = Head(said["count"], said["sha256"], said["seal"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Head(-1, "", "")
    whole = data == canonical({"count": head.count, "sha256": head.sha256, "seal": head.seal})
    return head if whole else Head(-1, "", "")


def problems(entries: Sequence[Entry], head: Head | None, filed: Head | None, key: bytes) -> list[str]:
    """What is wrong with a log, a sentence each, in the order of the entries; nothing where it is whole."""
    found = []
    before = BEGINNING
    for at, entry in enumerate(entries, 1):
        if entry.number != at:
            found.append(f"Entry {at} is missing or out of its order.")
            break
        if sum_of(entry.body) != entry.sha256 or not _fits(entry, before):
            found.append(f"Entry {at} was changed, or the one before it.")
            break
        before = entry.sha256
    if head is None and filed is None and not entries:
        return found
    if head is None:
        return [*found, "The head of the log is missing."] if entries or (filed and filed.count) else found
    return found + _head_problems(head, filed, entries, key)


def _head_problems(head: Head, filed: Head | None, entries: Sequence[Entry], key: bytes) -> list[str]:
    """The same of the head alone; `entries` need be no more than the last one."""
    found = []
    last = (entries[-1].number, entries[-1].sha256) if entries else (0, BEGINNING)
    if head != sealed(key, head.count, head.sha256):
        found.append("The seal of the log in the vault is not one of this vault's.")
    if (head.count, head.sha256) != last:
        found.append("The log does not end where its seal says; entries at its end are missing or were added.")
    if filed is None:
        return [*found, f"The file {SEAL_FILE} beside the vault is missing."]
    if filed != sealed(key, filed.count, filed.sha256):
        return [*found, f"The seal in the file {SEAL_FILE} is not one of this vault's."]
    if filed != head and not _lags(filed, entries):
        found.append(f"The log and the file {SEAL_FILE} do not belong together; one of them is older, or was cut off.")
    return found


def _lags(filed: Head, entries: Sequence[Entry]) -> bool:
    """Whether the file only lacks the last entry, as when the program was killed between the two."""
    return bool(entries) and filed.count == entries[-1].number - 1 and filed.sha256 == entries[-1].said.get("before")


def sealed(key: bytes, count: int, sha256: str) -> Head:
    """The head with its seal, by a key that is made from the vault's for nothing else."""
    own = hmac.digest(key, b"muniment: seal of the audit log", "sha256")
    return Head(count, sha256, hmac.digest(own, f"{count}:{sha256}".encode("utf-8", "surrogateescape"), "sha256").hex())


def canonical(said: Mapping[str, Any]) -> str:
    """JSON as there is only one of it."""
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def sum_of(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "surrogateescape")).hexdigest()


def _fits(entry: Entry, before: str) -> bool:
    try:
        said = entry.said
    except (ValueError, TypeError, RecursionError):
        return False
    return canonical(said) == entry.body and said.get("number") == entry.number and said.get("before") == before
