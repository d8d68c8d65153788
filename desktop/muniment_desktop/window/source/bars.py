"""The source panel's head, which says where one is, and its foot, which takes one elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ..elided import ElidedLabel
from ..labels import plain_label, tip
from ..stylesheet import looks
from ..theme import Theme
from ..tool_button import ToolButton


class SourceHead(QFrame):
    """The document's name, the page, and two buttons: open the original, and close the panel."""

    closed = Signal()
    elsewhere = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "bar")
        self._name = ElidedLabel()
        looks(self._name, "name")
        self._page = plain_label("", "quiet")
        self._elsewhere = ToolButton(theme, "elsewhere", "Open the original in its own program")
        self._close = ToolButton(theme, "close", "Hide the source", "F9")
        self._elsewhere.clicked.connect(self.elsewhere)
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 8, 5)
        row.addWidget(self._name, 1)
        row.addWidget(self._page)
        row.addSpacing(6)
        row.addWidget(self._elsewhere)
        row.addWidget(self._close)

    def say(self, path: str, label: str, count: str) -> None:
        """Say which document and page this is; nothing with an empty path."""
        self._name.setText(path.replace("\\", "/").rsplit("/", 1)[-1])
        self._name.setToolTip(tip(path))
        self._page.setText(f"p. {label} / {count}" if count else f"p. {label}" if label else "")
        self._elsewhere.setEnabled(bool(path))


class SourceFoot(QFrame):
    """Citations, pages, zoom, and the page as text."""

    walked = Signal(int)
    turned = Signal(int)
    zoomed = Signal(int)
    fitted = Signal()
    text_toggled = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "foot")
        self._back = ToolButton(theme, "back", "Source before", "[")
        self._place = plain_label("", "quiet")
        self._next = ToolButton(theme, "forward", "Next source", "]")
        self._up = ToolButton(theme, "up", "Page before", "Ctrl+PgUp")
        self._down = ToolButton(theme, "down", "Next page", "Ctrl+PgDown")
        self._smaller = ToolButton(theme, "minus", "Smaller", "Ctrl+-")
        self._zoom = plain_label("100 %", "quiet")
        self._larger = ToolButton(theme, "plus", "Larger", "Ctrl++")
        self._fit = ToolButton(theme, "fit", "The text as wide as the panel", "Ctrl+0")
        self._text = ToolButton(theme, "document", "Show the page as text", "Ctrl+T")
        self._text.setCheckable(True)
        self._lay_out()
        self._connect()
        self.say_place(0, 0)

    @property
    def wants_text(self) -> bool:
        return self._text.isChecked()

    def toggle_text(self) -> None:
        """Page or text, the other one."""
        if not self._text.isHidden():
            self._text.toggle()

    def say_place(self, place: int, count: int) -> None:
        """Which source of how many is shown; place 0 is none of them."""
        self._place.setText(f"{place or '–'} of {count}" if count else "")
        for widget in (self._back, self._place, self._next):
            widget.setVisible(count > 0)

    def say_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{zoom * 100:.0f} %")

    def allow_turning(self, back: bool, on: bool) -> None:
        self._up.setEnabled(back)
        self._down.setEnabled(on)

    def allow_drawing(self, drawable: bool) -> None:
        """Whether the page can be drawn; if it cannot, it is text anyway."""
        for widget in (self._smaller, self._zoom, self._larger, self._fit, self._text):
            widget.setVisible(drawable)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(1)
        for widget in (self._back, self._place, self._next):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._up, self._down):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._smaller, self._zoom, self._larger, self._fit, self._text):
            row.addWidget(widget)

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self.walked.emit(-1))
        self._next.clicked.connect(lambda: self.walked.emit(1))
        self._up.clicked.connect(lambda: self.turned.emit(-1))
        self._down.clicked.connect(lambda: self.turned.emit(1))
        self._smaller.clicked.connect(lambda: self.zoomed.emit(-1))
        self._larger.clicked.connect(lambda: self.zoomed.emit(1))
        self._fit.clicked.connect(self.fitted)
        self._text.toggled.connect(self.text_toggled)
