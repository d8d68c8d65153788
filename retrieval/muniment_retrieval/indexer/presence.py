"""Whether a watched folder is there: asked on a thread of its own, because a share may never answer."""

from __future__ import annotations

import os
import queue
import threading

from ..listing import refused

PATIENCE = 5.0
"""Seconds in which a folder has to answer."""

_AWAY = "It is not there now; what was read of it is kept."
_STAND_IN = "The folder is empty, and not the one that was watched: its disk may be away. What was read of it is kept."
_SILENT = "It does not answer; what was read of it is kept."

_Answer = tuple[str, str]
"""A folder's identity, or nothing and why."""


class Presences:
    """Asks folders. One that has not answered yet is not asked again."""

    def __init__(self) -> None:
        self._asking: dict[str, threading.Thread] = {}

    def ask(self, path: str, before: str) -> _Answer:
        """A folder's identity, or nothing and why it is not there; `before` is its identity when it was there last."""
        identity, why = self._answer(path)
        return ("", _STAND_IN) if _is_stand_in(identity, before) else (identity, why)

    def _answer(self, path: str) -> _Answer:
        asked = self._asking.get(path)
        if asked is not None and asked.is_alive():
            return "", _SILENT
        said: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        self._asking[path] = threading.Thread(target=lambda: said.put(_look(path)), name="asking a folder", daemon=True)
        self._asking[path].start()
        try:
            return said.get(timeout=PATIENCE)
        except queue.Empty:
            return "", _SILENT


def is_same_place(identity: str, before: str) -> bool:
    """Whether two identities are those of one folder, be it empty or not."""
    return identity.rpartition(":")[0] == before.rpartition(":")[0]


def _look(path: str) -> _Answer:
    try:
        with os.scandir(path) as entries:
            empty = next(entries, None) is None
        status = os.stat(path)  # noqa: PTH116 - names need not be UTF-8
    except (FileNotFoundError, NotADirectoryError):
        return "", _AWAY
    except OSError as error:
        return "", str(refused(error))
    return f"{status.st_dev}:{status.st_ino}:{'empty' if empty else 'full'}", ""


def _is_stand_in(identity: str, before: str) -> bool:
    """Whether a folder is only the empty place where another one was, as of a disk that is away."""
    return bool(before) and identity.endswith(":empty") and not is_same_place(identity, before)
