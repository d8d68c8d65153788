"""Puts a page's pieces together again: marks set high or low go back into their line, cells that stand side by side make a line.

Nothing is moved here: a line is made of pieces that follow each other in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from muniment_engines.bundled.pdf.characters import BREAK
from muniment_engines.bundled.pdf.pieces import Piece

NEAR = 0.8
"""How much of a line's height may lie between a mark and the word that it belongs to."""

SPACED = 0.12
"""The same, from where on it is a space."""

WITHIN = 1.5
"""Points by which the left edges of what stands below each other may differ."""

CELLS = 60
"""Cells of one line; what comes behind them belongs to the last of them."""

_CURRENCY = re.compile(r"(?:[A-Z]{0,3}[$€£¥₹]|[A-Z]{3})$")
_CLOSING = re.compile(r"[%)\]*†‡]{1,3}$")
_FIELD = re.compile(r"[^\W\d_].{0,60}:$")
_VALUE = re.compile(
    r"(?:[A-Z]{0,3}\s?[$€£¥₹]\s*)?[(\[]?\s*[-−–+±<>~≈]?\s*(?:[$€£¥₹]\s*)?"
    r"(?:\d[\d,.' \u2009]*(?:[eE][-+]?\d+)?(?:[/:–-]\d[\d,./:]*)*|\.\d+)"
    r"\s*[)\]]?\s*(?:%|x|×|bps|bp|pp|pts?|[KMB]n?|million|billion|thousand)?\s*[)\]]?[*†‡]{0,3}(?:\(\w\)|\[\w\])?$"
    r"|[-–—−*]{1,2}$|(?:[$€£¥₹]\s*)[-–—−]$|(?:N/?A|n/?a|NM|nm|N/M|n/m|nil|Nil)\.?$"
)


@dataclass(slots=True)
class Cell:
    """Pieces `first` to `last`, which are read in one go."""

    first: int
    last: int
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def is_value(self) -> bool:
        """Whether it is a number, an amount, a date in figures, or what stands in the place of one."""
        return len(self.text) <= 30 and _VALUE.match(self.text) is not None

    @property
    def names_field(self) -> bool:
        """Whether it is the name of a form's field, whose value mostly follows."""
        return _FIELD.match(self.text) is not None

    def over(self, other: Cell) -> bool:
        return min(self.right, other.right) > max(self.left, other.left)


@dataclass(slots=True)
class Line:
    """Cells that stand side by side, from left to right."""

    cells: list[Cell]

    @property
    def top(self) -> float:
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        return max(cell.bottom for cell in self.cells)

    @property
    def height(self) -> float:
        return min(cell.height for cell in self.cells)


def goes_on(before: Piece, piece: Piece) -> bool:
    """Whether a piece continues the line of the one before it, from which only its height on the line tells it apart."""
    height = max(before.height, piece.height)
    shared = min(before.bottom, piece.bottom) - max(before.top, piece.top)
    if shared < 0.3 * min(before.height, piece.height):
        return False
    return -0.3 * height < piece.left - before.right < NEAR * height


def lines_of(pieces: Sequence[Piece], text: str) -> list[Line]:
    """The lines of a page in the file's order; `text` is what the pieces count in."""
    lines: list[Line] = []
    for number, piece in enumerate(pieces):
        cell = Cell(number, number, piece.left, piece.top, piece.right, piece.bottom, text[piece.start : piece.end])
        last = lines[-1].cells[-1] if lines else None
        if last is not None and len(lines[-1].cells) > 1 and _names_on(last, cell):
            _extend(last, cell, " ")
        elif last is None or not _beside(last, cell):
            lines.append(Line([cell]))
        elif piece.gap == BREAK and goes_on(pieces[number - 1], piece):
            _extend(last, cell, "")
        elif _one_amount(last.text, cell.text) or len(lines[-1].cells) >= CELLS:
            _extend(last, cell, " ")
        else:
            lines[-1].cells.append(cell)
    return lines


def _beside(last: Cell, cell: Cell) -> bool:
    """Whether a cell stands right of the last one, on its line."""
    lower = min(last.height, cell.height)
    shared = min(last.bottom, cell.bottom) - max(last.top, cell.top)
    return shared > 0.3 * lower and cell.left > last.right - 0.3 * lower


def _names_on(last: Cell, cell: Cell) -> bool:
    """Whether a cell ends the name of a field that began in the one right above it, last on its line."""
    near = abs(cell.left - last.left) < WITHIN and -0.3 * cell.height < cell.top - last.bottom < 0.5 * cell.height
    return near and cell.names_field and not last.text.endswith(":")


def _one_amount(before: str, after: str) -> bool:
    """Whether the two are the parts of one amount ("$" and "5", "(5" and ")"), which stand apart where columns are aligned."""
    if _CURRENCY.match(before):
        return after[:1].isdigit() or after[:1] in "(—–-."
    return _CLOSING.match(after) is not None and before[-1:].isdigit()


def _extend(cell: Cell, other: Cell, gap: str) -> None:
    cell.last, cell.text = other.last, cell.text + gap + other.text
    cell.left, cell.top = min(cell.left, other.left), min(cell.top, other.top)
    cell.right, cell.bottom = max(cell.right, other.right), max(cell.bottom, other.bottom)
