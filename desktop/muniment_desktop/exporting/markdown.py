"""A conversation as Markdown with footnotes. Whatever a document says stays text: no mark-up, no link and no HTML comes of it."""

from __future__ import annotations

import re

from .talk import Exchange, Grid, Paper, Said

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def markdown(paper: Paper) -> str:
    """The whole file."""
    blocks = [f"# {escaped(paper.title)}", escaped(paper.begun)]
    for exchange in paper.exchanges:
        blocks += _exchange(exchange)
    blocks += [f"[^{number}]: {escaped(note)}" for number, note in enumerate(paper.notes, 1)]
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Every mark of ASCII with a backslash before it: so none of them begins anything, an address neither."""
    return _MARKS.sub(r"\\\1", text)


def _exchange(exchange: Exchange) -> list[str]:
    blocks = [f"## {escaped(exchange.question)}"]
    if exchange.understood:
        blocks.append(f"*Understood as: {escaped(exchange.understood)}*")
    blocks += [_said(said) for said in exchange.said]
    if exchange.grid is not None:
        blocks.append(_table(exchange.grid))
    return [*blocks, f"*{escaped(exchange.receipt)}*"] if exchange.receipt else blocks


def _said(said: Said) -> str:
    notes = "".join(f"[^{number}]" for number in said.notes)
    remark = f" *({escaped(said.remark)})*" if said.remark else ""
    return f"{escaped(said.text)}{notes}{remark}"


def _table(grid: Grid) -> str:
    rows = [
        [escaped(head) for head in grid.heads],
        ["---"] * len(grid.heads),
        *([_said(cell) for cell in row] for row in grid.rows),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
