"""What reading documents into the vault has come to, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..asking.wording import time_left
from .rows import TROUBLE

if TYPE_CHECKING:
    from muniment_retrieval.model import IndexReport, Progress

STAGES = {"listing": "Looking for documents", "reading": "Reading", "meaning": "Learning what they mean"}
STAGES |= {"recognising": "Recognising scanned pages", "paused": "Paused"}


def progress_text(progress: Progress, paused: bool) -> str:
    """How far it has come: "Reading 31 of 412 · 4 min left"."""
    stage = "Paused" if paused else STAGES.get(progress.stage, "Reading")
    done = f"{progress.done:,} of {progress.total:,}" if progress.total else f"{progress.done:,}" if progress.done else ""
    left = "" if paused else time_left(progress.seconds_left)
    return " · ".join(part for part in (f"{stage} {done}".strip(), f"{left} left" if left else "") if part)


def status_text(progress: Progress | None, paused: bool) -> str:
    """The same, for the bottom left: "reading 31 of 412 · 4 min"."""
    if progress is None or not progress.total:
        return "paused" if paused else "reading"
    said = f"{'paused at' if paused else 'reading'} {progress.done:,} of {progress.total:,}"
    left = "" if paused else time_left(progress.seconds_left)
    return f"{said} · {left}" if left else said


def report_text(report: IndexReport) -> str:
    """What one run came to."""
    read = report.states.get("read", 0)
    parts = [f"{read:,} read"] if read else []
    parts += [f"{n:,} {TROUBLE.get(state, state)}" for state, n in sorted(report.states.items()) if state != "read" and n]
    if report.unchanged:
        parts.append(f"{report.unchanged:,} unchanged")
    said = ", ".join(parts) or "no documents were found there"
    if report.cancelled:
        return f"Stopped: {said}. What is done is kept; add the same folder to go on."
    return f"Done: {said}."


def file_text(progress: Progress) -> str:
    """One file's outcome; empty for an event that is about none."""
    if not progress.path:
        return ""
    if progress.state in ("", "read"):
        return progress.state
    return TROUBLE.get(progress.state, progress.state)
