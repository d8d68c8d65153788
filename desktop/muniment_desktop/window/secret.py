"""The dialog that asks for a password."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from .labels import plain_label
from .stylesheet import looks

WIDTH = 420


class SecretDialog(QDialog):
    """One field that does not show what is typed; it can be confirmed once there is something in it."""

    def __init__(self, question: str, detail: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Muniment")
        self.setMinimumWidth(WIDTH)
        asked = plain_label(question, "name", wrap=True)
        said = plain_label(detail, "quiet", wrap=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(question)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.confirm = buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.confirm.setDefault(True)
        self.confirm.setEnabled(False)
        looks(self.confirm, "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(asked)
        column.addWidget(self.field)
        column.addWidget(said)
        column.addWidget(buttons)
        self.resize(WIDTH, column.totalHeightForWidth(WIDTH))
        self.field.textChanged.connect(lambda text: self.confirm.setEnabled(bool(text)))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

    def taken(self) -> str:
        """What was typed; the field is empty from then on."""
        text = self.field.text()
        self.field.clear()
        return text
