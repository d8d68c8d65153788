"""`muniment mask-words list|add|remove --vault DIR`: the terms that are masked in what leaves, such as “Project Falcon”."""

from __future__ import annotations

import argparse

from ..mask_terms import Occurs
from .context import Context, add_json, add_vault
from .output import print_json


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("mask-words", help="the vault's own words to be masked, besides names and numbers")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|add|remove")
    listed = verbs.add_parser("list", help="the words")
    listed.add_argument("--count", action="store_true", help="and how often each stands in what was read")
    listed.set_defaults(run=_list)
    added = verbs.add_parser("add", help="mask these from now on")
    added.set_defaults(run=_add)
    removed = verbs.add_parser("remove", help="mask these no longer")
    removed.set_defaults(run=_remove)
    for verb in (added, removed):
        verb.add_argument("terms", nargs="+", metavar="TERM", help="a word, or several in quotes")
    for verb in (listed, added, removed):
        add_vault(verb)
        add_json(verb)


def _list(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        if options.count:
            _print_counts(session.words.counted(context.cancel), options)
        else:
            _print(session.vault.mask_words(), options)
    return 0


def _add(options: argparse.Namespace, context: Context) -> int:
    with context.session(options, create=True) as session:
        session.words.add(options.terms)
        _print(session.vault.mask_words(), options)
    return 0


def _remove(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        session.words.remove(options.terms)
        _print(session.vault.mask_words(), options)
    return 0


def _print(terms: list[str], options: argparse.Namespace) -> None:
    if options.json:
        print_json({"terms": terms})
    else:
        print("\n".join(terms) or "No words of this vault's own are masked; “muniment mask-words add TERM” adds one.")


def _print_counts(counted: dict[str, Occurs], options: argparse.Namespace) -> None:
    if options.json:
        occurs = {term: {"times": one.times, "documents": one.documents} for term, one in counted.items()}
        print_json({"terms": list(counted), "occurs": occurs})
    elif not counted:
        _print([], options)
    for term, one in () if options.json else counted.items():
        print(f"{one.times:7,} times in {one.documents:,} documents  {term}")
