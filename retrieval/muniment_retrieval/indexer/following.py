"""The folders of a vault that are watched: what of them is to be read or forgotten now, and when to ask again.

A folder is watched first and then compared with the vault, so that nothing is missed between the two; from then on what the
system tells of is compared once it is at rest. A folder that the system cannot watch is compared from time to time. One that is
not there, or does not answer, is asked for until it is there again, and nothing of it is forgotten; the same holds for a disk
that is mounted in the midst of one.

All is done on the thread that calls; watches only leave word of what they hear, and wake it.
"""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic, time_ns

from ..comparing import Difference, compare, is_among, is_gone, outermost
from ..listing import Listed, stored_path
from ..model import Presence, WatchedFolder
from ..mounts import mounts_below
from ..vault import Vault
from ..watching import FolderWatch, Watch
from .disks import disks_away
from .presence import Presences, is_same_place
from .resting import SECONDS as REST
from .resting import Resting

LOOK_SECONDS = 10.0
"""How often it is looked whether the folders are there, and are those that are to be watched."""

ASK_SECONDS, ASK_TIMES = 20.0, 30.0
"""A folder that the system cannot watch is compared so often, and no more than this part of the time is spent on it."""

AGAIN_SECONDS = 3600.0
"""A folder that is watched is compared so often all the same: a system may lose changes when there are very many."""

_MANY = 1_000
"""With more changes in a folder than this, it is compared as a whole."""

_ASKED = "The system does not tell of changes in this folder, so Muniment looks itself, from time to time."
Begin = Callable[[WatchedFolder, Callable[[list[str]], None], Callable[[], None]], Watch]


@dataclass
class _Followed:
    """A folder, with its watch where there is one, and when it is to be compared as a whole."""

    folder: WatchedFolder
    watch: Watch | None = None
    due: float | None = None
    asked: bool = False
    mounts: frozenset[str] = frozenset()

    def close(self) -> None:
        if self.watch is not None:
            self.watch.close()
            self.watch = None


