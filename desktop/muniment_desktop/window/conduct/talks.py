"""Conversations: chosen at the left, gone on with in the middle, kept in the vault; and what is said of their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from ..announcing import announce
from ..asking.exchange import Exchange
from .stage import Stage

KINDS = ("Word (*.docx)", "Markdown (*.md)")
RECORD = ("JSON (*.json)",)
WHICH = "Go to a sentence of the answer first, with F6 and the arrows, then mark it."
DELETING = "Its questions and answers are removed from this vault for good. The documents stay."


class TalkScene(QObject):
    """What is shown is the conversation that the next question goes on with."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        rooms, works = stage.rooms, stage.works
        listed, talks, answer = rooms.sidebar.talks, works.talks, rooms.ask.answer
        listed.chosen.connect(self._choose)
        listed.new_wanted.connect(self.begin)
        listed.searched.connect(talks.search)
        listed.rows.renamed.connect(talks.rename)
        listed.rows.delete_wanted.connect(self._delete)
        listed.rows.export_wanted.connect(self.export)
        talks.listed.connect(listed.show_listed)
        talks.opened.connect(self._opened)
        talks.recorded.connect(self._recorded)
        talks.changed_files.connect(answer.say_changes)
        talks.saved.connect(stage.say_saved)
        talks.failed.connect(rooms.notice.say)
        works.asking.began.connect(self._began)
        works.asking.kept.connect(self._kept)
        works.asking.changed.connect(self._changed)
        works.chronicling.kept.connect(talks.refresh)
        works.vault.forgotten.connect(lambda _: talks.refresh())
        answer.turn_wanted.connect(self._show)
        answer.marked.connect(self._mark)
        answer.record_wanted.connect(self._record)
        answer.record_save_wanted.connect(self._save_record)

    def begin(self) -> None:
        """The next question begins a conversation."""
        rooms = self._stage.rooms
        self._stage.works.asking.begin_conversation()
        rooms.sidebar.talks.mark(0)
        rooms.ask.show_exchange(None)
        self._stage.enter("ask")

    def forget(self, documents: set[int]) -> None:
        """Take what rests on these documents off the screen: they are forgotten."""
        asking, rooms = self._stage.works.asking, self._stage.rooms
        shown = rooms.ask.answer.exchange
        if shown is not None and shown.touches(documents):
            asking.stop()
            rooms.ask.show_exchange(None)
        if any(turn.touches(documents) for turn in asking.turns):
            asking.begin_conversation()
            rooms.sidebar.talks.mark(0)

    def export(self, conversation: int = 0) -> None:
        """Save a conversation; the one that is shown, where none is named."""
        wanted = conversation or self._stage.works.asking.conversation
        if wanted is not None:

            def chosen(paths: Sequence[Path]) -> None:
                self._stage.works.talks.export(wanted, paths[0])

            self._stage.chooser.save(self._stage.window, "Save the conversation", "Conversation", KINDS, chosen)

    def mark(self, right: bool) -> None:
        """Mark the sentence that has the focus, or say how one gets it."""
        if not self._stage.rooms.ask.answer.mark_focused(right):
            self._stage.rooms.notice.say(WHICH)

    def _choose(self, conversation: int) -> None:
        asking = self._stage.works.asking
        if conversation in (0, asking.conversation):
            if not asking.turns and asking.current is not None:
                asking.show(None, [asking.current])
            if asking.turns:
                self._show(asking.current if asking.current in asking.turns else asking.turns[-1])
        else:
            self._stage.works.talks.open(conversation)

    def _opened(self, conversation: int, turns: list[Exchange]) -> None:
        if turns:
            asking = self._stage.works.asking
            running = asking.current
            if running is not None and running.running and running.conversation == conversation:
                turns = [*turns, running]
            asking.show(conversation, turns)
            self._stage.rooms.sidebar.talks.mark(conversation)
            self._show(turns[-1])

    def _show(self, exchange: Exchange) -> None:
        self._stage.rooms.enter("ask")
        self._stage.rooms.ask.show_exchange(exchange, self._stage.works.asking.turns)
        self._check(exchange)

    def _began(self, exchange: Exchange) -> None:
        if exchange.conversation is None:
            self._stage.rooms.sidebar.talks.begin(exchange.title)

    def _kept(self, exchange: Exchange) -> None:
        asking = self._stage.works.asking
        if exchange in asking.turns and asking.conversation is not None:
            self._stage.rooms.sidebar.talks.mark(asking.conversation)
        self._stage.works.talks.refresh()

    def _changed(self, exchange: Exchange, change: str) -> None:
        if change == "answer" and exchange is self._stage.rooms.ask.answer.exchange:
            self._check(exchange)

    def _check(self, exchange: Exchange) -> None:
        answer = exchange.answer
        if answer is not None and (answer.citations or answer.nearest):
            self._stage.works.talks.check(answer.citations or answer.nearest)

    def _mark(self, exchange: Exchange, position: int, right: bool | None) -> None:
        if exchange.kept is None:
            return
        self._stage.works.talks.mark(exchange.kept.answer, position, right)
        said = {True: "Marked as right.", False: "Marked as wrong.", None: "The mark is taken back."}[right]
        announce(self._stage.rooms, said)

    def _record(self, exchange: Exchange) -> None:
        if exchange.kept is not None:
            self._stage.works.talks.record(exchange.kept.answer)

    def _recorded(self, answer_id: int, record: Mapping[str, Any]) -> None:
        answer = self._stage.rooms.ask.answer
        if answer.exchange is not None and answer.exchange.kept is not None and answer.exchange.kept.answer == answer_id:
            answer.show_record(record)

    def _save_record(self, record: Mapping[str, Any]) -> None:
        def chosen(paths: Sequence[Path]) -> None:
            self._stage.works.talks.save_record(record, paths[0])

        self._stage.chooser.save(self._stage.window, "Save the record", "Record", RECORD, chosen)

    def _delete(self, conversation: int) -> None:
        def delete() -> None:
            if conversation == self._stage.works.asking.conversation:
                self.begin()
            self._stage.works.talks.delete(conversation)

        self._stage.chooser.confirm(self._stage.window, "Delete this conversation?", DELETING, "Delete", delete)
