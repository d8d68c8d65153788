"""`muniment health --vault DIR`: what became of every file that was offered, and what to do about those that were not read."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from muniment_retrieval.health import Entry, Health
from muniment_retrieval.health_remarks import Action

from .context import Context, add_json, add_vault
from .output import print_json


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("health", help="what became of every file that was offered, and what to do")
    add_vault(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        report = session.health()
    if options.json:
        print_json(report_json(report))
    else:
        print("\n".join(_report_text(report)))
    return 0


def report_json(report: Health) -> dict[str, Any]:
    """As `docs/COMMANDS.md` describes it."""
    return {"documents": [_entry_json(entry) for entry in report.entries], "totals": _totals(report)}


def _totals(report: Health) -> dict[str, Any]:
    return {
        "offered": len(report.entries),
        "read": report.states.get("read", 0),
        "pages": report.pages,
        "pages_without_text": sum(entry.without_text for entry in report.entries),
        "pages_waiting": sum(entry.waiting for entry in report.entries),
        "pages_recognised": sum(entry.recognised for entry in report.entries),
        "states": dict(sorted(report.states.items())),
        "remarks": dict(sorted(report.remarks.items())),
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "path": entry.path,
        "state": str(entry.state),
        "reason": entry.reason,
        "action": str(entry.action),
        "pages": entry.page_count,
        "pages_without_text": entry.without_text,
        "pages_waiting": entry.waiting,
        "pages_recognised": entry.recognised,
        "confidence": None if entry.confidence is None else round(entry.confidence, 3),
        "remarks": [
            {
                "kind": str(remark.kind),
                "reason": remark.reason,
                "action": str(remark.action),
                "pages": [index + 1 for index in remark.pages],
            }
            for remark in entry.remarks
        ],
        "container": entry.container,
        "copies": list(entry.copies),
        "same_as": entry.same_as,
        "media_type": entry.media_type,
        "size": entry.size,
        "notes": list(entry.notes),
    }


def _report_text(report: Health) -> Iterator[str]:
    """First the totals, then every file of which there is something to say."""
    counted = [f"{count:,} {state}" for state, count in sorted(report.states.items(), key=lambda item: -item[1])]
    yield " · ".join(counted) if counted else "Nothing was offered to this vault yet."
    if report.remarks:
        yield "of these: " + " · ".join(f"{count:,} {kind}" for kind, count in sorted(report.remarks.items()))
    for entry in report.entries:
        if entry.needs or any(remark.told for remark in entry.remarks) or entry.state not in ("read", "duplicate", "skipped"):
            yield from _entry_text(entry)


def _entry_text(entry: Entry) -> Iterator[str]:
    yield f"  {entry.path}"
    yield f"    {entry.state}: {entry.reason}" if entry.state != "read" else f"    {entry.reason}"
    yield from (f"    {remark.reason}" for remark in entry.remarks if remark.told and remark.reason != entry.reason)
    if entry.action is not Action.NOTHING:
        yield f"    → {entry.action}"
