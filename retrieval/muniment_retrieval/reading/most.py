"""Which rows have the greatest value of a table, or the smallest: of those whose values can be compared with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .table import Row


def with_most(rows: Sequence[Row], *, least: bool) -> list[Row]:
    """The same rows, where those with the greatest value fit, and others with a value do not; the rest cannot be said.

    Values of another kind or unit than most of them have (an amount in another currency) are not compared.
    """
    kinds = Counter(_kind(row) for row in rows if row.measure not in (None, ""))
    if not kinds:
        return list(rows)
    common = kinds.most_common(1)[0][0]
    measures = [row.measure for row in rows if row.measure is not None and row.measure != "" and _kind(row) == common]
    best = (min if least else max)(measures)
    return [replace(row, fits=row.measure == best if row.measure in measures and _kind(row) == common else None) for row in rows]


def _kind(row: Row) -> tuple[bool, str]:
    return isinstance(row.measure, str), row.unit
