"""The command line as a whole: one module a command, each of which declares itself."""

from __future__ import annotations

import argparse
from importlib.metadata import version

from . import (
    ask,
    audit,
    chronology,
    conversations,
    demo,
    doctor,
    engines,
    evaluate,
    exclude,
    folders,
    forget,
    health,
    index,
    marks,
    mask_words,
    models,
    plugins,
    policies,
    privacy,
    redact,
    retry,
    search,
    status,
    summarise,
    table,
    text,
    vault,
    watch,
)

COMMANDS = (
    index,
    folders,
    watch,
    search,
    ask,
    table,
    chronology,
    summarise,
    conversations,
    marks,
    evaluate,
    text,
    status,
    health,
    retry,
    exclude,
    forget,
    policies,
    audit,
    redact,
    mask_words,
    models,
    plugins,
    engines,
    privacy,
    doctor,
    demo,
    vault,
)


def build() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="muniment",
        description="Ask your own documents, on your own machine. Without a command, the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"Muniment {version('muniment')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return parser
