"""The airlock in a terminal: each request is shown exactly as it would be sent, and sent after a yes to that one.

A script shows the request with `--dry-run` and approves it with `--approve` and the SHA-256 of its body; a yes to whatever comes
there is none.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace

from muniment_engines.api import Cancel
from muniment_engines.errors import MunimentError

from .. import paths
from ..airlock import Change, Decision, Keep, Once, Sheet, ShowOnly, Standing, WholeJob
from ..airlock.draft import Draft
from ..engine_keys import EngineKeys, engine_keys
from ..outgoing.asking import as_text
from ..set_up import find
from ..settings import Settings
from .keys import key_of
from .output import duration

_UNASKED = "Nobody can be asked here, so nothing was sent; --dry-run shows what would be, and --approve SHA256 sends that."
_MINUTE = 60.0
_PAGES = 40


def add_sending(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="show what would be sent to the engine, and send nothing")
    parser.add_argument(
        "--approve",
        action="append",
        default=[],
        metavar="SHA256",
        help="send the request with this sum, which --dry-run has shown (may be given again)",
    )
    parser.add_argument("--key-stdin", action="store_true", help="read the engine's key from the first line of standard input")
    parser.set_defaults(no_key=False)


def keys_for(settings: Settings, options: argparse.Namespace) -> EngineKeys | None:
    """The keys of the engine that was chosen; where its key is not at hand, it is asked for. None where nothing is elsewhere."""
    chosen = find(settings.engines, settings.chat_engine)
    if chosen is None or not chosen.secrets or settings.offline:
        return None
    keys = engine_keys()
    for secret in chosen.secrets:
        if options.key_stdin or not keys.get(chosen.name, secret):
            keys.set(chosen.name, secret, key_of(options, chosen.name))
    return keys


class Terminal:
    """Satisfies `airlock.Person`. `approved` are the sums that a script approves, each for one request."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.name = paths.user()
        self._approved = [text.strip().lower() for text in options.approve]
        self._dry = options.dry_run

    def decide(self, sheet: Sheet, cancel: Cancel) -> Decision:
        print(shown(sheet), file=sys.stderr)
        if self._dry:
            return ShowOnly()
        if sheet.sha256 in self._approved:
            self._approved.remove(sheet.sha256)
            return Once()
        if self._approved or not sys.stdin.isatty():
            return Keep(_UNASKED)
        return _asked(sheet)

    def sending(self, host: str) -> None:
        if host:
            print(f"sending to {host} …", file=sys.stderr)


def shown(sheet: Sheet) -> str:
    """The request to the letter, and what there is to know of it."""
    outgoing, draft = sheet.outgoing, sheet.draft
    lines = [f"── to {outgoing.engine} at {outgoing.address}, for {outgoing.purpose} ──", as_text(outgoing.request), "──"]
    lines += [f"! {warning}" for warning in sheet.warnings]
    more = f"; and {len(sheet.pages) - _PAGES:,} more pages" if len(sheet.pages) > _PAGES else ""
    lines.append(f"from: {'; '.join(sheet.pages[:_PAGES])}{more}")
    lines.append(f"masked: {_counts(draft)} · policy: {sheet.policy}")
    price = "not known" if sheet.price is None else f"at most {sheet.price:.4f}"
    lines.append(f"about {sheet.tokens:,} tokens · {len(outgoing.request.body):,} bytes · price: {price}")
    if sheet.bounds is not None:
        lines.append(f"the whole job: up to {sheet.bounds.requests} requests, {sheet.bounds.bytes:,} bytes")
    if outgoing.attempt > 1:
        lines.append(f"attempt {outgoing.attempt}: the one before did not succeed, or came before this one")
    return "\n".join([*lines, f"sha256: {sheet.sha256}"])


def _counts(draft: Draft) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in draft.counts.items()) or "nothing"


def _asked(sheet: Sheet) -> Decision:
    several = f"a: all {sheet.bounds.requests} of this job, " if sheet.bounds is not None else ""
    unmask = "u: leave one as it is, " if sheet.unmasking else ""
    print(f"({several}t: take lines out, m: mask more, {unmask}l: look at the rest, s: allow for a while)", file=sys.stderr)
    while True:
        said = input("send this once? [y/N] ").strip().lower()
        match said:
            case "y" | "yes":
                return Once()
            case "a" if several:
                return WholeJob()
            case "l":
                print(_legend(sheet), file=sys.stderr)
            case "s":
                minutes = input("allow it for how many minutes? ").strip()
                if minutes.isdecimal() and int(minutes) > 0:
                    print(f"For {duration(int(minutes) * _MINUTE)}; “muniment approvals revoke” ends it.", file=sys.stderr)
                    return Standing(int(minutes) * _MINUTE)
            case "t" | "m" | "u":
                if (changed := _changed(sheet, said)) is not None:
                    return changed
            case _:
                return Keep()


def _changed(sheet: Sheet, how: str) -> Change | None:
    draft, edits = sheet.draft, sheet.draft.edits
    if how == "m":
        text = input("mask which text? ").strip()
        return Change(replace(edits, more=(*edits.more, text))) if text else None
    if how == "u" and sheet.unmasking:
        wanted = input("leave which as it is (such as [PERSON_1])? ").strip()
        bare = tuple((item.kind, item.original) for item in draft.items if item.placeholder == wanted)
        return Change(replace(edits, bare=(*edits.bare, *bare))) if bare else None
    print("\n".join(f"{n:5}  {line}" for n, line in enumerate(draft.lines, 1) if n not in edits.out), file=sys.stderr)
    out = _numbers(input("take out which lines (such as 3 or 5-9)? "), len(draft.lines))
    return Change(replace(edits, out=edits.out | out)) if out else None


def _numbers(text: str, most: int) -> frozenset[int]:
    first, _, last = text.replace(" ", "").partition("-")
    if not first.isdecimal() or (last and not last.isdecimal()):
        return frozenset()
    return frozenset(range(int(first), min(int(last or first), most) + 1))


def _legend(sheet: Sheet) -> str:
    """What stands for what, and the other requests of the job."""
    legend = [f"{item.placeholder_of(o):16} {' '.join(o.split())}" for item in sheet.draft.items for o in item.originals]
    others = [f"── another request of this job ──\n{_texts(draft.texts)}" for draft in sheet.others]
    return "\n".join([*legend, *others]) or "There is nothing else to see."


def _texts(texts: Sequence[str]) -> str:
    return "\n\n".join(texts)


def dry_run_only(settings: Settings, options: argparse.Namespace) -> None:
    """Raises `MunimentError` where nothing is elsewhere that could be shown or approved."""
    if (options.dry_run or options.approve) and find(settings.engines, settings.chat_engine) is None:
        raise MunimentError("Nothing is sent with this engine, so there is nothing to show or approve; add --engine NAME.")
