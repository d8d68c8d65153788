"""A person who answers dialogs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any


class FakeChooser:
    """Answers in the person's place: with `answer` and `password`, or not at all where they are empty."""

    def __init__(self) -> None:
        self.answer: list[Path] = []
        self.password = ""
        self.sure = True
        self.paper: Any = None
        self.asked: list[str] = []

    def files(self, parent: object, title: str, chosen: Callable[[Sequence[Path]], None]) -> None:
        self._choose(title, chosen)

    def folder(self, parent: object, title: str, start: object, chosen: Callable[[Sequence[Path]], None]) -> None:
        self._choose(title, chosen)

    def save(self, parent: object, title: str, name: str, kinds: Sequence[str], chosen: Callable[[Sequence[Path]], None]) -> None:
        self._choose(title, chosen)

    def confirm(self, parent: object, question: str, detail: str, verb: str, confirmed: Callable[[], None]) -> None:
        self.asked.append(question)
        if self.sure:
            confirmed()

    def secret(self, parent: object, question: str, detail: str, verb: str, given: Callable[[str], None]) -> None:
        self.asked.append(question)
        if self.password:
            given(self.password)

    def typed_name(self, parent: object, question: str, detail: str, name: str, verb: str, confirmed: Callable[[], None]) -> None:
        self.confirm(parent, question, detail, verb, confirmed)

    def printer(self, parent: object, chosen: Callable[[Any], None]) -> bool:
        if self.paper is not None:
            chosen(self.paper)
        return self.paper is not None

    def _choose(self, title: str, chosen: Callable[[Sequence[Path]], None]) -> None:
        self.asked.append(title)
        if self.answer:
            chosen(self.answer)
