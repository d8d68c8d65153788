"""The names in some texts, in one message."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import get_args

import numpy as np

from muniment_engines.api import Named, NameKind
from muniment_engines.wire.parts import Parts, array_bytes, array_of, decoding

KINDS: tuple[NameKind, ...] = get_args(NameKind)


def names_to_wire(found: Sequence[Sequence[Named]]) -> Parts:
    names = [name for one in found for name in one]
    rows = np.array([(name.start, name.end, KINDS.index(name.kind)) for name in names], "<i4").reshape(-1, 3)
    return {
        "names": array_bytes(rows, "<i4"),
        "scores": array_bytes(np.array([name.score for name in names], "<f4"), "<f4"),
        "counts": array_bytes(np.array([len(one) for one in found], "<i4"), "<i4"),
    }


def names_from_wire(parts: Parts, texts: Sequence[str]) -> list[tuple[Named, ...]]:
    """What was found in each of `texts`. Raises `ProtocolError` for what cannot stand there."""
    with decoding():
        rows = array_of(parts["names"], "<i4", 3).tolist()
        scores, counts = (array_of(parts[name], kind, 1)[:, 0].tolist() for name, kind in (("scores", "<f4"), ("counts", "<i4")))
        if len(counts) != len(texts) or min(counts, default=0) < 0 or sum(counts) != len(rows):
            raise ValueError
        names = [_named(row, score) for row, score in zip(rows, scores, strict=True)]
        starts = accumulate(counts, initial=0)
        found = [tuple(names[at : at + count]) for at, count in zip(starts, counts, strict=False)]
        if any(name.end > len(text) for text, one in zip(texts, found, strict=True) for name in one):
            raise ValueError
        return found


def _named(row: Sequence[int], score: float) -> Named:
    start, end, kind = row
    if not (0 <= start < end and 0 <= score <= 1 and 0 <= kind < len(KINDS)):
        raise ValueError
    return Named(start, end, KINDS[kind], score)
