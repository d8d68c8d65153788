"""An order of the courier's as the ledger has it: a line before it, and one when it has ended, however it ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from muniment_engines.api import Cancel
from muniment_engines.errors import MunimentError
from muniment_engines.frames import Frame

from ..ledger import Entry, Ledger
from .failures import CourierFailed


class Account:
    """Follows the frames of one order."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def came(self, frame: Frame) -> None:
        entry, header = self.entry, frame.header
        if "reply" in header:
            self.entry = replace(entry, status=header["reply"]["status"])
        elif "progress" in header:
            self.entry = replace(entry, received=header["progress"]["done"])
        else:
            self.entry = replace(entry, received=entry.received + sum(map(len, frame.attachments)))


@contextmanager
def accounting(
    ledger: Ledger, order: Mapping[str, Any], body: Sequence[bytes], cancel: Cancel, why: str, engine: str
) -> Iterator[Account]:
    """Write both lines. Raises `MunimentError`, before anything is done, where the ledger cannot be written."""
    ((what, details),) = order.items()
    host = urlsplit(details["url"]).netloc if "url" in details else "package index"
    sent = sum(len(name) + len(value) for name, value in details.get("headers", ())) + sum(map(len, body))
    account = Account(ledger.add(Entry(what, host, "begun", why, engine, sent)))
    outcome = "stopped"
    try:
        yield account
        outcome = "done"
    except GeneratorExit:
        outcome = "stopped" if cancel.requested else "closed"
        raise
    except CourierFailed as error:
        outcome = f"failed: {error.why}"
        raise
    except MunimentError:
        outcome = "failed: not started"
        raise
    finally:
        ledger.update(replace(account.entry, outcome=outcome))
