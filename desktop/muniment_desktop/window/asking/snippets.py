"""The part of a passage that is shown under a hit: the stretch with most of the question's words, which are then bold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..prose import Run

LENGTH = 300
_COMMON = """a an and any are as at be been by can could did do does for from had has have how i if in into is it its may me much
must my of on or our shall should so than that the their them then there these they this to under was we were what when where
which who whom whose why will with would you your"""
COMMON = frozenset(_COMMON.split())
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_SPACE = re.compile(r"\s+")


def snippet(passage: str, question: str) -> list[Run]:
    """At most `LENGTH` characters of a passage as runs, the words of the question bold."""
    text = _SPACE.sub(" ", passage).strip()
    wanted = {_stem(w) for w in _WORD.findall(question[:2_000].casefold())} - COMMON
    found = [(*m.span(), stem) for m in _WORD.finditer(text) if (stem := _stem(m.group().casefold())) in wanted]
    start, end = _window(text, [(left, stem) for left, _, stem in found])
    runs = list(_runs(text, start, end, [(left, right) for left, right, _ in found]))
    return [Run("… "), *runs] if start else runs


def _stem(word: str) -> str:
    """Good enough to find a word again in another form; never stored or compared with anything else."""
    return word if len(word) < 5 else re.sub(r"(ing|ed|es|s|ion|ions)$", "", word)


def _window(text: str, found: list[tuple[int, str]]) -> tuple[int, int]:
    if len(text) <= LENGTH or not found or found[-1][0] < LENGTH:
        return 0, min(len(text), LENGTH)

    def different(start: int) -> int:
        return len({stem for at, stem in found if start <= at < start + LENGTH * 3 // 4})

    best = max((at for at, _ in found), key=different)
    start = text.rfind(" ", 0, max(1, best - LENGTH // 6)) + 1
    return start, min(len(text), start + LENGTH)


def _runs(text: str, start: int, end: int, found: list[tuple[int, int]]) -> Iterator[Run]:
    at = start
    for left, right in found:
        if at <= left and right <= end:
            yield Run(text[at:left])
            yield Run(text[left:right], bold=True)
            at = right
    yield Run(text[at:end] + ("…" if end < len(text) else ""))
