"""A watched folder, or a part of it, against what a vault knows of it: what is new or changed, what is gone, what is left out.

Nothing is gone that could merely not be seen: only where the system itself says that there is no such file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from .excluding import Excludes
from .listing import Listed, list_below, stored_path
from .model import LeftOut, WatchedFolder
from .vault import Vault

_STEP = 500


@dataclass
class Difference:
    """`changed` are files to look into. The others are paths as the vault keeps them: the files that are `gone`, those that are
    gone and whose documents are `kept`, those that are `ruled_out` by a pattern, and the `places` that were looked at, with all
    that is `left_out` in them.
    """

    changed: list[Listed] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    ruled_out: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.changed, self.gone, self.kept, self.ruled_out, self.places))

    def __iadd__(self, other: Difference) -> Difference:
        self.changed += other.changed
        self.gone += other.gone
        self.kept += other.kept
        self.ruled_out += other.ruled_out
        self.left_out += other.left_out
        self.places += other.places
        return self


def compare(vault: Vault, folder: WatchedFolder, path: str, check: Callable[[], None], away: Collection[str] = ()) -> Difference:
    """What has changed at `path`, which is the folder or in it; nothing is gone that is in the places that are `away`.

    `check` is called now and then, and may raise to stop.
    """
    place = stored_path(path)
    known = vault.known_below(place)
    found = Difference(places=[place])
    unseen = set(map(stored_path, away))
    ruled: set[str] = set()
    for count, listed in enumerate(list_below(path, folder.path, Excludes(folder.rules.exclude), folder.rules.largest)):
        if count % _STEP == 0:
            check()
        name = stored_path(listed.path)
        if listed.left_out and listed.state is not None:
            found.left_out.append(LeftOut(name, listed.state, listed.reason))
            (ruled if listed.pattern else unseen).add(name)
        elif listed.state != "vanished" or _is_link(listed.path):
            before = known.pop(name, None)
            if before is None or not before.settled or (before.size, before.modified_ns) != (listed.size, listed.modified_ns):
                found.changed.append(listed)
    for name in known:
        if is_among(name, ruled):
            found.ruled_out.append(name)
        elif not is_among(name, unseen) and is_gone(name):
            (found.kept if folder.rules.keeps_deleted else found.gone).append(name)
    return found


def is_among(name: str, names: set[str]) -> bool:
    """Whether a path, or a folder around it, is one of these."""
    while names and name not in names:
        shorter = name.rpartition(os.sep)[0]
        if not shorter or shorter == name:
            return False
        name = shorter
    return bool(names)


def outermost(paths: list[str]) -> list[str]:
    """Those that are in none of the others."""
    kept: list[str] = []
    for path in sorted(paths, key=lambda p: p.replace(os.sep, "\0")):
        if not kept or not path.startswith(kept[-1] + os.sep):
            kept.append(path)
    return kept


def is_gone(path: str) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _is_link(path: str) -> bool:
    return os.path.islink(path)  # noqa: PTH114 - names need not be UTF-8
