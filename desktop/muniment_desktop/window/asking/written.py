"""A checked answer as it is read: its sentences with their badges, their sources, and the line that says what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..copy_button import CopyButton
from ..stylesheet import looks
from ..theme import Theme
from . import wording
from .badge_counts import BadgeCounts
from .hit import SourceLine
from .line import Line
from .markable import MarkableLine, RefusalLine
from .pieces import clear, heading, selectable

if TYPE_CHECKING:
    from muniment_retrieval.model import Answer, Citation

MODEL_OFFER = "With a model on this machine, answers are written in sentences."


class WrittenAnswer(QWidget):
    """`pointed` and `opened` with a citation; `marked` with the place of a sentence and what is said of it."""

    pointed = Signal(object)
    opened = Signal(object)
    marked = Signal(int, object)
    copy_wanted = Signal()
    record_wanted = Signal()
    model_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines: list[Line] = []
        self._record: QPushButton | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)

    def show_answer(self, answer: Answer, marks: Mapping[int, bool], kept: bool) -> None:
        """Show an answer; `marks` says which sentences were marked right or wrong, `kept` whether its record can be had."""
        clear(self._column)
        self.lines = []
        numbered = wording.numbers(answer)
        kind = RefusalLine if answer.refused else MarkableLine
        for at, sentence in enumerate(answer.sentences):
            line = kind(self._theme, sentence, numbered, marks.get(at))
            line.marked.connect(lambda right, n=at: self.marked.emit(n, right))
            self._add(line, *sentence.citations[:1])
        self._show_sources(answer, numbered)
        self._column.addSpacing(8)
        receipt = selectable(wording.receipt(answer), "small", 10)
        if answer.refused:
            self._column.addLayout(self._foot(receipt, kept))
        else:
            self._column.addLayout(self._foot(BadgeCounts(self._theme, answer.sentences), kept))
            self._column.addWidget(receipt)
        if not answer.cost.model and not answer.refused:
            self._column.addSpacing(6)
            self._column.addLayout(self._offer_model())

    def mark_focused(self, right: bool) -> bool:
        """Mark the sentence that has the focus, or the only one; false where it is not clear which."""
        said = [line for line in self.lines if isinstance(line, MarkableLine)]
        wanted = next((line for line in said if line.hasFocus()), said[0] if len(said) == 1 else None)
        if wanted is not None:
            wanted.mark(right)
        return wanted is not None

    def take_record_focus(self) -> None:
        """Put the focus on what shows the record."""
        if self._record is not None:
            self._record.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_sources(self, answer: Answer, numbered: Mapping[Citation, int]) -> None:
        sources = list(numbered.items()) or [(citation, number) for number, citation in enumerate(answer.nearest, 1)]
        if sources:
            self._column.addSpacing(14)
            self._column.addWidget(heading("Sources" if numbered else "Where they come closest"))
        for citation, number in sources:
            self._add(SourceLine(self._theme, number, citation), citation)

    def _foot(self, said: QWidget, kept: bool) -> QHBoxLayout:
        """A row that ends in what can be done with the answer."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(said, 1)
        if kept:
            told = "Show how the answer came about: model, prompt, passages, checks"
            self._record = record = _button("Record", "Show the record of the answer", told)
            record.clicked.connect(self.record_wanted)
            row.addWidget(record)
        copy = CopyButton("Copy the answer with its sources")
        copy.clicked.connect(self.copy_wanted)
        row.addWidget(copy)
        return row

    def _offer_model(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 0, 0)
        row.addWidget(selectable(MODEL_OFFER, "quiet"), 1)
        button = _button("Choose a model", "Choose a model", "")
        button.clicked.connect(self.model_wanted)
        row.addWidget(button)
        return row

    def _add(self, line: Line, *shown: Citation) -> None:
        self.lines.append(line)
        self._column.addWidget(line)
        for citation in shown:
            line.pointed.connect(lambda c=citation: self.pointed.emit(c))
            line.opened.connect(lambda c=citation: self.opened.emit(c))


def _button(text: str, name: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    looks(button, "plain")
    button.setAccessibleName(name)
    button.setToolTip(tip)
    return button
