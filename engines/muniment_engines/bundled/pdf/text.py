"""Makes a page's text of its characters, and keeps for each character of the text where it came from.

Spaces are folded first: a run of them becomes one, or one line break. Then `layout` says where cells and rows of tables end,
which it marks with codes of its own. Hyphens at lines' ends are resolved, paragraphs end wherever the gap between two lines says
so, and at last the marks are written out: a bar between cells, a blank line between paragraphs. The order is PDFium's, which is
the file's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muniment_engines.bundled.pdf import layout
from muniment_engines.bundled.pdf.characters import BREAK, CELL, DROPPED, HYPHEN, JOINED, PARAGRAPH, ROW, SPACE, Characters
from muniment_engines.bundled.pdf.hyphens import Vocabulary
from muniment_engines.bundled.pdf.lines import Line, lines_of
from muniment_engines.bundled.pdf.order import reading_order
from muniment_engines.bundled.pdf.pieces import Piece, cut

WIDER = 0.4
"""How much more of a line's height than usual the gap before a paragraph has."""

USUAL = 25
"""Percentile of a page's gaps that lies within its paragraphs."""


_BAR = ord("|")


@dataclass(frozen=True, eq=False)
class Composed:
    """`codes` is uint32[n], the text's code points; `boxes` float32[n, 4] in points as displayed, zeros for spaces.

    `source` is int64[n], the number of the page's character that each was, -1 for what was put between them. `blank` is bool[n]:
    spaces, breaks, and the bars between cells, which stand on no page.
    """

    codes: NDArray[np.uint32]
    boxes: NDArray[np.float32]
    source: NDArray[np.int64]
    blank: NDArray[np.bool_]

    @property
    def text(self) -> str:
        return decoded(self.codes)

    def spans(self, marked: NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
        """Start and end, in the text, of what was made of the page's `marked` characters; spaces part none."""
        visible = np.flatnonzero(~self.blank)
        found = marked[self.source[visible]].astype(np.int8)
        change = np.diff(found, prepend=0, append=0)
        starts, ends = visible[change[:-1] > 0], visible[change[1:] < 0] + 1
        return tuple(zip(starts.tolist(), ends.tolist(), strict=True))


def compose(characters: Characters, vocabulary: Vocabulary) -> Composed:
    """The text of a page; `vocabulary` learns its words."""
    codes, source = _folded(characters.codes)
    codes, source = _laid_out(codes, source, characters.boxes)
    codes, kept = _resolved(codes, vocabulary)
    source = source[kept]
    return _written_out(codes, characters.boxes[source], source)


def decoded(codes: NDArray[np.uint32]) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le")


def is_blank(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    blank: NDArray[np.bool_] = (codes == SPACE) | (codes == BREAK) | ((codes >= PARAGRAPH) & (codes <= CELL))
    return blank


def _laid_out(
    codes: NDArray[np.uint32], source: NDArray[np.int64], boxes: NDArray[np.float32]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The codes in reading order, with layout's marks in the place of blanks, and where each of them was before."""
    pieces, text = cut(codes, boxes[source]), decoded(codes)
    lines = lines_of(pieces, text)
    order = reading_order(lines)
    if order is not None:
        places = _rearranged(codes, pieces, [lines[number] for number in order])
        codes, source = np.append(codes, np.uint32(BREAK))[places][:-1], np.append(source, 0)[places][:-1]
        pieces, text = cut(codes, boxes[source]), decoded(codes)
        lines = lines_of(pieces, text)
    if len(pieces) < 2:
        return codes, source
    starts = np.array([piece.start for piece in pieces[1:]])
    found = np.array(layout.separators(pieces, lines)[1:], np.uint32)
    parted = found != HYPHEN
    codes = codes.copy()
    codes[starts[parted] - 1] = found[parted]
    kept = codes != JOINED
    return codes[kept], source[kept]


def _rearranged(codes: NDArray[np.uint32], pieces: Sequence[Piece], lines: Sequence[Line]) -> NDArray[np.int64]:
    """The places of the codes with the lines in this order, each followed by the place of a break, which is behind the last."""
    parts = []
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        first, last = line.cells[0].first, line.cells[-1].last
        parts.append(np.arange(pieces[first].start, pieces[last].end))
        broken = after is not None and after.cells[0].first == last + 1 and pieces[last + 1].gap == HYPHEN
        parts.append(np.full(0 if broken else 1, len(codes)))
    return np.concatenate(parts)


def _folded(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The codes with each run of spaces and breaks as one of them, none at either end; and where each was before."""
    source = np.flatnonzero(codes != DROPPED)
    codes = codes[source]
    blank = is_blank(codes)
    begins = blank & ~np.append(False, blank[:-1])
    run = np.cumsum(begins) - 1
    broken = np.zeros(int(begins.sum()), bool)
    broken[run[codes == BREAK]] = True
    codes = codes.copy()
    codes[begins] = np.where(broken, np.uint32(BREAK), np.uint32(SPACE))
    keep = ~blank | begins
    if not (~blank).any():
        return codes[:0], source[:0]
    visible = np.flatnonzero(~blank)
    keep[: visible[0]] = False
    keep[visible[-1] + 1 :] = False
    return codes[keep], source[keep]


def _resolved(codes: NDArray[np.uint32], vocabulary: Vocabulary) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """The codes without the hyphens of broken words, and bool[n] of what was kept. The line ends after the word."""
    draft = decoded(codes)
    vocabulary.learn(draft)
    kept = np.ones(len(codes), bool)
    blanks = np.flatnonzero(is_blank(codes))
    codes = codes.copy()
    for at in np.flatnonzero(codes == HYPHEN):
        place = int(np.searchsorted(blanks, at))
        start = int(blanks[place - 1]) + 1 if place else 0
        end = int(blanks[place]) if place < len(blanks) else len(codes)
        if vocabulary.joins(draft[start:at], draft[at + 1 : end]):
            kept[at] = False
        else:
            codes[at] = ord("-")
        if end < len(codes) and codes[end] == SPACE:
            codes[end] = BREAK
    return codes[kept], kept


def _written_out(codes: NDArray[np.uint32], boxes: NDArray[np.float32], source: NDArray[np.int64]) -> Composed:
    """A space, a bar and a space for the end of a cell; one break for that of a row, two for that of a paragraph."""
    ends, cells = _paragraph_ends(codes, boxes), np.flatnonzero(codes == CELL)
    codes = np.where(codes == CELL, SPACE, np.where((codes == ROW) | (codes == PARAGRAPH), BREAK, codes)).astype(np.uint32)
    at = np.concatenate((ends, cells + 1, cells + 1))
    put = np.concatenate((np.full(len(ends), BREAK), np.full(len(cells), _BAR), np.full(len(cells), SPACE))).astype(np.uint32)
    written = np.insert(codes, at, put)
    made = np.insert(np.zeros(len(codes), bool), at, put == _BAR)
    return Composed(written, np.insert(boxes, at, 0, axis=0), np.insert(source, at, -1), is_blank(written) | made)


def _paragraph_ends(codes: NDArray[np.uint32], boxes: NDArray[np.float32]) -> NDArray[np.int64]:
    """Indices of the line breaks after which the next line stands further off than lines of one paragraph do."""
    breaks = np.flatnonzero((codes == BREAK) | (codes == ROW) | (codes == PARAGRAPH))
    said: NDArray[np.int64] = breaks[codes[breaks] == PARAGRAPH]
    if len(breaks) < 2:
        return said
    starts = np.append(0, breaks + 1)
    filled = np.where(is_blank(codes)[:, None], np.float32(np.nan), boxes)
    top, bottom = np.fmin.reduceat(filled[:, 1], starts), np.fmax.reduceat(filled[:, 3], starts)
    gap, height = top[1:] - bottom[:-1], bottom - top
    lower = np.minimum(height[1:], height[:-1])
    within = gap[(gap > -lower) & (gap < 2 * lower)]
    if len(within) < 2:
        return said
    wide = gap > np.percentile(within, USUAL) + WIDER * lower
    ends: NDArray[np.int64] = breaks[(wide & (codes[breaks] == BREAK)) | (codes[breaks] == PARAGRAPH)]
    return ends
