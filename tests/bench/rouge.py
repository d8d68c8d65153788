"""ROUGE-L: how much of a reference a text has in the same order, as the longest common subsequence of their stems, F measure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from muniment_retrieval.search.stemming import stem


def rouge_l(text: str, references: Sequence[str]) -> float:
    """Between 0 and 1; against several references, the best."""
    return max((_f(_tokens(text), _tokens(reference)) for reference in references), default=0.0)


def _tokens(text: str) -> list[str]:
    """Words and numbers in lower case; those of more than three letters as stems, as the usual script has it."""
    return [stem(word) if len(word) > 3 else word for word in re.findall(r"[a-z0-9]+", text.lower())]


def _f(have: Sequence[str], want: Sequence[str]) -> float:
    same = _common(have, want)
    return 2 * same / (len(have) + len(want)) if same else 0.0


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    before = [0] * (len(b) + 1)
    for left in a:
        row = [0]
        for at, right in enumerate(b):
            row.append(before[at] + 1 if left == right else max(before[at + 1], row[at]))
        before = row
    return before[-1]
