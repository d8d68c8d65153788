"""`muniment status --vault DIR`: what a vault holds, the state of each of its documents, and how long what waits will take."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from muniment_retrieval.indexer.scans import SECONDS
from muniment_retrieval.model import Document
from muniment_retrieval.vault.policies import PRIVILEGED, Policies
from muniment_retrieval.vault.survey import PagesOf

from .context import Context, add_json, add_vault
from .output import document_json, duration, print_json


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("status", help="what a vault holds, and the state of each document")
    add_vault(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        counts, documents, notice = session.counts(), session.documents(), session.key_notice
        policies = session.vault.leaving.policies()
        pages, waiting = session.vault.survey().pages, session.vault.count_scans()
        seconds = waiting * (session.vault.seconds_a_scan() or SECONDS)
    if options.json:
        scans = {"pages_waiting": waiting, "seconds_left": round(seconds, 1)}
        states = [{**document_json(d), **_scans_json(pages.get(d.id, PagesOf())), **_rules_json(policies, d)} for d in documents]
        print_json({**counts, **scans, "policy": policies.vault.value, "states": states, "key": notice})
        return 0
    print(" · ".join(f"{count} {what}" for what, count in counts.items()))
    if waiting:
        print(f"{_pages(waiting)} to be recognised, which takes about {duration(seconds)}; “muniment index” goes on with it")
    for document in documents:
        print(" · ".join([_document_text(document, pages), *_rules_text(policies, document)]))
    if notice:
        print(notice)
    return 0


def _scans_json(pages: PagesOf) -> dict[str, Any]:
    sure = pages.confidences
    return {
        "pages_waiting": len(pages.waiting),
        "pages_recognised": len(pages.recognised),
        "pages_not_recognised": len(pages.failed),
        "confidence": round(sum(sure) / len(sure), 3) if sure else None,
    }


def _document_text(document: Document, pages: Mapping[int, PagesOf]) -> str:
    if document.state != "read":
        return f"  {document.state:14} {document.path}: {document.reason}"
    found = "words, meaning" if document.meaning else "words"
    return " · ".join(
        [
            f"  {found:14} {document.path}",
            "1 page" if document.page_count == 1 else f"{document.page_count:,} pages",
            *_scans_text(pages.get(document.id)),
        ]
    )


def _scans_text(pages: PagesOf | None) -> list[str]:
    if pages is None:
        return []
    sure = pages.confidences
    said = [f"{len(sure)} recognised from pictures, {sum(sure) / len(sure):.0%} sure"] if sure else []
    said += [f"{_pages(len(pages.waiting))} to be recognised"] if pages.waiting else []
    return [*said, f"{len(pages.failed)} could not be recognised"] if pages.failed else said


def _rules_json(policies: Policies, document: Document) -> dict[str, Any]:
    return {"policy": policies.of([document.id]).value, "privileged": document.id in policies.privileged}


def _rules_text(policies: Policies, document: Document) -> list[str]:
    """What was said of this document; nothing where only the vault's policy holds."""
    own = [f"leaves: {policies.of([document.id])}"] if document.id in policies.own else []
    return [*own, PRIVILEGED] if document.id in policies.privileged else own


def _pages(count: int) -> str:
    return "1 page waits" if count == 1 else f"{count:,} pages wait"
