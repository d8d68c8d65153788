"""Finds out what separates the values of a text, and takes them apart.

The separator is the one by which the most of the first lines fall into equally many values. A text that no separator divides
evenly is a list of single values where its lines are short, and else no table at all. `csv.Sniffer` is not used: it takes letters
for separators, and fails on what has one column.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator

SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 100
"""Lines by which the separator is chosen."""

_EVEN = 0.6
"""Share of the lines that have to fall into equally many values."""

_SHORT = 60
_LONGEST_VALUE = 10_000_000
_LINES_IN_VALUE = 200
"""A value of more lines is not one: a quotation mark was never closed."""

_TOLD = re.compile(r"sep=(.)\n", re.I)


def records(text: str) -> Iterator[list[str]] | None:
    """The values of each record in order, empty records included; None for a text that is no table."""
    if told := _TOLD.match(text):
        return _parsed(text[told.end() :], told[1])
    lines = list(itertools.islice((line for line in text.split("\n") if line.strip()), LOOKED_AT))
    best, separator = max(((_evenness(lines, s), s) for s in SEPARATORS), key=lambda found: found[0], default=(0.0, ","))
    if best >= _EVEN:
        return _parsed(text, separator)
    if lines and sorted(len(line) for line in lines)[len(lines) // 2] <= _SHORT:
        return ([line.strip().strip('"').replace('""', '"')] for line in text.split("\n"))
    return None


def _evenness(lines: list[str], separator: str) -> float:
    """The share of lines that fall into equally many values, of which there are at least two; a little more for more values.

    Lines are read together, as values may be of several lines, and one by one, as a quotation mark may never be closed.
    """
    try:
        together = Counter(len(row) for row in csv.reader(lines, delimiter=separator))
        alone = Counter(len(row) for line in lines for row in csv.reader([line], delimiter=separator))
    except csv.Error:
        return 0.0
    return max(_share(together), _share(alone))


def _share(widths: Counter[int]) -> float:
    width, count = max(((w, n) for w, n in widths.items() if w > 1), key=lambda found: found[1], default=(1, 0))
    return count / sum(widths.values()) + min(width, 20) / 10_000 if count else 0.0


def _parsed(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_VALUE)
    try:
        closed = all(value.count("\n") <= _LINES_IN_VALUE for row in _reader(text, separator) for value in row)
    except csv.Error:
        closed = False
    if closed:
        return _reader(text, separator)
    return ([value.strip() for value in line.split(separator)] for line in text.split("\n"))


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline="\n"), delimiter=separator, skipinitialspace=True)
