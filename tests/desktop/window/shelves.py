"""What a vault keeps besides documents and conversations: summaries, rules of leaving, watched folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from muniment_desktop.mask_terms import Occurs, Tried, checked
from muniment_engines.api import Cancel
from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Rules, VaultError, WatchedFolder
from muniment_retrieval.summarising import Forecast as Begun
from muniment_retrieval.summarising import Kept, Offer, Step, Summarised, Way, Wish
from muniment_retrieval.vault.approvals import Approval
from muniment_retrieval.vault.policies import Policies, Policy
from window_gates import play


class FakeSummaries:
    """Makes what `scripts` hold, one script a call, and keeps what comes out."""

    def __init__(self) -> None:
        self.scripts: list[Sequence[object]] = []
        self.ways = [Offer(Way.EXTRACT, 0.1), Offer(Way.WRITE, 130.0, 1), Offer(Way.READ, 4200.0, 9)]
        self.wishes: list[Wish] = []
        self.engines: list[str | None] = []
        self.stored: list[Kept] = []

    def offers(self, wish: Wish, cancel: Cancel, engine: str | None = None) -> list[Offer]:
        return [replace(way, reads=91_234, writes=500) for way in self.ways] if engine else self.ways

    def make(self, wish: Wish, cancel: Cancel, engine: str | None = None) -> Iterator[Begun | Step | Summarised]:
        self.wishes.append(wish)
        self.engines.append(engine)
        for event in play(self.scripts.pop(0), cancel):
            if isinstance(event, Summarised) and not event.summary.receipt.stopped:
                self.stored.insert(0, Kept(len(self.stored) + 1, "2026-03-05T10:00:00Z", event.summary))
            yield event  # type: ignore[misc]

    def kept(self) -> list[Kept]:
        return list(self.stored)

    def remove(self, summary_id: int) -> None:
        self.stored = [kept for kept in self.stored if kept.id != summary_id]


class FakeRules:
    """Keeps what was set; with `refusing`, nothing can be."""

    def __init__(self) -> None:
        self.own: dict[int, Policy] = {}
        self.privileged: set[int] = set()
        self.refusing: VaultError | None = None
        self.vault = Policy.MASKED_ONLY
        self.approvals: list[Approval] = []
        self.entries: list[object] = []
        self.problems: list[str] = []

    def policies(self) -> Policies:
        return Policies(self.vault, own=dict(self.own), privileged=frozenset(self.privileged))

    def for_vault(self, policy: Policy) -> None:
        if self.refusing is not None:
            raise self.refusing
        self.vault = policy

    def log(self) -> tuple[list[object], list[str]]:
        return self.entries, self.problems

    def save_log(self, path: Path) -> None:
        if path.exists():
            raise MunimentError("It cannot be written (File exists); choose another file.")
        path.write_text("log")

    def standing(self) -> list[Approval]:
        return list(self.approvals)

    def revoke(self, ids: list[int] | None = None) -> int:
        self.approvals = [one for one in self.approvals if ids is not None and one.id not in ids]
        return 1

    def label(self, documents: Sequence[int], *, privileged: bool) -> None:
        if self.refusing is not None:
            raise self.refusing
        self.privileged = self.privileged | {*documents} if privileged else self.privileged - {*documents}

    def allow(self, documents: Sequence[int], policy: Policy | None) -> None:
        self.own = {i: rule for i, rule in self.own.items() if i not in documents}
        if policy is not None:
            self.own |= dict.fromkeys(documents, policy)


class FakeWords:
    """Terms, of which each stands `times` in two documents; a text is masked by taking them out."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self.times = 3
        self.with_models = True

    def listed(self) -> list[str]:
        return sorted(self.terms)

    def add(self, terms: Sequence[str]) -> None:
        self.terms += checked(terms)

    def remove(self, terms: Sequence[str]) -> None:
        self.terms = [term for term in self.terms if term not in terms]

    def counted(self, cancel: Cancel) -> dict[str, Occurs]:
        return {term: Occurs(self.times, 2 if self.times else 0) for term in self.terms}

    def tried(self, text: str, cancel: Cancel) -> Tried:
        for term in self.terms:
            text = text.replace(term, "[WORD-1]")
        return Tried(text, self.with_models)


class FakeFolders:
    """Folders by their numbers; what is called `nowhere` cannot be watched."""

    def __init__(self) -> None:
        self.stored: dict[int, WatchedFolder] = {}

    def listed(self) -> list[WatchedFolder]:
        return list(self.stored.values())

    def add(self, path: Path, rules: Rules) -> None:
        if path.name == "nowhere":
            raise VaultError("There is no folder there; check the path.")
        number = len(self.stored) + 1
        self.stored[number] = WatchedFolder(number, str(path), rules)

    def change(self, folder_id: int, rules: Rules) -> None:
        self.stored[folder_id] = replace(self.stored[folder_id], rules=rules)

    def remove(self, folder_id: int, *, forget: bool) -> None:
        del self.stored[folder_id]
