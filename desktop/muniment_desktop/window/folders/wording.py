"""Folders and their rules in words, and what a person writes of them. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from muniment_retrieval.model import Rules, WatchedFolder

MEGABYTE = 1 << 20
SHOWN = 5

STATES = {
    "new": "Not looked at yet",
    "watched": "Watched",
    "asked": "Looked at from time to time",
    "not there now": "Not there now",
}


def state_text(folder: WatchedFolder) -> str:
    return STATES[folder.state.value]


def rules_text(rules: Rules) -> str:
    """What is left out, and what becomes of what is deleted."""
    some = ", ".join(rules.exclude[:SHOWN])
    more = f" and {len(rules.exclude) - SHOWN:,} more" if len(rules.exclude) > SHOWN else ""
    parts = [f"Leaves out {some}{more}"] if rules.exclude else []
    parts.append(f"{'files' if parts else 'Files'} up to {size_text(rules)} MB")
    parts.append("keeps what is deleted" if rules.keeps_deleted else "forgets what is deleted")
    return " · ".join(parts)


def patterns_text(rules: Rules) -> str:
    return ", ".join(rules.exclude)


def size_text(rules: Rules) -> str:
    return f"{rules.largest / MEGABYTE:g}"


def rules_from(patterns: str, size: str, *, keeps_deleted: bool) -> Rules | None:
    """The rules that a person has written; None where the size is no number above zero."""
    from muniment_retrieval.model import Rules

    try:
        largest = int(float(size.replace(",", ".")) * MEGABYTE)
    except (ValueError, OverflowError):
        return None
    if largest < 1:
        return None
    return Rules(tuple(part for pattern in patterns.split(",") if (part := pattern.strip())), largest, keeps_deleted)
