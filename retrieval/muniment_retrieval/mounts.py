"""Disks and shares that are mounted inside a folder: which there are, which are away, and which do not answer.

The system's own table says where something is mounted, without asking the disk. Only Linux has such a table; elsewhere nothing is
said here, and a disk that is away from the middle of a folder looks like a folder that was emptied.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterable
from pathlib import Path

TABLE = Path("/proc/self/mountinfo")

PATIENCE = 5.0
"""Seconds in which a disk has to answer."""

_POINT = 4
_ESCAPED = re.compile(rb"\\([0-7]{3})")


def mounts_below(folder: str) -> frozenset[str]:
    """Where in a folder something is mounted, as paths that begin as the folder's does."""
    try:
        lines = TABLE.read_bytes().splitlines()
    except OSError:
        return frozenset()
    points = (os.fsdecode(_ESCAPED.sub(lambda m: bytes([int(m[1], 8)]), line.split(b" ")[_POINT])) for line in lines)
    start = os.path.realpath(folder).rstrip(os.sep) + os.sep
    return frozenset(folder.rstrip(os.sep) + os.sep + point[len(start) :] for point in points if point.startswith(start))


def away(known: Iterable[str], now: frozenset[str]) -> frozenset[str]:
    """Those of the known places at which nothing is mounted now, and nothing else stands either."""
    return frozenset(place for place in known if place not in now and _holds_nothing(place))


def silent_below(folder: str) -> frozenset[str]:
    """Where in a folder something is mounted that does not answer. One that has not answered yet is not asked again."""
    return _SILENCE.among(mounts_below(folder))


def look(place: str) -> None:
    """Make a disk show that it answers."""
    try:
        with os.scandir(place) as entries:
            next(entries, None)
    except OSError:
        pass  # an error is an answer too


class _Silence:
    """Asks each disk on a thread of its own, because a share may never answer. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asking: dict[str, threading.Thread] = {}

    def among(self, places: Iterable[str]) -> frozenset[str]:
        asked = [(place, *self._asked(place)) for place in places]
        for _, thread, new in asked:
            if new:
                thread.join(PATIENCE)
        return frozenset(place for place, thread, _ in asked if thread.is_alive())

    def _asked(self, place: str) -> tuple[threading.Thread, bool]:
        """The thread that asks, and whether it has just begun to."""
        with self._lock:
            thread = self._asking.get(place)
            if thread is not None and thread.is_alive():
                return thread, False
            thread = threading.Thread(target=look, args=(place,), name="asking a disk", daemon=True)
            self._asking[place] = thread
            thread.start()
            return thread, True


def _holds_nothing(place: str) -> bool:
    try:
        with os.scandir(place) as entries:
            return next(entries, None) is None
    except NotADirectoryError:
        return False
    except OSError:
        return True


_SILENCE = _Silence()
