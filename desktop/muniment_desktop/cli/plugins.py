"""`muniment plugins list|add|remove`: the engines that are here, bundled or added, and where they come from."""

from __future__ import annotations

import argparse
from pathlib import Path

from muniment_engines.registry import find_engines

from .. import paths
from ..plugin_folder import add_plugin, plugin_folders, remove_plugin
from .context import Context, add_json
from .output import print_json


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("plugins", help="list, add or remove engines")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|install|remove")
    listed = verbs.add_parser("list", help="the engines that are here")
    add_json(listed)
    listed.set_defaults(run=_list)
    added = verbs.add_parser("install", help="add a plugin from its wheel and the wheels of what it needs")
    added.add_argument("wheels", nargs="+", type=Path, metavar="WHEEL")
    added.set_defaults(run=_install)
    removed = verbs.add_parser("remove", help="delete a plugin that was added")
    removed.add_argument("name", metavar="NAME")
    removed.set_defaults(run=_remove)


def _list(options: argparse.Namespace, _: Context) -> int:
    engines = sorted(find_engines(plugin_folders(paths.plugins_folder())).values(), key=lambda e: (e.kind, e.name))
    if options.json:
        print_json(
            {
                "engines": [
                    {
                        "name": e.name,
                        "kind": e.kind,
                        "distribution": e.distribution,
                        "version": e.version,
                        "added": bool(e.folder),
                    }
                    for e in engines
                ]
            }
        )
        return 0
    for engine in engines:
        origin = "added" if engine.folder else "installed"
        print(f"{engine.kind:6} {engine.name:24} {engine.distribution} {engine.version} · {origin}")
    return 0


def _install(options: argparse.Namespace, _: Context) -> int:
    name = add_plugin([w.expanduser().absolute() for w in options.wheels], paths.plugins_folder())
    print(f"Added: {name}. Its engine runs without network and sees no file but its own.")
    return 0


def _remove(options: argparse.Namespace, _: Context) -> int:
    remove_plugin(options.name, paths.plugins_folder())
    print(f"Removed: {options.name}.")
    return 0
