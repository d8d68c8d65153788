"""The report as Markdown: what was asked of what, by which models, where and when; and the figures.

It holds no question, no answer, and no text and no name of a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .figures import Figure
from .meanings import grouped
from .metrics import Scored


def markdown(facts: Sequence[tuple[str, str]], scored: Scored, plot: str) -> str:
    """`facts` are rows of a label and what it says; `plot` is the file name of the picture beside the report."""
    lines = ["# Evaluation", "", *_table(("what", "here"), facts)]
    for title, rows in grouped(scored.figures).items():
        cells = [(f"`{r.name}`", *_shown(r.figure), str(r.figure.n), r.meaning) for r in rows]
        lines += ["", f"## {title}", "", *_table(("figure", "value", "95 % interval", "n", "what it says"), cells)]
    if scored.quotes_unchecked:
        lines += [
            "",
            f"Quotes from pages that hold no text to compare them with, and not counted above: {scored.quotes_unchecked}.",
        ]
    lines += ["", f"![The shares with their intervals]({plot})", "", _NOTE, ""]
    return "\n".join(lines)


_NOTE = (
    "Intervals are Wilson's; for means between 0 and 1 they are an approximation. A question without a prediction counts as "
    "a miss. The questions and what was answered stand in `predictions.jsonl` alone."
)


def _shown(figure: Figure) -> tuple[str, str]:
    if figure.interval is None:
        return f"{figure.value:.4g}", ""
    low, high = figure.interval
    return f"{figure.value:.3f}", f"{low:.3f} – {high:.3f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(head)
    yield _row(["---"] * len(head))
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"
