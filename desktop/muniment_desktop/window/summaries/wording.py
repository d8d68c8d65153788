"""What summaries are called on screen, for a screen reader and on the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...leaving_text import asides
from ..asking import wording

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation
    from muniment_retrieval.summarising import Forecast, Kept, Offer, Step, Summary

    from ..services import SetUpEngine

WAYS = {
    "extract": "The sentences that matter",
    "write": "What matters, in the model’s words",
    "read": "The model reads everything",
}
LENGTHS = {"short": "Short", "medium": "Medium", "long": "Long"}
NOTHING_KEPT = "Summaries that you make are kept here, in the vault, until one of their documents is forgotten."
STOPPED = "Stopped. What was done is kept: make the same summary again, and it goes on from there."

_SOON = 10.0


def meaning(engine: SetUpEngine | None) -> str:
    """What it means to have this engine write it; empty for this machine."""
    if engine is None:
        return ""
    where = ", ".join(engine.addresses)
    return f"The text goes to {where}, masked. You see all of it before, and can keep it here."


def takes(offer: Offer | None, engine: SetUpEngine | None = None) -> str:
    """How long a way takes here, or how much an engine elsewhere is sent for it and what that costs."""
    if offer is None:
        return ""
    if engine is not None and offer.way != "extract":
        return _sent(offer, engine)
    return "at once" if offer.way == "extract" and offer.seconds < _SOON else about(offer.seconds)


def _sent(offer: Offer, engine: SetUpEngine) -> str:
    read, written = engine.prices
    price = "price not known"
    if read is not None and written is not None:
        price = f"at most {(offer.reads * read + offer.writes * written) / 1_000_000:.2f}"
    several = f" in {offer.requests:,} requests" if offer.requests > 1 else ""
    return f"about {_roughly(offer.reads):,} tokens{several} · {price}"


def _roughly(count: int) -> int:
    """With two figures that count."""
    return int(float(f"{count:.2g}"))


def about(value: float) -> str:
    """A forecast, as roughly as it is known."""
    if value < _SOON:
        return "some seconds"
    if value < 90:
        return f"about {round(value, -1):.0f} s"
    minutes = value / 60
    return f"about {minutes:.0f} min" if minutes < 90 else f"about {minutes / 60:.1f} h"


def going(begun: Forecast | None, last: Step | None) -> str:
    """How far a summary is."""
    if last is None:
        return "Reading…" if begun is None or not begun.steps else f"part 1 of {begun.steps:,} · {about(begun.seconds)}"
    left = wording.time_left(last.seconds_left) if last.done < last.total else ""
    return " · ".join(filter(None, (f"{last.done:,} of {last.total:,} parts", last.name, f"{left} left" if left else "")))


def made(kept: Kept) -> str:
    """A kept summary as one line of a list."""
    summary = kept.summary
    parts = (summary.title, summary.focus, f"{len(summary.text.split()):,} words", kept.made_at[:10])
    return " · ".join(filter(None, parts))


def written(summary: Summary) -> str:
    """Who wrote it, where, how long that took, and how long it was to take."""
    cost = summary.cost
    where = "sent elsewhere" if cost.sent_elsewhere else "on this machine"
    by = f"{cost.model}, {where}" if cost.model else wording.EXTRACTIVE
    foreseen = [f"forecast: {about(summary.forecast)}"] if summary.forecast >= _SOON else []
    return " · ".join([by, wording.seconds(cost.seconds), *foreseen, *asides(cost)])


def numbers(summary: Summary) -> dict[Citation, int]:
    """Every citation, numbered from 1 in the order in which they come."""
    return {citation: number for number, citation in enumerate(summary.citations, 1)}


def plain(summary: Summary) -> str:
    """A summary as plain text, with its sources and what was read."""
    numbered = numbers(summary)
    lines = [summary.title, "", *(wording.sentence_text(s, numbered) for s in summary.sentences), "", "Sources"]
    lines += [f"{n}. {wording.place(c.path, c.page_label)}: “{' '.join(c.quote.split())}”" for c, n in numbered.items()]
    return "\n".join([*lines, "", f"({summary.receipt.text} · {written(summary)})", ""])
