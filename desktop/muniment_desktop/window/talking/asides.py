"""What stands beside an answer: how its question was understood, and the record of how it came about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ..labels import plain_label
from ..stylesheet import looks

RECORD_HEIGHT = 260


class UnderstoodAs(QWidget):
    """How a follow-up was understood; `change_wanted` when the button is pressed."""

    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = plain_label("", "quiet", wrap=True)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.change = QPushButton("Change")
        self.change.setAccessibleName("Change how the question is understood")
        self.change.setToolTip("Say in full what you mean, and ask again")
        looks(self.change, "plain")
        self.change.clicked.connect(self.change_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 0, 0)
        row.addWidget(self._said, 1)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)

    def say(self, standing: str) -> None:
        self._said.setText(f"Understood as: {standing}")
        self.setVisible(bool(standing))


class RecordView(QWidget):
    """The record of an answer as text that can be selected; `save_wanted` with it."""

    save_wanted = Signal(str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Record of the answer")
        self.text.setFixedHeight(RECORD_HEIGHT)
        self.save = QPushButton("Save the record as…")
        looks(self.save, "plain")
        self.save.clicked.connect(lambda: self.save_wanted.emit(text))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 0, 0)
        column.addWidget(self.text)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
