"""What stands beside an answer: how its question was understood, which files have changed, and how it came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ...record_text import record_lines
from ..labels import plain_label
from ..stylesheet import looks

RECORD_HEIGHT = 260
READ_AGAIN = "The files are being read again; ask again when that is done."


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


class ChangedFiles(QWidget):
    """Which files are not as they were; `read_wanted` with the paths of those that shall be read again."""

    read_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: list[Path] = []
        self.said = plain_label("", "doubtful", wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.read = QPushButton("Read again")
        self.read.setAccessibleName("Read the changed files again")
        looks(self.read, "plain")
        self.read.clicked.connect(self._read)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 0, 0)
        row.addWidget(self.said, 1)
        row.addWidget(self.read, 0, Qt.AlignmentFlag.AlignTop)

    def say(self, sentences: str, paths: Sequence[str]) -> None:
        """Show these sentences, or nothing; `paths` are the files that can be read again."""
        self._paths = [Path(path) for path in paths]
        self.said.setText(sentences)
        self.read.setVisible(bool(paths))
        self.setVisible(bool(sentences))

    def _read(self) -> None:
        paths = self._paths
        self.say(READ_AGAIN, ())
        self.read_wanted.emit(paths)


class RecordView(QWidget):
    """The record of an answer as text that can be selected; `save_wanted` and `close_wanted` with the buttons."""

    save_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, record: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QPlainTextEdit("\n".join(record_lines(record)))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Record of the answer")
        self.text.setFixedHeight(RECORD_HEIGHT)
        looks(self.text, "sent")
        self.save, self.close_button = QPushButton("Save as…"), QPushButton("Close")
        self.save.setAccessibleName("Save the record")
        self.close_button.setAccessibleName("Close the record")
        self.save.clicked.connect(self.save_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        head = QHBoxLayout()
        head.addWidget(plain_label("How the answer came about", "heading"), 1)
        for button in (self.save, self.close_button):
            looks(button, "plain")
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 0, 0)
        column.addLayout(head)
        column.addWidget(self.text)
