"""One engine elsewhere: what it is, whether it answers, and the buttons that try and remove it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..labels import plain_label
from ..services import SetUpEngine
from ..stylesheet import looks


class EngineCard(QFrame):
    """`test_wanted`, `stop_wanted` and `remove_wanted` with the buttons."""

    test_wanted = Signal()
    stop_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, engine: SetUpEngine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "card")
        self._engine = engine
        self._testing = False
        self.test, self.remove = QPushButton(), QPushButton("Remove")
        self.remove.setAccessibleName(f"Remove {engine.name} and its key")
        self.said = plain_label("", "quiet", wrap=True)
        text = QVBoxLayout()
        text.setSpacing(3)
        text.addWidget(plain_label(engine.name, "name"))
        facts = (engine.model, *engine.addresses, f"by {engine.plugin}" if engine.plugin else "")
        text.addWidget(plain_label(" · ".join(filter(None, facts)), "quiet", wrap=True))
        text.addWidget(self.said)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 11, 14, 11)
        row.addLayout(text, 1)
        for button in (self.test, self.remove):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.test.clicked.connect(self._press)
        self.remove.clicked.connect(self.remove_wanted)
        self.tell("", "quiet", testing=False)

    def _press(self) -> None:
        if self._testing:
            self.stop_wanted.emit()
        else:
            self.test_wanted.emit()

    def tell(self, sentence: str, look: str, *, testing: bool) -> None:
        """Say what came of trying it, or that it is being tried."""
        self._testing = testing
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        looks(self.said, look)
        self.test.setText("Stop" if testing else "Test")
        name = self._engine.name
        self.test.setAccessibleName(f"Stop testing {name}" if testing else f"Test {name}: one sentence, which is shown first")
