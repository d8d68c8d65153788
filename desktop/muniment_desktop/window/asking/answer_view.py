"""One exchange, as it is read: the question, the answer as it comes, its sources, and the passages that were found.

The passages appear first, in the place of the answer; the answer pushes them down. While words stream in they are plain; when the
answer is whole and checked, each sentence stands for itself with its badge.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..labels import plain_label
from ..prose import Run
from ..prose_label import ProseLabel
from ..stylesheet import looks
from ..tables.answer_table import AnswerTable
from ..theme import Theme
from . import wording
from .exchange import Change, Exchange
from .hit import HitLine, SourceLine
from .line import Line
from .sentence import SentenceLine

if TYPE_CHECKING:
    from muniment_retrieval.model import Answer
    from muniment_retrieval.reading import Table

FIRST_HITS = 8
QUESTION_SHOWN = 600
MARGIN = 34


class AnswerView(QScrollArea):
    """`pointed` and `opened` with a citation or hit that a person looks at, or wants to see in full."""

    pointed = Signal(object)
    opened = Signal(object)
    copy_wanted = Signal()
    save_wanted = Signal(object)
    model_wanted = Signal()

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
        return [*self._said, *self._passages]

    def show_exchange(self, exchange: Exchange) -> None:
        """Show all that is known of an exchange, from the top."""
        self._empty()
        self._exchange = exchange
        self._question.set_runs([Run(exchange.question[:QUESTION_SHOWN].strip())])
        self._scope.setText(f"Asked: {exchange.scope}" if exchange.scope else "")
        self._scope.setVisible(bool(exchange.scope))
        self._question.show()
        for change in ("hits", "text", "answer", "table", "failed", "ended"):
            self.update_exchange(exchange, change)
        self.verticalScrollBar().setValue(0)

    def update_exchange(self, exchange: Exchange, change: Change | str) -> None:
        """Show what has changed, if this exchange is the one that is shown."""
        if exchange is not self._exchange:
            return
        if change == "hits" and exchange.hits is not None:
            self._show_hits(exchange, FIRST_HITS)
        elif change == "text" and exchange.answer is None:
            self._stream.set_runs([Run(exchange.text)])
            self._stream.setVisible(bool(exchange.text))
        elif change == "answer" and exchange.answer is not None:
            self._show_answer(exchange.answer)
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
        self._body = QWidget()
        looks(self._body, "ground")
        self._question = ProseLabel(self._theme, indent=10, title=True)
        self._scope = _label("", "quiet")
        self._scope.setContentsMargins(10, 0, 10, 0)
        self._doing = _label("", "quiet")
        self._doing.setContentsMargins(10, 8, 10, 0)
        self._stream = ProseLabel(self._theme, indent=34)
        self._said: list[Line] = []
        self.table: AnswerTable | None = None
        self._passages: list[Line] = []
        self._error = _label("", "bad")
        self._error.setContentsMargins(10, 8, 10, 0)
        self._answer = QVBoxLayout()
        self._answer.setSpacing(1)
        self._found = QVBoxLayout()
        self._found.setSpacing(3)
        hidden: tuple[QWidget, ...] = (self._question, self._scope, self._doing, self._error, self._stream)
        for widget in hidden:
            widget.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._question)
        column.addWidget(self._scope)
        column.addSpacing(10)
        column.addWidget(self._stream)
        column.addWidget(self._error)
        column.addLayout(self._answer)
        column.addWidget(self._doing)
        column.addSpacing(14)
        column.addLayout(self._found)
        column.addStretch(1)
        holder = QWidget()
        holder.setLayout(column)
        holder.setMaximumWidth(self._theme.measure() + 44)
        centred = QHBoxLayout(self._body)
        centred.setContentsMargins(MARGIN, 28, MARGIN, 20)
        centred.addStretch(1)
        centred.addWidget(holder, 1000)
        centred.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self._body)

    def _show_answer(self, answer: Answer) -> None:
        self._stream.hide()
        _clear(self._answer)
        self._said = []
        numbered = wording.numbers(answer)
        if answer.refused:
            refusal = ProseLabel(self._theme, indent=10)
            refusal.set_runs([Run(wording.REFUSED, bold=True)])
            self._answer.addWidget(refusal)
        for sentence in answer.sentences:
            self._said.append(self._add(self._answer, SentenceLine(self._theme, sentence, numbered), sentence.citations[:1]))
        sources = list(numbered.items()) or [(c, n) for n, c in enumerate(answer.nearest, 1)]
        if sources:
            self._answer.addSpacing(14)
            self._answer.addWidget(_heading("Sources" if numbered else "Where they come closest"))
        for citation, number in sources:
            self._said.append(self._add(self._answer, SourceLine(self._theme, number, citation), (citation,)))
        self._answer.addSpacing(8)
        self._answer.addLayout(self._receipt(answer))
        if not answer.cost.model and not answer.refused:
            self._answer.addLayout(self._offer_model())
        self._order()

    def _show_table(self, table: Table) -> None:
        _clear(self._answer)
        shown = self.table = AnswerTable(self._theme, table)
        shown.pointed.connect(self.pointed)
        shown.opened.connect(self.opened)
        shown.save_wanted.connect(self.save_wanted)
        shown.copy_wanted.connect(self.copy_wanted)
        self._answer.addWidget(shown)

    def _receipt(self, answer: Answer) -> QHBoxLayout:
        said = _label(wording.receipt(answer), "small")
        copy = QPushButton("Copy")
        looks(copy, "plain")
        copy.setAccessibleName("Copy the answer with its sources")
        copy.setToolTip("Copy the answer with its sources")
        copy.clicked.connect(self.copy_wanted)
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 0, 0)
        row.addWidget(said, 1)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _offer_model(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 0, 0)
        row.addWidget(_label("With a model on this machine, answers are written in sentences.", "quiet"), 1)
        button = QPushButton("Choose a model")
        looks(button, "plain")
        button.clicked.connect(self.model_wanted)
        row.addWidget(button)
        return row

    def _show_hits(self, exchange: Exchange, most: int) -> None:
        _clear(self._found)
        self._passages = []
        hits = exchange.hits or ()
        if not hits:
            self._found.addWidget(_label("No passage was found. Try other words, or add more documents.", "quiet"))
            return
        self._found.addWidget(_heading(f"Passages found · {len(hits)}"))
        for hit in hits[:most]:
            self._passages.append(self._add(self._found, HitLine(self._theme, hit, exchange.question), (hit,)))
        if len(hits) > most:
            more = QPushButton(f"Show all {len(hits)}")
            looks(more, "plain")
            more.clicked.connect(lambda: self._show_hits(exchange, len(hits)))
            self._found.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._order()

    def _order(self) -> None:
        """Let the keyboard go through the lines as the eye does; the passages were there first."""
        for before, line in pairwise(self.lines):
            QWidget.setTabOrder(before, line)

    def _add(self, layout: QVBoxLayout, line: Line, shown: tuple[object, ...]) -> Line:
        layout.addWidget(line)
        for target in shown:
            line.pointed.connect(lambda t=target: self.pointed.emit(t))
            line.opened.connect(lambda t=target: self.opened.emit(t))
        return line

    def _say_what_happens(self) -> None:
        said = self._exchange.doing() if self._exchange else ""
        self._doing.setText(said)
        self._doing.setVisible(bool(said))


def _label(text: str, look: str) -> QLabel:
    label = plain_label(text, look, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _heading(text: str) -> QLabel:
    label = _label(text, "heading")
    label.setContentsMargins(10, 0, 10, 2)
    return label


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            _clear(inner)  # type: ignore[arg-type]
        elif (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
