"""Doing what the health report offers: which files that takes, and what is to be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .health import MOST_RAISED, Entry, Health
from .health_remarks import Action
from .model import LARGEST, Effort, NameAmbiguous, NameNotFound, Rules


@dataclass(frozen=True)
class Mending:
    """`offered` are the files that lie on the disk, `named` the entries' own paths, `documents` their identifiers."""

    action: Action
    offered: tuple[str, ...]
    named: tuple[str, ...]
    documents: tuple[int, ...] = ()
    password: str = field(default="", repr=False)

    @property
    def effort(self) -> Effort:
        """How hard the files are tried."""
        given = (self.password,) if self.password else ()
        return Effort(again=True, raised=self.action is Action.RAISE_LIMIT, passwords=given)

    @property
    def rules(self) -> Rules:
        return Rules(largest=MOST_RAISED if self.action is Action.RAISE_LIMIT else LARGEST)

    def with_password(self, password: str) -> Mending:
        return replace(self, password=password)


def mending(report: Health, entries: Sequence[Entry], action: Action) -> Mending:
    """What it takes to do one thing about these entries. A password is tried on all files that are protected."""
    wanted = dict.fromkeys(entries)
    if action is Action.GIVE_PASSWORD:
        wanted |= dict.fromkeys(entry for entry in report.entries if entry.action is Action.GIVE_PASSWORD)
    ids = (entry.document_id for entry in wanted if entry.document_id is not None)
    offered = report.offered(list(wanted))
    return Mending(action, tuple(offered), tuple(entry.path for entry in wanted), tuple(ids))


def left_undone(report: Health, *, password: bool, raised: bool) -> dict[Action, list[Entry]]:
    """What can be tried again without anybody's leave, and with a password or raised limits where a person gives them."""
    allowed = {Action.TRY_AGAIN, Action.RECOGNISE}
    allowed |= {Action.GIVE_PASSWORD} if password else set()
    allowed |= {Action.RAISE_LIMIT} if raised else set()
    found: dict[Action, list[Entry]] = {}
    for entry in report.entries:
        if entry.action in allowed and entry.state != "skipped":
            found.setdefault(entry.action, []).append(entry)
    return found


def entry_called(report: Health, name: str) -> Entry:
    """The entry whose path ends with `name`, by whole components. Raises `NameNotFound`, `NameAmbiguous`."""
    wanted = _components(name)
    found = [entry for entry in report.entries if wanted and _components(entry.path)[-len(wanted) :] == wanted]
    found = [entry for entry in found if entry.path == name] or found
    if not found:
        raise NameNotFound(f"No file that was offered is called “{name}”; “muniment health” lists them.")
    if len(found) > 1:
        names = tuple(entry.path for entry in found)
        raise NameAmbiguous(f"“{name}” fits {len(found)} files; give more of the path:", names)
    return found[0]


def _components(path: str) -> list[str]:
    return [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
