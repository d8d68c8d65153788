"""A new passphrase, typed twice; or none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ..labels import plain_label

NONE = "Without a passphrase this machine remembers the key, and whoever uses your account can open the vault."
DIFFERENT = "The two are not the same yet."
SOUND = "It is asked for whenever the vault is opened. A recovery key follows."


class NewPassphrase(QWidget):
    """`changed` with every key; `confirmed` when Enter is pressed in the last field."""

    changed = Signal()
    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.again = _field("Passphrase (optional)"), _field("The same passphrase again")
        self._said = plain_label(NONE, "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.first, self.again, self._said):
            column.addWidget(widget)
        for field in (self.first, self.again):
            field.textChanged.connect(self._show)
        self.first.returnPressed.connect(lambda: self.again.setFocus() if self.text else self.confirmed.emit())
        self.again.returnPressed.connect(self.confirmed)
        self._show()

    @property
    def text(self) -> str:
        return self.first.text()

    @property
    def is_sound(self) -> bool:
        """Whether both are the same; nothing in both is sound, too."""
        return self.first.text() == (self.again.text() if self.first.text() else "")

    def clear(self) -> None:
        self.first.clear()
        self.again.clear()

    def _show(self) -> None:
        self.again.setVisible(bool(self.text))
        self._said.setText(NONE if not self.text else SOUND if self.is_sound else DIFFERENT)
        self.changed.emit()


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    return field
