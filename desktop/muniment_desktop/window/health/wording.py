"""The health report in words, and in groups as a person looks at them. No Qt, so that it can run on a lane."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from muniment_retrieval.health import Entry, Health

TO_DO = "to do"

GROUPS = {
    TO_DO: "To do",
    "encrypted": "Need a password",
    "waiting to be recognised": "Scans to be read",
    "could not be recognised": "Scans that could not be read",
    "failed": "Could not be read",
    "damaged": "Damaged",
    "timed out": "Took too long",
    "too large": "Too large",
    "cut short": "Read in part",
    "kept from before": "Not up to date",
    "vanished": "No longer there",
    "no permission": "No permission",
    "not supported": "Kind not supported",
    "text that speaks to a machine": "Speak to a machine",
    "hidden text": "Hidden text",
    "pages without text": "Pages without text",
    "empty": "Empty",
    "privileged": "Privileged",
    "never sent": "Never sent",
    "repaired": "Damaged, and read",
    "read by OCR": "Read by OCR",
    "duplicate": "Same as another",
    "skipped": "Left out",
}
"""What entries have in common, in the order in which it is shown. What was simply read is in none of them."""

STATES = {
    "encrypted": "needs a password",
    "damaged": "damaged",
    "not supported": "kind not supported",
    "too large": "too large",
    "timed out": "took too long",
    "vanished": "no longer there",
    "no permission": "no permission to read",
    "empty": "empty",
    "skipped": "left out",
    "failed": "could not be read",
    "duplicate": "same as another",
    "pages without text": "no text",
}

BUTTONS = {
    "try again": "Try again",
    "give the password": "Give the password…",
    "raise the limit": "Raise the limit",
    "exclude": "Leave out",
    "recognise": "Read the scans",
    "nothing": "",
}

TAKE_IN = "Take in again"


@dataclass(frozen=True)
class View:
    """The report as the room shows it: `groups` are entries by a key of `GROUPS`, only those that there are."""

    report: Health
    groups: dict[str, tuple[Entry, ...]]

    @property
    def to_do(self) -> int:
        return len(self.groups.get(TO_DO, ()))


def view_of(report: Health) -> View:
    """Every entry in all the groups that it belongs to."""
    found: dict[str, list[Entry]] = {key: [] for key in GROUPS}
    for entry in report.entries:
        for key in groups_of(entry):
            found[key].append(entry)
    return View(report, {key: tuple(entries) for key, entries in found.items() if entries})


def groups_of(entry: Entry) -> Iterable[str]:
    """The keys of the groups that an entry belongs to, each once."""
    keys = dict.fromkeys(str(remark.kind) for remark in entry.remarks)
    if entry.state != "read":
        keys[str(entry.state)] = None
    if entry.needs:
        keys[TO_DO] = None
    return keys


def button_text(entry: Entry) -> str:
    """What the entry's button says; empty for one that has none."""
    return TAKE_IN if entry.state == "skipped" and entry.action != "nothing" else BUTTONS[entry.action]


def state_text(entry: Entry) -> str:
    """A few words beside the name: what happened, and in which file it is."""
    holder = entry.container.replace("\\", "/").rsplit("/", 1)[-1]
    return " · ".join(filter(None, (STATES.get(entry.state, ""), f"in {holder}" if holder else "")))


def reason_text(entry: Entry) -> str:
    """Why, and all else that one should look at."""
    more = [remark.reason for remark in entry.remarks if remark.told and remark.reason != entry.reason]
    return " ".join(filter(None, (entry.reason, *more)))


def spoken(entry: Entry) -> str:
    """An entry as a screen reader says it."""
    button = button_text(entry).rstrip("…")
    what = " ".join(filter(None, (state_text(entry), reason_text(entry))))
    return f"{entry.name}: {what}" + (f" Press Enter to {button[0].lower()}{button[1:]}." if button else "")


def summary(report: Health) -> str:
    """All files in one sentence or two."""
    total, states = len(report.entries), report.states
    read = states.get("read", 0)
    parts = [f"{read:,} read"]
    if (ocr := report.remarks.get("read by OCR", 0)) > 0:
        parts[0] += f", {ocr:,} of them by OCR"
    parts += [
        f"{states[key]:,} {said}"
        for key, said in (("duplicate", "the same as another"), ("skipped", "left out"))
        if key in states
    ]
    rest = total - read - states.get("duplicate", 0) - states.get("skipped", 0)
    parts += [f"{rest:,} not read"] if rest else []
    noun = "file was" if total == 1 else "files were"
    return f"{total:,} {noun} offered to this vault: {'; '.join(parts)}."
