"""`muniment search QUERY --vault DIR`: the passages that a query finds, best first."""

from __future__ import annotations

import argparse

from muniment_retrieval.model import Hit

from .context import Context, add_documents, add_json, add_vault, scope_of
from .output import hit_json, page_name, print_json
from .wording import add_words

SHOWN = 10
SNIPPET = 300


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("search", help="find passages by words and by meaning")
    add_words(parser, "QUERY")
    add_vault(parser)
    add_documents(parser)
    parser.add_argument("--top", type=int, default=SHOWN, metavar="N", help=f"how many (default {SHOWN})")
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        scope = scope_of(session, options)
        hits = session.search(options.query, scope, max(1, options.top))
    if options.json:
        print_json({"query": options.query, "hits": [hit_json(h) for h in hits]})
    elif hits:
        print("\n\n".join(_hit_text(rank, h) for rank, h in enumerate(hits, 1)))
    else:
        print("Nothing was found; try other words, or fewer.")
    return 0


def _hit_text(rank: int, hit: Hit) -> str:
    text = " ".join(hit.passage.text.split())
    text = text if len(text) <= SNIPPET else text[:SNIPPET].rsplit(" ", 1)[0] + " …"
    return f"{rank}. {hit.document.name}, {page_name(hit.page_label)} · {hit.found_by.value}\n   {text}"
