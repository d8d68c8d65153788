"""Conversations, on the listing lane: listed, searched, opened, renamed, deleted, marked and saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, Signal

from ...record_text import record_bytes
from ..asking.exchange import Exchange
from ..lanes import Lanes

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation

    from ...session import Conversations, Session


class TalkWork(QObject):
    """`listed` with what is found of the conversations (identifier, title and the question that fits); `opened` with an
    identifier and its exchanges; `recorded` with a record; `changed_files` with sentences by path, and the paths that can be
    read again; `saved` and `failed` with a sentence.
    """

    listed = Signal(object)
    opened = Signal(int, object)
    recorded = Signal(int, object)
    changed_files = Signal(object, object)
    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._session: Session | None = None
        self._words = ""

    def use(self, session: Session | None) -> None:
        """The conversations of this vault from now on."""
        self._session, self._words = session, ""
        self.refresh()

    def search(self, words: str) -> None:
        """List only the conversations with these words; all, where there are none."""
        self._words = words
        self.refresh()

    def refresh(self) -> None:
        """List them anew."""
        words = self._words
        self._do(lambda talks: _listed(talks, words), self.listed.emit)

    def open(self, conversation: int) -> None:
        """Bring back all that was asked and answered in it."""
        self._do(lambda talks: _exchanges(talks, conversation), lambda found: self.opened.emit(conversation, found))

    def rename(self, conversation: int, title: str) -> None:
        self._do(lambda talks: talks.rename(conversation, title), lambda _: self.refresh())

    def delete(self, conversation: int) -> None:
        self._do(lambda talks: talks.delete(conversation), lambda _: self.refresh())

    def mark(self, answer_id: int, position: int, right: bool | None) -> None:
        """Keep what a person says of a sentence."""
        self._do(lambda talks: talks.mark(answer_id, position, right), lambda _: None)

    def record(self, answer_id: int) -> None:
        """Bring the record of an answer."""
        self._do(lambda talks: talks.record(answer_id), lambda record: self.recorded.emit(answer_id, record))

    def check(self, citations: Sequence[Citation]) -> None:
        """Say which of the files that these are from have changed or gone since they were read."""
        self._do(lambda talks: _changes(talks, citations), lambda found: self.changed_files.emit(*found))

    def export(self, conversation: int, path: Path) -> None:
        """Write a conversation to a file; its name says which kind."""

        def write(talks: Conversations) -> None:
            from ...exporting import save_paper

            save_paper(talks.paper(conversation), path)

        self._do(write, lambda _: self.saved.emit(f"Saved as {path.name}."))

    def save_record(self, record: Mapping[str, Any], path: Path) -> None:
        """Write a record to a file."""

        def write(_: Conversations) -> None:
            from ...exporting import save_bytes

            save_bytes(record_bytes(record), path)

        self._do(write, lambda _: self.saved.emit(f"Saved as {path.name}."))

    def _do(self, work: Callable[[Conversations], Any], done: Callable[[Any], None]) -> None:
        session = self._session
        if session is not None:

            def take(result: Any) -> None:
                if session is self._session:
                    done(result)

            self._lanes.listing.call(lambda: work(session.talks), take, self._fail)

    def _fail(self, error: MunimentError) -> None:
        self.failed.emit(str(error))


def _listed(talks: Conversations, words: str) -> list[tuple[int, str, str]]:
    if words.strip():
        return [(one.conversation.id, one.conversation.title, one.question) for one in talks.search(words)]
    return [(one.id, one.title, "") for one in talks.listed()]


def _exchanges(talks: Conversations, conversation: int) -> list[Exchange]:
    return [_exchange(talks, kept) for kept in talks.answers(conversation)]


def _exchange(talks: Conversations, kept: Any) -> Exchange:
    from muniment_retrieval.conversations import Understood
    from muniment_retrieval.model import Kept

    exchange = Exchange(kept.answer.question, kept.scope, running=False)
    exchange.kept = Kept(kept.id, kept.conversation)
    exchange.marks = dict(kept.marks)
    if kept.standing:
        exchange.understood = Understood(kept.standing, kept.rewritten_by)
    exchange.table = talks.table(kept)
    if kept.forgotten:
        exchange.error = "What was answered here went with a document that was forgotten."
    elif exchange.table is None:
        exchange.answer = kept.answer
    return exchange


def _changes(talks: Conversations, citations: Sequence[Citation]) -> tuple[dict[str, str], list[str]]:
    from muniment_retrieval.original_state import Original, sentence

    files = {citation.holder or citation.path: citation for citation in citations}
    states = {path: talks.original(citation) for path, citation in files.items()}
    said = {path: sentence(state, files[path]) for path, state in states.items() if state is not Original.SAME}
    return said, [path for path, state in states.items() if state is Original.CHANGED]
