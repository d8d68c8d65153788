"""One exchange, as it is read: the question, the answer as it comes, its sources, and the passages that were found.

The passages appear first, in the place of the answer; the answer pushes them down. While words stream in they are plain; when the
answer is whole and checked, each sentence stands for itself with its badge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ..prose import Run
from ..prose_label import ProseLabel
from ..stylesheet import looks
from ..tables.answer_table import AnswerTable
from ..talking.asides import ChangedFiles, RecordView, UnderstoodAs
from ..talking.turn_line import TurnLine
from ..theme import Theme
from . import wording
from .exchange import Change, Exchange
from .found import FoundPassages
from .hit import HitLine, SourceLine
from .line import Line
from .pieces import clear, selectable
from .sentence import SentenceLine
from .written import WrittenAnswer

if TYPE_CHECKING:
    from muniment_retrieval.reading import Table
    from muniment_retrieval.reading.chronology import Chronicle

QUESTION_SHOWN = 600
MARGIN = 34
WIDER = 1.7
"""A table has columns to fill: it may be so many times as wide as a line of text."""


class AnswerView(QScrollArea):
    """`pointed` and `opened` with a citation or hit that a person looks at, or wants to see in full.

    `turn_wanted`, `change_wanted` (how it was understood), `record_wanted` with an exchange; `marked` with one, the place of a
    sentence in it, and what is said of that. `arranged` when other things take the focus than before;
    `read_wanted` with the paths of changed files.
    """

    pointed = Signal(object)
    opened = Signal(object)
    copy_wanted = Signal()
    save_wanted = Signal(object)
    model_wanted = Signal()
    turn_wanted = Signal(object)
    change_wanted = Signal(object)
    marked = Signal(object, int, object)
    record_wanted = Signal(object)
    record_save_wanted = Signal(object)
    arranged = Signal()
    read_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._exchange: Exchange | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Answer")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clock = QTimer(self, interval=1_000)
        self._clock.timeout.connect(self._say_what_happens)
        self._empty()

    @property
    def exchange(self) -> Exchange | None:
        return self._exchange

    @property
    def lines(self) -> list[Line]:
        """The sentences, sources and passages on screen, in order."""
        return [*self._written.lines, *self._found.lines]

    def show_exchange(self, exchange: Exchange, turns: Sequence[Exchange] = ()) -> None:
        """Show all that is known of an exchange, from the top, between the other questions of its conversation."""
        self._empty()
        self._exchange = exchange
        self._question.set_runs([Run(wording.shortened(exchange.question.strip(), QUESTION_SHOWN))])
        self._scope.setText(f"Asked: {exchange.scope}" if exchange.scope else "")
        self._scope.setVisible(bool(exchange.scope))
        self._question.show()
        self._show_turns(exchange, turns)
        for change in ("understood", "hits", "text", "answer", "table", "failed", "ended"):
            self.update_exchange(exchange, change)
        self.verticalScrollBar().setValue(0)
        self.arranged.emit()

    def update_exchange(self, exchange: Exchange, change: Change | str) -> None:
        """Show what has changed, if this exchange is the one that is shown."""
        if exchange is not self._exchange:
            return
        if change == "understood" and exchange.understood is not None:
            self._understood.say(exchange.understood.standing if exchange.understood.by else "")
        elif change == "hits" and exchange.hits is not None:
            self._found.show_hits(exchange.hits, exchange.question)
        elif change == "text" and exchange.answer is None:
            self._stream.set_runs([Run(exchange.text)])
            self._stream.setVisible(bool(exchange.text))
        elif change == "answer" and exchange.answer is not None:
            self._stream.hide()
            self._written.show_answer(exchange.answer, exchange.marks, exchange.kept is not None)
            self.arranged.emit()
        elif change == "table" and exchange.table is not None:
            self._show_table(exchange.table)
        elif change == "failed":
            self._error.setText(exchange.error)
            self._error.setVisible(bool(exchange.error))
        if exchange.running:
            self._clock.start()
        else:
            self._clock.stop()
        self._say_what_happens()

    def mark_focused(self, right: bool) -> bool:
        """Mark the sentence that has the focus, or the only one; false where it is not clear which."""
        return self._written.mark_focused(right)

    def say_changes(self, changes: Mapping[str, str], readable: Sequence[str]) -> None:
        """Say beneath the sources which of their files are not as they were, and offer to read the `readable` ones again."""
        self._changes.say("\n".join(f"{wording.file_name(path)}: {said}" for path, said in changes.items()), readable)

    def show_record(self, record: Mapping[str, Any]) -> None:
        """Show how the answer came about, beneath it."""
        clear(self._record)
        view = RecordView(record)
        view.save_wanted.connect(lambda: self.record_save_wanted.emit(record))
        view.close_wanted.connect(self._close_record)
        self._record.addWidget(view)
        self.arranged.emit()
        view.show()
        view.text.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, view, lambda: self.ensureWidgetVisible(view))

    def rest(self) -> None:
        """Stop the clock: the window is closing."""
        self._clock.stop()

    def light(self, citation: object) -> None:
        """Light the lines that rest on a citation, and no others."""
        for line in self.lines:
            if isinstance(line, SentenceLine):
                line.set_lit(citation in line.citations)
            elif isinstance(line, SourceLine):
                line.set_lit(citation == line.citation)
            elif isinstance(line, HitLine):
                line.set_lit(citation is line.hit)
        if self.table is not None:
            self.table.view.light(citation)

    def _empty(self) -> None:
        self._clock.stop()
        self._question = ProseLabel(self._theme, indent=10, title=True)
        self._scope = selectable("", "quiet", 10)
        self._doing = selectable("", "quiet", 10, 8)
        self._stream = ProseLabel(self._theme, indent=34)
        self._error = selectable("", "bad", 10, 8)
        self._changes = ChangedFiles()
        self._changes.read_wanted.connect(self.read_wanted)
        self._understood = UnderstoodAs()
        self._understood.change_wanted.connect(lambda: self.change_wanted.emit(self._exchange))
        self._make_written()
        self._found = FoundPassages(self._theme)
        self._found.pointed.connect(self.pointed)
        self._found.opened.connect(self.opened)
        self._found.listed.connect(self.arranged)
        self.table: AnswerTable | None = None
        self._table, self._record, self._earlier, self._later = QVBoxLayout(), QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        hidden = (self._question, self._scope, self._doing, self._error, self._stream, self._understood, self._changes)
        for widget in hidden:
            widget.hide()
        self._lay_out()

    def _make_written(self) -> None:
        shown = self._written = WrittenAnswer(self._theme)
        shown.pointed.connect(self.pointed)
        shown.opened.connect(self.opened)
        shown.copy_wanted.connect(self.copy_wanted)
        shown.model_wanted.connect(self.model_wanted)
        shown.record_wanted.connect(lambda: self.record_wanted.emit(self._exchange))
        shown.marked.connect(self._mark)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(self._earlier)
        column.addWidget(self._question)
        column.addWidget(self._understood)
        column.addWidget(self._scope)
        column.addSpacing(10)
        column.addWidget(self._stream)
        column.addWidget(self._error)
        column.addWidget(self._written)
        column.addLayout(self._table)
        column.addWidget(self._changes)
        column.addLayout(self._record)
        column.addWidget(self._doing)
        column.addSpacing(14)
        column.addWidget(self._found)
        column.addLayout(self._later)
        column.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        holder = self._holder = QWidget()
        holder.setLayout(column)
        holder.setMaximumWidth(self._theme.measure() + 44)
        body = QWidget()
        looks(body, "ground")
        centred = QHBoxLayout(body)
        centred.setContentsMargins(MARGIN, 28, MARGIN, 20)
        centred.addStretch(1)
        centred.addWidget(holder, 1000)
        centred.addStretch(1)
        self.setWidget(body)

    def _show_table(self, table: Table | Chronicle) -> None:
        self._written.hide()
        self._holder.setMaximumWidth(round(self._theme.measure() * WIDER))
        clear(self._table)
        shown = self.table = AnswerTable(self._theme, table)
        shown.pointed.connect(self.pointed)
        shown.opened.connect(self.opened)
        shown.save_wanted.connect(self.save_wanted)
        shown.copy_wanted.connect(self.copy_wanted)
        self._table.addWidget(shown)
        self.arranged.emit()

    def _mark(self, position: int, right: bool | None) -> None:
        exchange = self._exchange
        if exchange is not None:
            exchange.marks.pop(position, None)
            exchange.marks |= {} if right is None else {position: right}
            self.marked.emit(exchange, position, right)

    def _close_record(self) -> None:
        clear(self._record)
        self._written.take_record_focus()

    def _show_turns(self, exchange: Exchange, turns: Sequence[Exchange]) -> None:
        at = turns.index(exchange) if exchange in turns else len(turns)
        for number, turn in enumerate(turns, 1):
            if turn is not exchange:
                line = TurnLine(self._theme, turn, number)
                line.opened.connect(lambda t=turn: self.turn_wanted.emit(t))
                (self._earlier if number <= at else self._later).addWidget(line)

    def _say_what_happens(self) -> None:
        said = self._exchange.doing() if self._exchange else ""
        self._doing.setText(said)
        self._doing.setVisible(bool(said))
