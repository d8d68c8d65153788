"""`muniment doctor`: what somebody who helps would ask: versions, states, counts, timings, confinement.

No text and no names of documents.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections import Counter
from importlib import metadata
from typing import Any

from muniment_engines.errors import MunimentError
from muniment_engines.host import Worker
from muniment_engines.registry import find_engines

from .. import paths
from ..engine_setup import EngineSetup
from ..models.machine import measure
from ..plugin_folder import plugin_folders
from .context import Context, add_json, add_vault
from .models import store_of
from .output import print_json, size

LIBRARIES = (
    "muniment", "faiss-cpu", "keyring", "llama-cpp-python", "numpy", "pypdfium2", "PySide6-Essentials",
    "sentence-transformers", "sqlcipher3", "torch",
)  # fmt: skip


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("doctor", help="what somebody who helps would ask; no text and no names of documents")
    add_vault(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    report: dict[str, Any] = {
        "versions": _versions(),
        "machine": _machine(),
        "confinement": dict(context.confined),
        "engines": _engines(context),
        "models": [{"name": m.name, "task": m.task, "size": m.size} for m in store_of(context).installed()],
    }
    if options.vault or os.environ.get("MUNIMENT_VAULT"):
        report["vault"] = _vault(options, context)
    if options.json:
        print_json(report)
    else:
        print("\n".join(_lines(report)))
    return 0


def _versions() -> dict[str, str]:
    found = {"Python": platform.python_version(), "system": platform.platform()}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not here"
    return found


def _machine() -> dict[str, str]:
    machine = measure()
    return {"cores": str(machine.cores), "memory that can be used": size(machine.usable)}


def _engines(context: Context) -> list[dict[str, Any]]:
    """Each engine is opened, if it can be, so that what is told of it was seen and not assumed."""
    setup = EngineSetup(context.launcher, context.settings, store_of(context))
    found = [{"name": e.name, "kind": e.kind, "version": e.version} for e in _entries()]
    workers = dict(setup.all_workers())
    return [{**engine, **_tried(workers.get(str(engine["name"])))} for engine in found]


def _entries() -> list[Any]:
    return sorted(find_engines(plugin_folders(paths.plugins_folder())).values(), key=lambda e: (e.kind, e.name))


def _tried(worker: Worker | None) -> dict[str, Any]:
    if worker is None:
        return {"state": "has no model here"}
    start = time.monotonic()
    try:
        with worker:
            worker.start()
            seconds = round(time.monotonic() - start, 2)
            return {"state": "works", "seconds_to_open": seconds, "confinement": dict(worker.confinement)}
    except MunimentError as error:
        return {"state": str(error)}


def _vault(options: argparse.Namespace, context: Context) -> dict[str, Any]:
    start = time.monotonic()
    with context.session(options) as session:
        states = Counter(document.state for document in session.documents())
        counts = session.counts()
        return {"seconds_to_open": round(time.monotonic() - start, 2), **counts, "states": dict(states)}


def _lines(value: Any, indent: str = "") -> list[str]:
    if isinstance(value, dict):
        lines = []
        for key, inner in value.items():
            if isinstance(inner, dict | list) and inner:
                lines += [f"{indent}{key}:", *_lines(inner, indent + "  ")]
            else:
                lines.append(f"{indent}{key}: {inner if inner not in ({}, []) else '-'}")
        return lines
    return [line for item in value for line in (_lines(item, indent) if isinstance(item, dict) else [f"{indent}{item}"])]
