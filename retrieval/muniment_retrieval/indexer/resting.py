"""Files that have changed, until they are at rest: nothing was heard of them for a while, and they look as they did before it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

SECONDS = 2.0

_Look = tuple[int, int, int] | None


class Resting:
    """`clock` counts seconds; `look` says how a file looks."""

    def __init__(self, clock: Callable[[], float], look: Callable[[str], _Look] | None = None) -> None:
        self._clock = clock
        self._look = look or look_of
        self._waiting: dict[str, tuple[float, _Look]] = {}  # in the order in which they will be at rest

    def changed(self, paths: Iterable[str]) -> None:
        until = self._clock() + SECONDS
        for path in paths:
            self._waiting.pop(path, None)
            self._waiting[path] = until, self._look(path)

    def seconds(self) -> float | None:
        """How long until the next one may be at rest; None where none is waited for."""
        for until, _ in self._waiting.values():
            return max(0.0, until - self._clock())
        return None

    def take(self) -> list[str]:
        """Those that are at rest now; they are waited for no longer."""
        ready: list[str] = []
        moving: list[str] = []
        now = self._clock()
        for path, (until, before) in self._waiting.items():
            if until > now:
                break
            (ready if self._look(path) == before else moving).append(path)
        for path in ready:
            del self._waiting[path]
        self.changed(moving)
        return ready


def look_of(path: str) -> _Look:
    """Size, time and number of a file; nothing where there is none, or it cannot be seen."""
    try:
        status = os.stat(path)  # noqa: PTH116 - names need not be UTF-8
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino
