"""One sentence across the top of a room: something the person should know, with at most one button. Never a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from .announcing import announce
from .labels import plain_label, tip
from .stylesheet import looks
from .theme import Theme
from .tool_button import ToolButton


class Notice(QFrame):
    """Hidden until it has something to say. `put_away` with the sentence that the person has closed."""

    put_away = Signal(str)

    def __init__(self, theme: Theme, look: str = "notice", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, look)
        self._text = plain_label(wrap=True)
        self._button = QPushButton()
        looks(self._button, "primary")
        self._button.clicked.connect(self._press)
        self._pressed: Callable[[], None] | None = None
        close = ToolButton(theme, "close", "Put this notice away")
        close.clicked.connect(self._put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 8, 7)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def say(
        self,
        sentence: str,
        button: str = "",
        pressed: Callable[[], None] | None = None,
        *,
        primary: bool = True,
        aloud: bool = True,
    ) -> None:
        """Show a sentence, or nothing at all with an empty one; the button is the next thing to do if it is `primary`."""
        self._text.setText(sentence)
        self._text.setAccessibleName(sentence)
        self._button.setText(button)
        self.explain("")
        self._button.setVisible(bool(button))
        looks(self._button, "primary" if primary else "")
        self._pressed = pressed
        self.setVisible(bool(sentence))
        if sentence and aloud:
            announce(self, sentence)

    def explain(self, sentence: str) -> None:
        """Say in full what the button does, to the pointer and to a screen reader."""
        self._button.setToolTip(tip(sentence))
        self._button.setAccessibleName(sentence)

    def _put_away(self) -> None:
        self.hide()
        self.put_away.emit(self.text)

    def _press(self) -> None:
        self.hide()
        if self._pressed is not None:
            self._pressed()
