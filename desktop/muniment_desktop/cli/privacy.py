"""`muniment privacy selftest|ledger|offline|show`: what can get out, what did, and the switch that keeps everything here."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict, replace

from muniment_engines.selftest.run import Attempt

from .. import paths, settings
from ..engine_setup import EngineSetup
from ..ledger import Entry, Ledger
from ..privacy import selftest, verdict
from .context import Context, add_json
from .models import store_of
from .output import LiveLine, print_json, size

GOT_OUT = 1


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("privacy", help="try to get out, show what was sent, switch the network off")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="show|selftest|ledger|offline")
    for name, words, run in (
        ("show", "whether the network is off, and what was sent and refused", _show),
        ("selftest", "try to get out by every way, and say what stopped each; exit code 1 where something got out", _selftest),
        ("ledger", "what the courier did, and every attempt that was refused", _ledger),
    ):
        verb = verbs.add_parser(name, help=words)
        add_json(verb)
        verb.set_defaults(run=run)
    offline = verbs.add_parser("offline", help="switch the network off for everything of Muniment's, or on again")
    offline.add_argument("state", choices=("on", "off"), help="“on”: nothing is sent or fetched")
    offline.set_defaults(run=_offline)


def _selftest(options: argparse.Namespace, context: Context) -> int:
    setup, tried = EngineSetup(context.launcher, context.settings, store_of(context)), list[Attempt]()
    line = LiveLine(sys.stderr)
    try:
        for found in selftest(context.launcher, setup, context.cancel):
            tried += found
            line.show(f"{found[0].process}: {len(found)} ways tried")
    finally:
        line.end()
    result = verdict(tried)
    missing = list(context.confined["missing"])
    if options.json:
        print_json({"attempts": [_attempt_json(a) for a in tried], "got_out": len(result.got_out), "missing": missing})
    else:
        print("\n".join([*_attempt_lines(tried), *(f"This system: {words}." for words in missing), result.text]))
    return GOT_OUT if result.got_out else 0


def _ledger(options: argparse.Namespace, _context: Context) -> int:
    entries = Ledger(paths.ledger_file()).entries()
    if options.json:
        print_json({"entries": [asdict(entry) for entry in entries]})
    else:
        print("\n".join(map(_entry_line, entries)) or "Nothing was sent or fetched, and nothing was refused.")
    return 0


def _offline(options: argparse.Namespace, context: Context) -> int:
    off = options.state == "on"
    settings.save(paths.settings_file(), replace(context.settings, offline=off))
    print(
        "The network is off: nothing is sent or fetched." if off else "The network is on: models and requests that you approve."
    )
    return 0


def _show(options: argparse.Namespace, context: Context) -> int:
    entries = Ledger(paths.ledger_file()).entries()
    refused = sum(entry.what == "refused" for entry in entries)
    sent, received = sum(entry.sent for entry in entries), sum(entry.received for entry in entries)
    if options.json:
        print_json(
            {
                "offline": context.settings.offline,
                "orders": len(entries) - refused,
                "refused": refused,
                "sent": sent,
                "received": received,
                "confinement": dict(context.confined),
            }
        )
        return 0
    print("The network is off." if context.settings.offline else "The network is on, for what you ask for and approve.")
    print(f"{len(entries) - refused} orders of the courier: {size(sent)} sent, {size(received)} received · {refused} refused")
    for words in (*context.confined["applied"], *(f"missing: {m}" for m in context.confined["missing"])):
        print(f"  {words}")
    return 0


def _attempt_json(attempt: Attempt) -> dict[str, object]:
    return {"way": attempt.way, "process": attempt.process, "stopped": attempt.stopped, "by": attempt.by}


def _attempt_lines(tried: list[Attempt]) -> list[str]:
    lines, process = [], ""
    for attempt in tried:
        if attempt.process != process:
            process = attempt.process
            lines.append(process)
        mark = "✓" if attempt.stopped else "·" if attempt.expected else "✗"
        lines.append(f"  {mark} {attempt.way}: {'stopped by ' if attempt.stopped else ''}{attempt.by}")
    return lines


def _entry_line(entry: Entry) -> str:
    by = f" · {entry.engine}" if entry.engine else ""
    why = f" · {entry.why}" if entry.why else ""
    bytes_text = f"{size(entry.sent)} sent, {size(entry.received)} received"
    return f"{entry.at} {entry.what:7} {entry.host} {entry.outcome} · {bytes_text}{by}{why}"
