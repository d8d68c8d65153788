"""`muniment folders list|add|change|remove --vault DIR`: the folders whose changes a vault follows, and their rules."""

from __future__ import annotations

import argparse
from pathlib import Path

from muniment_retrieval.listing import stored_path
from muniment_retrieval.model import Presence, WatchedFolder

from .context import Context, add_json, add_vault
from .output import print_json
from .rules import add_keeping, add_rules, rules_of, size_text

STATES = {
    Presence.NEW: "not looked at yet",
    Presence.WATCHED: "watched",
    Presence.ASKED: "looked at from time to time",
    Presence.AWAY: "not there now",
}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("folders", help="the folders whose changes a vault follows")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|add|change|remove")
    listed = verbs.add_parser("list", help="the folders, how they stand, and their rules")
    listed.set_defaults(run=_list)
    added = verbs.add_parser("add", help="follow a folder")
    added.set_defaults(run=_add)
    changed = verbs.add_parser("change", help="give a folder other rules")
    changed.set_defaults(run=_change)
    removed = verbs.add_parser("remove", help="follow a folder no longer; its documents stay")
    removed.add_argument("--forget", action="store_true", help="forget its documents too")
    removed.set_defaults(run=_remove)
    for verb in (added, changed, removed):
        verb.add_argument("path", metavar="PATH")
    for verb in (added, changed):
        add_rules(verb)
        add_keeping(verb)
    for verb in (listed, added, changed, removed):
        add_vault(verb)
        add_json(verb)


def _list(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        _print(session.folders.listed(), options)
    return 0


def _add(options: argparse.Namespace, context: Context) -> int:
    with context.session(options, create=True) as session:
        session.folders.add(path_of(options.path), rules_of(options))
        _print([session.folders.at(path_of(options.path))], options)
    return 0


def _change(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        folder = session.folders.at(path_of(options.path))
        session.folders.change(folder.id, rules_of(options, folder.rules))
        _print([session.folders.at(path_of(options.path))], options)
    return 0


def _remove(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        folder = session.folders.at(path_of(options.path))
        session.folders.remove(folder.id, forget=options.forget)
        _print(session.folders.listed(), options)
    return 0


def path_of(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _print(folders: list[WatchedFolder], options: argparse.Namespace) -> None:
    if options.json:
        print_json({"folders": [folder_json(folder) for folder in folders]})
        return
    for folder in folders:
        print(folder_text(folder))
    if not folders:
        print("No folder is watched; “muniment folders add PATH” adds one.")


def folder_json(folder: WatchedFolder) -> dict[str, object]:
    rules = folder.rules
    return {
        "path": stored_path(folder.path),
        "state": folder.state.value,
        "reason": folder.reason,
        "exclude": list(rules.exclude),
        "max_size": rules.largest,
        "keep_deleted": rules.keeps_deleted,
    }


def folder_text(folder: WatchedFolder) -> str:
    rules = folder.rules
    said = [
        f"up to {size_text(rules.largest)}",
        "what is deleted is kept" if rules.keeps_deleted else "what is deleted is forgotten",
    ]
    if rules.exclude:
        said.append(f"without {', '.join(rules.exclude)}")
    lines = [f"{STATES[folder.state]:14} {stored_path(folder.path)}: {', '.join(said)}"]
    return "\n".join([*lines, *([f"{'':14} {folder.reason}"] if folder.reason else [])])
