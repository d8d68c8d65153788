"""How long the reading of files will still take: all of them are known beforehand, with their sizes and endings.

Each file counts as the seconds that one of its kind and size takes on a usual machine. How much slower or faster this machine is,
is measured for each kind by what was read of it, and as long as that is little, by what was read of all: so a folder that begins
with notes and ends with reports is not taken for a folder of notes.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable

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

_LITTLE = 1.0
"""So many usual seconds of a kind must have been read for it to speak as loud as all kinds together."""

_LONGEST_ENDING = 5


class ReadingPace:
    """The pace of one run over files."""

    def __init__(self, files: Iterable[Listed]) -> None:
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
        if not usual or time.monotonic() - self._start < _SOON:
            return None
        slower = sum(self._taken.values()) / usual
        kinds = ((todo, (self._taken[k] + _LITTLE * slower) / (self._usual[k] + _LITTLE)) for k, todo in self._todo.items())
        return max(0.0, sum(todo * pace for todo, pace in kinds))


def _kind(listed: Listed) -> str:
    ending = listed.path.rpartition(".")[2].lower()
    return ending if len(ending) <= _LONGEST_ENDING else ""


def _usual(listed: Listed) -> float:
    return _A_FILE + _A_MEGABYTE.get(_kind(listed), _TEXT) * listed.size / 1e6
