"""`muniment summarise DOCUMENT... --vault DIR`: what documents say, in short, each sentence with its place."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from muniment_engines.errors import MunimentError
from muniment_retrieval.summarising import (
    Coverage,
    Forecast,
    Offer,
    Receipt,
    State,
    Step,
    Summarised,
    Summary,
    Way,
    Wish,
    words_of_length,
)

from ..naming import scope_of
from .ask import add_engine, chosen
from .context import Context, add_json, add_vault
from .output import BADGES, LiveLine, citation_json, duration, leaving_json, place_json, print_json, source_text, where_text
from .sending import Terminal, add_sending, dry_run_only, keys_for
from .table import STOPPED

LONG = 10.0
"""Seconds from which on it is said beforehand how long it takes."""

_SHOWN = 12


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("summarise", help="what documents say, in short, each sentence with its place")
    parser.add_argument(
        "document",
        nargs="*",
        metavar="DOCUMENT",
        help="the end of its path, a file, or a folder with all below it (default: every document of the vault)",
    )
    add_vault(parser)
    parser.add_argument("--length", default="medium", metavar="LENGTH", help="short, medium, long, or a number of words")
    parser.add_argument("--focus", default="", metavar="TEXT", help="what it shall be about, or for whom")
    parser.add_argument(
        "--way",
        choices=[way.value for way in Way],
        help="extract: the sentences that matter; write: the model writes from them; read: the model reads everything",
    )
    add_engine(parser)
    add_sending(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, context: Context) -> int:
    words = words_of_length(options.length)
    settings = chosen(context.settings, options)
    dry_run_only(settings, options)
    keys = keys_for(settings, options)
    with context.session(options, settings=settings, person=Terminal(options), engine_keys=keys) as session:
        usual = Way.READ if session.summaries.elsewhere else Way.WRITE if session.summaries.writes else Way.EXTRACT
        if options.way not in (None, Way.EXTRACT.value) and not session.summaries.writes:
            raise MunimentError("There is no model here that writes; get one with “muniment models get”, or use --way extract.")
        wish = Wish(scope_of(session.vault, options.document), words, options.focus, Way(options.way or usual))
        if wish.way is not Way.EXTRACT and not session.summaries.elsewhere:
            _say_ways(session.summaries.offers(wish, context.cancel), wish.way)
        summary = _followed(session.summaries.make(wish, context.cancel))
    if options.json:
        print_json(summary_json(summary))
    else:
        print(summary_text(summary))
    return STOPPED if summary.receipt.stopped else 0


def _say_ways(offers: list[Offer], way: Way) -> None:
    """Say how long it takes, and what else there is, where that is long."""
    mine = next(offer for offer in offers if offer.way is way)
    if mine.seconds < LONG:
        return
    others = ", ".join(f"--way {offer.way} {duration(offer.seconds)}" for offer in offers if offer.way is not way)
    print(f"This takes about {duration(mine.seconds)} here ({others}).", file=sys.stderr)


def _followed(events: Iterator[Forecast | Step | Summarised]) -> Summary:
    line = LiveLine(sys.stderr)
    try:
        for event in events:
            if isinstance(event, Summarised):
                return event.summary
            if isinstance(event, Step):
                left = f" · {duration(event.seconds_left)} left" if event.seconds_left else ""
                line.show(f"part {event.done} of {event.total}{left} · {event.name}")
            elif event.steps:
                again = f", {event.reused} of them done before" if event.reused else ""
                line.show(f"{event.steps} parts{again} · about {duration(event.seconds)}")
    finally:
        line.end()
    raise MunimentError("The summary was cut off; ask for it again, and it goes on from there.")


def summary_json(summary: Summary) -> dict[str, Any]:
    citations = summary.citations
    return {
        "text": summary.text,
        "sentences": [
            {"text": s.text, "badge": s.badge.value, "citations": [citations.index(c) for c in s.citations]}
            for s in summary.sentences
        ],
        "citations": [citation_json(c) for c in citations],
        "receipt": _receipt_json(summary.receipt),
        "way": summary.way.value,
        "focus": summary.focus,
        "engine": summary.cost.engine,
        "model": summary.cost.model,
        "seconds": round(summary.cost.seconds, 3),
        "forecast": round(summary.forecast, 3),
        "prompt_tokens": summary.cost.prompt_tokens,
        "generated_tokens": summary.cost.generated_tokens,
        **leaving_json(summary.cost),
    }


def _receipt_json(receipt: Receipt) -> dict[str, Any]:
    return {
        "text": receipt.text,
        "share": round(receipt.share, 4),
        "read": receipt.read,
        "sections": [_section_json(section) for section in receipt.sections],
        "documents": receipt.documents,
        "sentences": receipt.sentences,
        "written_from": receipt.written_from,
        "dropped": receipt.dropped,
        "stopped": receipt.stopped,
    }


def _section_json(section: Coverage) -> dict[str, Any]:
    return {
        **place_json(section.path, ""),
        "section": section.name,
        "pages": section.pages,
        "words": section.words,
        "state": section.state.value,
        "reason": section.reason,
    }


def summary_text(summary: Summary) -> str:
    """The text with its badges, each source with its quote, and what was read."""
    citations = summary.citations
    said = []
    for sentence in summary.sentences:
        marks = "".join(f"[{citations.index(c) + 1}]" for c in sentence.citations)
        said.append(f"{sentence.text} {marks} {BADGES[sentence.badge]}")
    lines = ["\n".join(said) or "There is nothing in it that could be summarised."]
    lines += [source_text(f"[{n}]", c) for n, c in enumerate(citations, 1)]
    lines.append(f"\n  {summary.receipt.text}")
    missing = [section for section in summary.receipt.sections if section.state is not State.READ]
    lines += [f"    {s.state}: {s.path.rsplit('/', 1)[-1]}, {s.name}: {s.reason}" for s in missing[:_SHOWN]]
    lines += [f"    and {len(missing) - _SHOWN} more"] if len(missing) > _SHOWN else []
    cost = summary.cost
    foreseen = f" ({duration(summary.forecast)} forecast)" if summary.forecast >= LONG else ""
    return "\n".join([*lines, f"  {cost.model or 'no model'} · {cost.seconds:.1f} s{foreseen} · {where_text(cost)}"])