class Following:
    """Follows the folders of a vault until it is closed. `wake` may be called on any thread; `say` gets folders that changed."""

    def __init__(
        self,
        vault: Vault,
        wake: Callable[[], None],
        say: Callable[[WatchedFolder], None],
        *,
        begin: Begin = FolderWatch,
        clock: Callable[[], float] = monotonic,
        now_ns: Callable[[], int] = time_ns,
    ) -> None:
        self._vault = vault
        self._wake = wake
        self._say = say
        self._begin = begin
        self._clock = clock
        self._now_ns = now_ns
        self._heard: queue.SimpleQueue[tuple[int, list[str] | None]] = queue.SimpleQueue()
        self._followed: dict[int, _Followed] = {}
        self._resting: dict[int, Resting] = {}
        self._left = Difference()
        self._presences = Presences()
        self._look_at = clock()

    def look_again(self) -> None:
        """The folders or their rules have changed."""
        self._look_at = self._clock()

    def seconds(self) -> float:
        """How long until there may be something to collect."""
        if self._left or not self._heard.empty():
            return 0.0
        times = [self._look_at, *(one.due for one in self._followed.values() if one.due is not None)]
        rests = [rest for resting in self._resting.values() if (rest := resting.seconds()) is not None]
        return max(0.0, min([min(times) - self._clock(), *rests]))

    def is_settled(self) -> bool:
        """Whether all folders that are there were compared, and nothing that is known of has changed since."""
        waiting = self._left or not self._heard.empty() or any(r.seconds() is not None for r in self._resting.values())
        return not waiting and not any(
            one.due is None and one.folder.state is not Presence.AWAY for one in self._followed.values()
        )

    def collect(self, check: Callable[[], None]) -> Difference:
        """What is to be done now. `check` may raise to stop; then all of it comes the next time."""
        if self._clock() >= self._look_at:
            self._look()
        self._hear()
        found, self._left = self._left, Difference()
        try:
            for one in list(self._followed.values()):
                found += self._compared(one, check)
        except BaseException:
            self._left = found
            raise
        return found

    def put_back(self, rest: Difference) -> None:
        """This was not done, and comes the next time."""
        self._left += rest

    def still_gone(self, paths: Sequence[str]) -> list[str]:
        """Those of the paths that are gone while the folder around them is there, and the one that it was."""
        if not paths:
            return []
        there: list[str] = []
        unseen: set[str] = set()
        for one in self._followed.values():
            identity, _ = self._presences.ask(one.folder.path, one.folder.identity)
            if identity and is_same_place(identity, one.folder.identity):
                there.append(stored_path(one.folder.path).rstrip(os.sep) + os.sep)
                unseen |= set(map(stored_path, disks_away(self._vault, one.folder)))
        return [path for path in paths if path.startswith(tuple(there)) and not is_among(path, unseen) and is_gone(path)]

    def close(self) -> None:
        for one in self._followed.values():
            one.close()
        self._followed.clear()

    # ── which folders, and are they there? ───────────────────────────────────────────────────────────────────────────

    def _look(self) -> None:
        self._look_at = self._clock() + LOOK_SECONDS
        folders = {folder.id: folder for folder in self._vault.watched()}
        for number in set(self._followed) - set(folders):
            self._followed.pop(number).close()
            self._resting.pop(number, None)
        for number, folder in folders.items():
            one = self._followed.setdefault(number, _Followed(folder))
            if one.folder.rules != folder.rules:
                one.close()
                one.due = None
            one.folder = folder
            self._meet(one)

    def _meet(self, one: _Followed) -> None:
        """See whether a folder is there, and begin or end its watch."""
        identity, why = self._presences.ask(one.folder.path, one.folder.identity)
        if identity and (mounts := mounts_below(one.folder.path)) != one.mounts:  # no system tells of that
            one.close()
            one.mounts = mounts
            one.due = self._clock() if one.asked else None
        if not identity:
            one.close()
            one.due, one.asked = None, False
            self._told(one, Presence.AWAY, why)
        elif one.watch is None and not one.asked:
            one.watch = self._begin(one.folder, partial(self._note, one.folder.id), partial(self._note, one.folder.id, None))
            one.due = None  # the watch says when it has begun
            self._told(one, Presence.WATCHED, "", identity)
        elif identity != one.folder.identity:
            if not is_same_place(identity, one.folder.identity):
                one.close()  # another folder stands in its place; it is watched from the next look on
                one.asked = False
                self._look_at = self._clock()
            self._told(one, one.folder.state, one.folder.reason, identity)

    def _told(self, one: _Followed, state: Presence, reason: str, identity: str | None = None) -> None:
        before = one.folder
        one.folder = replace(before, state=state, reason=reason, identity=before.identity if identity is None else identity)
        if one.folder != before:
            self._vault.folders.say(before.id, state, reason, identity)
        if (state, reason) != (before.state, before.reason):
            self._say(one.folder)

    # ── what has changed in them? ────────────────────────────────────────────────────────────────────────────────────

    def _note(self, number: int, paths: list[str] | None) -> None:
        """Called by watches."""
        self._heard.put((number, paths))
        self._wake()

    def _hear(self) -> None:
        while not self._heard.empty():
            number, paths = self._heard.get()
            one = self._followed.get(number)
            if one is None:
                continue
            if paths is None:
                one.close()
                one.asked, one.due = True, self._clock()
                self._told(one, Presence.ASKED, _ASKED)
            elif one.folder.path in paths:
                one.due = self._clock()
            else:
                self._rest(number).changed(paths)

    def _compared(self, one: _Followed, check: Callable[[], None]) -> Difference:
        """What has come to rest in a folder, or all of it where that is due."""
        if one.folder.state is Presence.AWAY:
            return Difference()
        rest = self._rest(one.folder.id)
        if one.due is not None and self._clock() >= one.due:
            begun = self._clock()
            found = compare(self._vault, one.folder, one.folder.path, check, disks_away(self._vault, one.folder))
            spent = self._clock() - begun
            one.due = self._clock() + (max(ASK_SECONDS, ASK_TIMES * spent) if one.asked else AGAIN_SECONDS)
            return self._at_rest(rest, found)
        ready = rest.take()
        if len(ready) > _MANY:
            one.due = self._clock()
            return self._compared(one, check)
        found = Difference()
        try:
            gone = disks_away(self._vault, one.folder) if ready else frozenset()
            for path in outermost(ready):
                found += compare(self._vault, one.folder, path, check, gone)
        except BaseException:
            rest.changed(ready)
            raise
        return self._at_rest(rest, found)

    def _at_rest(self, rest: Resting, found: Difference) -> Difference:
        """What was found, without the files that were written a moment ago; they are waited for."""
        since = self._now_ns() - int(REST * 1e9)
        still: list[Listed] = []
        for listed in found.changed:
            if since < listed.modified_ns <= self._now_ns():
                rest.changed([listed.path])
            else:
                still.append(listed)
        return replace(found, changed=still)

    def _rest(self, number: int) -> Resting:
        return self._resting.setdefault(number, Resting(self._clock))
