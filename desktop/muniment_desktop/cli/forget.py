"""`muniment forget DOCUMENT --vault DIR`: remove a document's text, vectors and quotes from the vault; the file itself stays."""

from __future__ import annotations

import argparse

from .context import Context, add_json, add_vault
from .output import print_json


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("forget", help="remove a document from a vault; the file itself stays")
    parser.add_argument("document", metavar="DOCUMENT", help="the end of its path")
    add_vault(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        document = session.vault.resolve(options.document)
        session.forget(document.id)
    if options.json:
        print_json({"forgotten": document.path})
    else:
        print(f"Forgotten: {document.path}. The file itself is untouched.")
    return 0
