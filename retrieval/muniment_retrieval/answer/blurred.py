"""Words that were read off a picture: letters that look alike count as one ("rn" and "m", "1" and "l", "0" and "O")."""

from __future__ import annotations

from collections.abc import Collection

_ALIKE = str.maketrans(
    {"1": "l", "i": "l", "!": "l", "|": "l", "0": "o", "5": "s", "8": "b", "6": "b", "9": "g", "q": "g", "u": "v"}
)
_TOGETHER = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ll", "u"))


def seen(wanted: Collection[str], have: Collection[str]) -> float:
    """Which share of the wanted words stands there, or what looks like them does; numbers have to stand there as they are."""
    shapes = {shape(word) for word in have}
    there = sum(word in have or (not word.isdigit() and shape(word) in shapes) for word in wanted)
    return there / len(wanted) if wanted else 0.0


def shape(word: str) -> str:
    """How a word looks to somebody who reads badly."""
    for two, one in _TOGETHER:
        word = word.replace(two, one)
    return word.translate(_ALIKE)
