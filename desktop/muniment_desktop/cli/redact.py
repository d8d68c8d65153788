"""`muniment redact FILE [--json] [--vault DIR]`: what of a file would be masked before it leaves, and how it would then read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from muniment_retrieval.masking import Masked, Span

from ..engine_setup import EngineSetup
from ..file_pages import pages_of
from ..masking import WITHOUT_MODELS, Masker
from .context import Context, add_json, add_vault
from .models import store_of
from .output import print_json

_UNREAD = "Some pages are pictures, which are not read here; what they show is not masked."


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("redact", help="show what of a file would be masked before it leaves")
    parser.add_argument("file", type=Path, metavar="FILE")
    add_vault(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the spans as JSON, with places in the texts of the file's pages put together, or the masked text and its legend."""
    terms = _terms(options, context)
    setup = EngineSetup(context.launcher, context.settings, store_of(context))
    pages = pages_of(options.file, context.launcher, setup.parse_specs(), context.cancel)
    if any(page.scanned and not page.text.strip() for page in pages):
        print(_UNREAD, file=sys.stderr)
    texts = [page.text for page in pages]
    with Masker(setup, lambda: terms) as masker:
        if not masker.models:
            print(WITHOUT_MODELS, file=sys.stderr)
        found = masker.spans(texts, context.cancel)
    if options.json:
        print_json({"spans": _spans_json(texts, found), "models": list(masker.models)})
    else:
        _print_masked(Masked(texts, found))
    return 0


def _terms(options: argparse.Namespace, context: Context) -> list[str]:
    if not options.vault:
        return []
    with context.session(options) as session:
        return session.vault.mask_words()


def _spans_json(texts: Sequence[str], found: Sequence[Sequence[Span]]) -> list[dict[str, object]]:
    starts = accumulate((len(text) for text in texts), initial=0)
    return [
        {"start": start + span.start, "end": start + span.end, "kind": span.kind}
        for start, spans in zip(starts, found, strict=False)
        for span in spans
    ]


def _print_masked(masked: Masked) -> None:
    print("".join(masked.texts))
    print("\n── what stands for what ──")
    for item in masked.items:
        for original in item.originals:
            print(f"{item.placeholder_of(original):16} {' '.join(original.split())}")
