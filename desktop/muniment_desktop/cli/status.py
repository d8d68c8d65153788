"""`muniment status --vault DIR`: what a vault holds, and the state of each of its documents."""

from __future__ import annotations

import argparse

from muniment_retrieval.model import Document

from .context import Context, add_json, add_vault
from .output import document_json, print_json


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("status", help="what a vault holds, and the state of each document")
    add_vault(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        counts, documents, notice = session.counts(), session.documents(), session.key_notice
    if options.json:
        print_json({**counts, "states": [document_json(d) for d in documents], "key": notice})
        return 0
    print(" · ".join(f"{count} {what}" for what, count in counts.items()))
    for document in documents:
        print(_document_text(document))
    if notice:
        print(notice)
    return 0


def _document_text(document: Document) -> str:
    if document.state != "read":
        return f"  {document.state:14} {document.path}: {document.reason}"
    found = "words, meaning" if document.meaning else "words"
    return f"  {found:14} {document.path} · {document.page_count} pages"
