"""A summary as it is read: its sentences with their badges, its sources, and the receipt with what was not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..asking.badge_counts import BadgeCounts
from ..asking.hit import SourceLine
from ..asking.line import Line
from ..asking.sentence import SentenceLine
from ..asking.wording import file_name
from ..copy_button import CopyButton
from ..labels import plain_label
from ..prose import Run
from ..prose_label import ProseLabel
from ..stylesheet import looks
from ..theme import Theme
from . import wording

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation
    from muniment_retrieval.summarising import Receipt, Summary

MARGIN = 34
FIRST_MISSING = 20
SAVE = "Save the summary for Word or as Markdown"


class SummaryView(QScrollArea):
    """`pointed` and `opened` with a citation; `copy_wanted` and `save_wanted` when it shall be copied or saved."""

    pointed = Signal(object)
    opened = Signal(object)
    copy_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines: list[Line] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Summary")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_summary(self, summary: Summary) -> None:
        """Show this summary from its top."""
        self.lines = []
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        title = ProseLabel(self._theme, indent=10, title=True)
        title.set_runs([Run(summary.title)])
        column.addWidget(title)
        if summary.focus:
            column.addWidget(_note(summary.focus, "quiet"))
        column.addSpacing(10)
        numbered = wording.numbers(summary)
        for sentence in summary.sentences:
            self._add(column, SentenceLine(self._theme, sentence, numbered), sentence.citations[:1])
        column.addSpacing(14)
        if numbered:
            column.addWidget(_note("Sources", "heading"))
        for citation, number in numbered.items():
            self._add(column, SourceLine(self._theme, number, citation), (citation,))
        column.addSpacing(14)
        if summary.sentences:
            column.addWidget(BadgeCounts(self._theme, summary.sentences))
        self._add_receipt(column, summary)
        column.addStretch(1)
        self.setWidget(self._framed(column))
        self.verticalScrollBar().setValue(0)

    def light(self, citation: object) -> None:
        """Light the lines that rest on a citation, and no others."""
        for line in self.lines:
            if isinstance(line, SentenceLine):
                line.set_lit(citation in line.citations)
            elif isinstance(line, SourceLine):
                line.set_lit(citation == line.citation)

    def _framed(self, column: QVBoxLayout) -> QWidget:
        body, holder = QWidget(), QWidget()
        looks(body, "ground")
        holder.setLayout(column)
        holder.setMaximumWidth(self._theme.measure() + 44)
        centred = QHBoxLayout(body)
        centred.setContentsMargins(MARGIN, 8, MARGIN, 20)
        centred.addStretch(1)
        centred.addWidget(holder, 1000)
        centred.addStretch(1)
        return body

    def _add_receipt(self, column: QVBoxLayout, summary: Summary) -> None:
        column.addWidget(_note("What was read", "heading"))
        column.addWidget(_note(summary.receipt.text, "small"))
        for said in _missing(summary.receipt):
            column.addWidget(_note(said, "doubtful"))
        row = QHBoxLayout()
        row.addWidget(_note(wording.written(summary), "small"), 1)
        save, copy = QPushButton("Save as…"), CopyButton("Copy the summary with its sources")
        looks(save, "plain")
        save.setAccessibleName(SAVE)
        save.setToolTip(SAVE)
        save.clicked.connect(self.save_wanted)
        copy.clicked.connect(self.copy_wanted)
        row.addWidget(save, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)

    def _add(self, column: QVBoxLayout, line: Line, shown: tuple[Citation, ...]) -> None:
        column.addWidget(line)
        self.lines.append(line)
        for target in shown:
            line.pointed.connect(lambda t=target: self.pointed.emit(t))
            line.opened.connect(lambda t=target: self.opened.emit(t))


def _missing(receipt: Receipt) -> list[str]:
    """What was not read, and why."""
    lost = [section for section in receipt.sections if section.state != "read"]
    said = [f"{file_name(s.path)}, {s.name}: {s.reason}" if s.pages else f"{s.name}: {s.reason}" for s in lost[:FIRST_MISSING]]
    return [*said, *([f"and {len(lost) - FIRST_MISSING:,} more"] if len(lost) > FIRST_MISSING else [])]


def _note(text: str, look: str) -> QWidget:
    label = plain_label(text, look, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setContentsMargins(10, 0, 10, 0)
    return label
