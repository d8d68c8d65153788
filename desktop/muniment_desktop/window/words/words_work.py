"""The vault's words to mask, on lanes: listed and changed at once, counted behind that, and tried on a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, Signal

from ..lanes import Job, Lanes

if TYPE_CHECKING:
    from muniment_engines.api import Cancel

    from ...mask_terms import MaskTerms, Occurs, Tried
    from ...session import Session


class WordsWork(QObject):
    """`changed` whenever there is something else to show: `terms`, `occurs` (by term, as far as counted), `trying`, `tried` (of
    the sentence that was tried last), `error`."""

    changed = Signal()

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._session: Session | None = None
        self._counting: Job | None = None
        self.terms: Sequence[str] = ()
        self.occurs: Mapping[str, Occurs] = {}
        self.trying = False
        self.tried: Tried | None = None
        self.error = ""

    def use(self, session: Session | None) -> None:
        """Speak of this vault from now on; nothing of another one stays."""
        if self._counting is not None:
            self._counting.abandon()
        self._session = session
        self._clear()
        self.changed.emit()

    def refresh(self) -> None:
        self._do(lambda words: None)

    def add(self, term: str) -> None:
        """Mask a term from now on."""
        self._do(lambda words: words.add([term]))

    def remove(self, term: str) -> None:
        """Mask it no longer."""
        self._do(lambda words: words.remove([term]))

    def try_on(self, text: str) -> None:
        """See what a text becomes before it leaves; one at a time."""
        session = self._session
        if session is None or self.trying:
            return
        self.trying, self.tried, self.error = True, None, ""
        words = session.words

        def follow(cancel: Cancel) -> Iterator[Tried]:
            yield words.tried(text, cancel)

        def take(found: list[Tried]) -> None:
            self.tried = found[-1]

        def end() -> None:
            self.trying = False
            self.changed.emit()

        self._lanes.selftest.follow(follow, take, self._fail, end)
        self.changed.emit()

    def _clear(self) -> None:
        self.terms, self.occurs = (), {}
        self.trying, self.tried, self.error = False, None, ""

    def _do(self, work: Callable[[MaskTerms], object]) -> None:
        session = self._session
        if session is None:
            return
        words = session.words

        def run() -> list[str]:
            work(words)
            return words.listed()

        def take(terms: list[str]) -> None:
            if session is self._session:
                self.terms, self.error = terms, ""
                self.changed.emit()
                self._count(words)

        self._lanes.vault.call(run, take, self._fail)

    def _count(self, words: MaskTerms) -> None:
        if self._counting is not None:
            self._counting.abandon()

        def follow(cancel: Cancel) -> Iterator[dict[str, Occurs]]:
            yield words.counted(cancel)

        def take(found: list[dict[str, Occurs]]) -> None:
            self.occurs = found[-1]
            self.changed.emit()

        self._counting = self._lanes.tables.follow(follow, take, self._fail)

    def _fail(self, error: MunimentError) -> None:
        self.error = str(error)
        self.changed.emit()
