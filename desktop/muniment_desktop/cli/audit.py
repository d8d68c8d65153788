"""`muniment audit list|verify|export`: what left a vault, what was refused, and whether that log is whole."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from muniment_engines.errors import MunimentError
from muniment_retrieval.vault.audit import Entry

from .. import audit_file
from .context import Context, add_json, add_vault
from .output import print_json

NOT_WHOLE = 3
"""The exit code where the log was tampered with."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("audit", help="what left a vault and what was refused, chained so that no change goes unseen")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|verify|export")
    listed = verbs.add_parser("list", help="the entries, oldest first")
    listed.set_defaults(run=_list)
    verified = verbs.add_parser("verify", help="whether nothing in the log was changed, cut off or put in")
    verified.add_argument("--against", type=Path, metavar="FILE", help="an export that was kept elsewhere; it must be in the log")
    verified.set_defaults(run=_verify)
    exported = verbs.add_parser("export", help="write the log to a file, for somebody else to keep")
    exported.add_argument("file", type=Path, metavar="FILE")
    exported.set_defaults(run=_export)
    for verb in (listed, verified, exported):
        add_vault(verb)
    for verb in (listed, verified):
        add_json(verb)


def _list(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        entries, found = session.vault.leaving.log()
    if options.json:
        print_json({"entries": [entry_json(entry) for entry in entries], "problems": found})
    else:
        print("\n".join(entry_text(entry) for entry in entries) or "Nothing has left this vault, and nothing was refused.")
        print("".join(f"{problem}\n" for problem in found), end="")
    return NOT_WHOLE if found else 0


def _verify(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        entries, found = session.vault.leaving.log()
    if options.against is not None:
        found = [*found, *_against(options.against, entries)]
    if options.json:
        print_json(
            {"whole": not found, "entries": len(entries), "head": entries[-1].sha256 if entries else "", "problems": found}
        )
    elif found:
        print("\n".join(found))
    else:
        head = f" The last one's sum is {entries[-1].sha256}." if entries else ""
        print(f"The log is whole: {len(entries)} {'entry' if len(entries) == 1 else 'entries'}.{head}")
    return NOT_WHOLE if found else 0


def _export(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        entries, found = session.vault.leaving.log()
    audit_file.write(entries, options.file)
    print(f"Written: {len(entries)} {'entry' if len(entries) == 1 else 'entries'}.")
    print("".join(f"{problem}\n" for problem in found), end="")
    return NOT_WHOLE if found else 0


def _against(file: Path, entries: Sequence[Entry]) -> list[str]:
    """What an export has that the log has not."""
    try:
        kept = [json.loads(line)["sha256"] for line in file.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MunimentError(f"{file} is no export of an audit log; “muniment audit export” writes one.") from error
    same = [entry.sha256 for entry in entries[: len(kept)]] == kept
    return [] if same else ["The log is not the one of that export, or no longer has all of it."]


def entry_json(entry: Entry) -> dict[str, Any]:
    return {**_said(entry), "sha256": entry.sha256}


def entry_text(entry: Entry) -> str:
    """One line, with what matters first."""
    said = _said(entry)
    whom = " · ".join(str(said[name]) for name in ("engine", "model", "recipient") if said.get(name))
    parts = [f"{entry.number:5} {str(said.get('at', ''))[:19]}Z {said.get('event', '?'):9} {said.get('purpose', '')}", whom]
    if said.get("sent_sha256"):
        parts.append(f"{said.get('sent_bytes', 0):,} bytes {said['sent_sha256'][:12]}")
    parts += [str(said[name]) for name in ("outcome", "why", "by") if said.get(name)]
    return " · ".join(part for part in parts if part)


def _said(entry: Entry) -> dict[str, Any]:
    try:
        return entry.said
    except (ValueError, TypeError, RecursionError):
        return {"event": "unreadable"}
