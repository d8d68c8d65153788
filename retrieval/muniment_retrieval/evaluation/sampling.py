"""Picking some of many questions, the same ones each time and everywhere."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any


def sample(questions: Sequence[Mapping[str, Any]], number: int | None) -> list[Mapping[str, Any]]:
    """`random.Random(0).sample` over the sorted identifiers, in the questions' own order; all where there are no more."""
    if number is None or number >= len(questions):
        return list(questions)
    identifiers = sorted((question["id"] for question in questions), key=lambda i: (isinstance(i, str), i))
    chosen = set(random.Random(0).sample(identifiers, number))
    return [question for question in questions if question["id"] in chosen]
