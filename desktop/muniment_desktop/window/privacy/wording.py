"""How the room of privacy says things: the ledger's lines, and what the self-test tried."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ..sizes import size_text
from ..tables.rows import ShownRow

if TYPE_CHECKING:
    from muniment_engines.selftest.run import Attempt
    from muniment_retrieval.vault.approvals import Approval

    from ...ledger import Entry

LEDGER_HEADS = ("When", "Whom", "What for", "Sent", "Received", "How it ended")
TEST_HEADS = ("Process", "Way out", "What came of it")

SWITCH = "Keep the network switched off"
SWITCH_SAID = "Then nothing is fetched or sent, not even a model that you ask for."
NOTHING_DONE = "Nothing was fetched or sent, and nothing was refused."
NOT_TESTED = (
    "Every kind of process of Muniment’s tries to get out by every way that a library could: network, other programs, files, "
    "memory. All within this machine; it takes some seconds."
)
STOPPED = "You stopped the test; what is below was tried."

POLICIES = {
    "never": ("Never", "Nothing of this vault is ever sent; every question is answered on this machine."),
    "masked only": (
        "Masked only",
        "What you approve is sent with names, numbers and your own words masked, and cannot be unmasked.",
    ),
    "ask": ("Ask", "What you approve is sent; it is masked, and you may unmask parts of it."),
}
"""A policy's value, what it is called here, and what it means. A document's own rule can only be stricter."""

NO_APPROVALS = "No approval stands: each request is shown to you before it is sent."

_WHAT = {"send": "a request", "fetch": "a model", "wheel": "a model", "refused": "refused"}


def ledger_rows(entries: Sequence[Entry]) -> tuple[ShownRow, ...]:
    """The newest first."""
    return tuple(_entry(entry) for entry in reversed(entries))


def test_rows(tried: Sequence[Attempt]) -> tuple[ShownRow, ...]:
    """What got out first, then what stays open, then what was stopped."""
    order = sorted(tried, key=lambda attempt: (attempt.expected, attempt.stopped))
    return tuple(
        ShownRow((a.process, a.way, a.by if a.stopped or a.expected else f"got out: {a.by}"), None, a.stopped) for a in order
    )


def result(tried: Sequence[Attempt]) -> str:
    """What came of it, in a sentence."""
    from ...privacy import verdict

    return verdict(list(tried)).text


def going(tried: Sequence[Attempt]) -> str:
    return f"Trying… {len(tried):,} attempts so far" if tried else "Trying…"


def log(entries: int, problems: Sequence[str]) -> str:
    """Whether the audit log is whole."""
    if problems:
        return f"The audit log is not whole, so nothing is sent: {' '.join(problems)}"
    if not entries:
        return "The audit log is empty: nothing has left this vault, and nothing was refused."
    return f"The audit log is whole: {entries:,} {'entry' if entries == 1 else 'entries'} of what left and what was refused."


def approval(one: Approval) -> str:
    """An approval that stands, in a line."""
    until = datetime.fromtimestamp(one.until).strftime("%Y-%m-%d %H:%M")
    return f"{one.engine} may be sent to without asking, for: {one.purpose}, until {until}"


def _entry(entry: Entry) -> ShownRow:
    by = f"{entry.engine}: " if entry.engine else ""
    cells = (
        _when(entry.at), entry.host, by + (entry.why or _WHAT.get(entry.what, entry.what)),
        size_text(entry.sent), size_text(entry.received),
        f"refused: {entry.outcome}" if entry.what == "refused" else entry.outcome,
    )  # fmt: skip
    return ShownRow(cells, None, quiet=entry.what == "refused")


def _when(at: str) -> str:
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at
