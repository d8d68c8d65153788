"""The answer to a question for every document: a sentence, a row a document, what was looked at, and the way to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..asking import wording
from ..copy_button import CopyButton
from ..labels import plain_label
from ..prose import Run
from ..prose_label import ProseLabel
from ..stylesheet import looks
from ..theme import Theme
from .rows import EVENT_HEADS, EVENT_WIDTHS, WHO, is_chronicle, rows_of, table_columns
from .view import ReadTable

if TYPE_CHECKING:
    from muniment_retrieval.reading import Table
    from muniment_retrieval.reading.chronology import Chronicle

MOST_ROWS = 14


class AnswerTable(QWidget):
    """`pointed` and `opened` with a citation; `save_wanted` with the table, `copy_wanted` when the buttons are pressed."""

    pointed = Signal(object)
    opened = Signal(object)
    save_wanted = Signal(object)
    copy_wanted = Signal()

    def __init__(self, theme: Theme, table: Table | Chronicle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        said = ProseLabel(theme, indent=10)
        said.set_runs([Run(table.headline, bold=True)])
        if is_chronicle(table):
            self.view = ReadTable(theme, "Chronology", EVENT_HEADS, EVENT_WIDTHS, most_rows=MOST_ROWS, spare=WHO)
        else:
            self.view = ReadTable(theme, "Table of the documents", *table_columns(table), most_rows=MOST_ROWS)
        self.view.show_rows(rows_of(table))
        self.view.pointed.connect(self.pointed)
        self.view.opened.connect(self.opened)
        self.save = QPushButton("Save as…")
        self.save.setToolTip("Save the table as an Excel or CSV file")
        looks(self.save, "plain")
        copy = CopyButton("Copy the table with what it rests on")
        self.save.clicked.connect(lambda: self.save_wanted.emit(table))
        copy.clicked.connect(self.copy_wanted)
        receipt = plain_label(f"{table.receipt} · on this machine · {wording.seconds(table.seconds)}", "small", wrap=True)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 0, 0, 0)
        foot.addWidget(receipt, 1)
        foot.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(said)
        if self.view.rows:
            column.addWidget(self.view)
        elif not is_chronicle(table):
            column.addWidget(plain_label("No document was there to be looked at. Add documents, and ask again.", "quiet"))
        column.addLayout(foot)
