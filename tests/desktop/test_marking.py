"""A marked question is asked again of the documents that it was asked of."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from muniment_desktop.marking import run
from muniment_engines.api import Cancel
from muniment_retrieval.conversations import KeptAnswer, Marked
from muniment_retrieval.model import Answer, Answered, Badge, Citation, Cost, Scope, Sentence

CITED = Citation(7, "/p/Lease.pdf", 0, "1", 0, 11, "three years")
SAID = (Sentence("Three years.", Badge.VERIFIED, (CITED,)),)


class Session:
    """A vault with two answers in one conversation, the second of which is marked."""

    def __init__(self, searched: int, standing: str, scope: tuple[int, ...] | None) -> None:
        first = KeptAnswer(1, 1, "", Answer("Who signed the lease?", SAID, False, 5, 5, Cost()))
        second = Answer("When does it end?", SAID, False, searched, 5, Cost())
        self.kept = [first, KeptAnswer(2, 1, "", second, standing, scope=scope)]
        self.talks = SimpleNamespace(marked=lambda: [Marked(self.kept[1], 0, True)], answers=lambda _: self.kept)
        self.scopes: list[Scope] = []

    def documents(self) -> list[Any]:
        return [SimpleNamespace(id=number) for number in (7, 8, 9)]

    def ask(self, question: str, scope: Scope, cancel: Cancel, *, keep: bool) -> list[Any]:
        self.scopes.append(scope)
        return [Answered(self.kept[1].answer)]


@pytest.mark.parametrize(
    ("searched", "standing", "scope", "asked_of"),
    [
        (1, "When does the lease end?", None, (7,)),
        (5, "When does the lease end?", None, None),
        (1, "", None, None),
        (2, "When does the lease end?", (8, 9), (8, 9)),
        (1, "When does the lease end?", (3,), None),
    ],
)
def test_it_is_asked_of_the_same_documents(
    searched: int, standing: str, scope: tuple[int, ...] | None, asked_of: tuple[int, ...] | None
) -> None:
    session = Session(searched, standing, scope)
    (again,) = run(session, Cancel())  # type: ignore[arg-type]
    assert session.scopes == [Scope(asked_of)]
    assert again.holds
