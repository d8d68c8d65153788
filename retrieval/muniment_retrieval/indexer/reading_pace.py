"""How long the reading of files will still take: all of them are known beforehand, with their sizes and endings.

Each file counts as the seconds that one of its kind and size takes on a usual machine. How much slower or faster this machine is,
is measured for each kind by what was read of it, and as long as that is little, by what was read of it in earlier runs, or else
of all: so a folder that begins with notes and ends with reports is not taken for a folder of notes. Where there are many files,
some of each kind are read first.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..listing import Listed

_SOON = 2.0
"""Seconds before which nothing is forecast: the first file pays for starting the engines."""

_A_FILE = 0.005
"""Seconds that even the smallest file takes: its transaction, its way to the engine and back."""

_A_MEGABYTE = {
    **dict.fromkeys(("xlsx", "xls", "ods"), 10.0),
    **dict.fromkeys(("docx", "odt", "zip"), 3.0),
    **dict.fromkeys(("pdf", "eml", "msg"), 2.0),
    **dict.fromkeys(("pptx", "odp"), 1.0),
    **dict.fromkeys(("jpg", "jpeg", "png", "tif", "tiff", "webp", "bmp"), 0.05),
}
_TEXT = 1.5
"""Seconds that a megabyte takes, by ending; what has another one is taken for text."""

_LITTLE = 0.1
"""So many usual seconds of a kind must have been read for it to speak as loud as what was known before."""

_MANY, _MANY_OF_A_KIND, _FIRST = 200, 20, 8
"""From so many files on, of which so many are of a kind, so many of that kind are read first."""

_MEASURE = "reading "
"""How the names of the measures begin that are kept of this."""

_LONGEST_ENDING = 5


class ReadingPace:
    """The pace of one run over files. `measures` are those that were kept of earlier ones."""

    def __init__(self, files: Iterable[Listed], measures: Mapping[str, tuple[float, float]] | None = None) -> None:
        known = {what.removeprefix(_MEASURE): of for what, of in (measures or {}).items() if what.startswith(_MEASURE)}
        self._known = {kind: seconds / usual for kind, (usual, seconds) in known.items() if usual >= _LITTLE}
        self._todo: defaultdict[str, float] = defaultdict(float)
        for listed in files:
            self._todo[_kind(listed)] += _usual(listed)
        self._usual: defaultdict[str, float] = defaultdict(float)
        self._taken: defaultdict[str, float] = defaultdict(float)
        self._start = self._last = time.monotonic()

    def did(self, listed: Listed, *, counts: bool = True) -> None:
        """A file is done; with `counts` false it took no time, and says nothing of the pace."""
        now = time.monotonic()
        kind, usual = _kind(listed), _usual(listed)
        self._todo[kind] -= usual
        if counts:
            self._usual[kind] += usual
            self._taken[kind] += now - self._last
        self._last = now

    def stood_still(self, seconds: float) -> None:
        """So long nothing was done, because somebody asked for that."""
        self._start += seconds
        self._last += seconds

    def left(self) -> float | None:
        """Seconds, or None where it is too early to say."""
        usual = sum(self._usual.values())
        unknown = any(todo > 0 and kind not in self._known for kind, todo in self._todo.items())
        if unknown and (not usual or time.monotonic() - self._start < _SOON):
            return None
        slower = sum(self._taken.values()) / usual if usual else 1.0
        return max(0.0, sum(todo * self._slower(kind, slower) for kind, todo in self._todo.items()))

    def measured(self) -> dict[str, tuple[float, float]]:
        """By names of measures: usual seconds, and those that it took."""
        return {f"{_MEASURE}{kind}": (usual, self._taken[kind]) for kind, usual in self._usual.items()}

    def _slower(self, kind: str, of_all: float) -> float:
        before = self._known.get(kind, of_all)
        return (self._taken[kind] + _LITTLE * before) / (self._usual[kind] + _LITTLE)


def telling_first(files: Sequence[Listed]) -> list[Listed]:
    """The files with some of each kind in front, from all over, where there are many."""
    kinds: defaultdict[str, list[Listed]] = defaultdict(list)
    for listed in files:
        kinds[_kind(listed)].append(listed)
    many = [of for of in kinds.values() if len(of) >= _MANY_OF_A_KIND]
    if len(files) < _MANY or len(kinds) < 2:
        return list(files)
    first = [of[len(of) * number // _FIRST] for of in many for number in range(_FIRST)]
    taken = {id(listed) for listed in first}
    return first + [listed for listed in files if id(listed) not in taken]


def _kind(listed: Listed) -> str:
    ending = listed.path.rpartition(".")[2].lower()
    return ending if len(ending) <= _LONGEST_ENDING else ""


def _usual(listed: Listed) -> float:
    return _A_FILE + _A_MEGABYTE.get(_kind(listed), _TEXT) * listed.size / 1e6
