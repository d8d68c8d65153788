"""A thread that hears from the system which files of a folder change.

Where a system watches folders one by one (Linux), each is watched by itself: links are never followed, and what is left out costs
nothing. When folders come, all are watched anew before the old watching ends, so that nothing falls between the two. What the
system cannot tell (it has no more watches to give, or a name is no Unicode) is told as a failure; whoever listens then looks for
himself from time to time. The only file that knows `watchfiles`.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from itertools import islice
from time import monotonic
from typing import Protocol

from .excluding import Excludes
from .listing import folders_below
from .model import WatchedFolder
from .mounts import PATIENCE

ONE_BY_ONE = sys.platform == "linux"
MOST_FOLDERS = 100_000

_GATHER_MS, _STEP_MS, _FOR_EVER_MS = 500, 250, 0
"""Changes that come together are told together; how often the thread looks for them, and whether it is to end."""

_DRAIN_MS = 50
_MANY = 5_000
"""More changes at once are no longer told one by one: some may have been lost."""

_TRIES, _LONG = 3, 60.0
"""How often watching fails before it is given up; those that went well for so many seconds are not counted."""

_ADDED = 1
"""How `watchfiles` calls a change by which something came."""


_Changes = set[tuple[int, str]]
_Told = _Changes | str


class Watch(Protocol):
    """Something that watches until it is closed."""

    def close(self) -> None: ...


class _Notify(Protocol):
    """What is used of `watchfiles.RustNotify`."""

    def watch(self, debounce_ms: int, step_ms: int, timeout_ms: int, stop_event: threading.Event) -> _Told: ...

    def close(self) -> None: ...


class FolderWatch:
    """Watches one folder until it is closed. `changed` gets paths, `failed` nothing, both on the watch's own thread.

    A path is that of a file or folder which may have come, gone or changed; the folder's own, which comes first, means that
    anything may have.
    """

    def __init__(self, folder: WatchedFolder, changed: Callable[[list[str]], None], failed: Callable[[], None]) -> None:
        self._root = folder.path
        self._excludes = Excludes(folder.rules.exclude)
        self._changed = changed
        self._failed = failed
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watching", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._end.set()
        self._thread.join(PATIENCE)

    def _run(self) -> None:
        failures = 0
        while failures < _TRIES:
            begun = monotonic()
            try:
                self._watch()
            except (OSError, RuntimeError, ValueError):  # no more watches, a folder that has just gone, a name that is no Unicode
                failures = 1 if monotonic() - begun > _LONG else failures + 1
                continue
            return
        self._failed()

    def _watch(self) -> None:
        notify = self._begun()
        try:
            self._changed([self._root])
            while (told := notify.watch(_GATHER_MS, _STEP_MS, _FOR_EVER_MS, self._end)) != "stop":
                changes = _changes(told)
                if ONE_BY_ONE and any(kind == _ADDED and _is_folder(path) for kind, path in changes):
                    old, notify = notify, self._begun()
                    changes |= _changes(old.watch(_DRAIN_MS, _DRAIN_MS, _DRAIN_MS, self._end))
                    old.close()
                self._changed(self._within({path for _, path in changes}))
        finally:
            notify.close()

    def _begun(self) -> _Notify:
        from watchfiles._rust_notify import RustNotify

        folders = list(islice(folders_below(self._root, self._excludes), MOST_FOLDERS)) if ONE_BY_ONE else [self._root]
        if len(folders) == MOST_FOLDERS:
            raise OSError("too many folders")
        here = [folder for folder in folders if os.path.isdir(folder)]  # noqa: PTH112 - some may have gone meanwhile
        return RustNotify(here, False, False, 0, not ONE_BY_ONE, True)

    def _within(self, paths: set[str]) -> list[str]:
        """The paths, all in the folder; the folder itself in the place of very many, or of one that it does not know."""
        start = self._root.rstrip(os.sep) + os.sep
        if len(paths) > _MANY or not all(path.startswith(start) for path in paths):
            return [self._root]
        return sorted(paths)


def _changes(told: _Told) -> _Changes:
    return set() if isinstance(told, str) else told


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114 - Path raises where one above is closed
