"""`muniment text DOCUMENT --vault DIR`: the stored pages of a document, as they were read."""

from __future__ import annotations

import argparse

from .context import Context, add_json, add_vault
from .output import page_name, print_json


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("text", help="print the stored pages of a document")
    parser.add_argument("document", metavar="DOCUMENT", help="the end of its path")
    add_vault(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        document = session.vault.resolve(options.document)
        pages = list(session.vault.pages(document.id))
    if options.json:
        print_json({"pages": [{"index": p.index, "label": p.label, "text": p.text} for p in pages]})
    else:
        print("\n\n".join(f"── {page_name(p.label)} ──\n{p.text}" for p in pages))
    return 0
