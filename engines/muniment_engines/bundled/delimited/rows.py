"""Makes pages of the records of a table: a record is a line, its values in their order with a bar between them.

What is above the table (a title) stands before it. The row that names the columns begins every page, so that whoever reads a
page, or a passage of it, knows what the values are. A page is called by the rows that it holds, as a spreadsheet counts them.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from muniment_engines.bundled.flow import Section
from muniment_engines.bundled.text.sections import LONGEST, pieces

BAR = " | "
LOOKED_AT = 50
"""Records by which the row of names is found."""

LONGEST_NAMES = 1_000
"""Characters of a row of names that begins every page."""

_FIGURE = re.compile(r"[-+(]?\W?\d[\d.,' /:%-]*\)?\W?")


def sections_of(records: Iterable[list[str]], most: int) -> list[Section]:
    """At most `most` pages."""
    lines = ((number, line) for number, values in enumerate(records, 1) if (line := _line(values)))
    ahead = list(itertools.islice(lines, LOOKED_AT))
    names = _names([line for _, line in ahead])
    sections: list[Section] = []
    page: list[str] = []
    first = last = size = 0
    for number, line in _cut(itertools.chain(ahead, lines)):
        if page and size + len(line) > LONGEST:
            sections.append(_section(page, first, last))
            if len(sections) >= most:
                return sections
            page = [names] if names and line != names else []
            first, size = 0, sum(len(kept) for kept in page)
        page.append(line)
        first, last, size = first or number, number, size + len(line) + 1
    return [*sections, _section(page, first, last)] if page else sections


def _section(lines: Sequence[str], first: int, last: int) -> Section:
    return Section("\n".join(lines), (), f"rows {first}–{last}" if last > first else f"row {first}")


def _line(values: Sequence[str]) -> str:
    """Empty values keep their places, but for those at the end; a row of one value is just that."""
    flat = [" ".join(value.split()) for value in values]
    while flat and not flat[-1]:
        flat.pop()
    return BAR.join(flat).strip()


def _names(lines: Sequence[str]) -> str:
    """The row that names the columns: the first of full width, where none of its values is a figure and no two are the same."""
    rows = [line.split(BAR) for line in lines]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return ""
    width = widths.most_common(1)[0][0]
    row = next(row for row in rows if len(row) >= width)
    named = [name for name in row if name.strip()]
    if len(set(named)) < len(named) or any(_FIGURE.fullmatch(name) for name in named):
        return ""
    line = BAR.join(row)
    return line if len(line) <= LONGEST_NAMES else ""


def _cut(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines, those that are longer than a page in pieces."""
    for number, line in lines:
        if len(line) <= LONGEST:
            yield number, line
        else:
            yield from ((number, piece.strip()) for piece in pieces(line) if piece.strip())
