"""The dialog before what cannot be undone and is more than a click's worth: a name is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from .labels import plain_label

WIDTH = 520


class TypedNameDialog(QDialog):
    """It can be confirmed once `name` stands in the field; until then Enter does nothing."""

    def __init__(self, question: str, detail: str, name: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Muniment")
        self.setMinimumWidth(WIDTH)
        self.field = QLineEdit()
        self.field.setAccessibleName(f"Type {name} to go on")
        self.field.setAccessibleDescription(detail)
        buttons = QDialogButtonBox()
        self.keep = buttons.addButton("Keep", QDialogButtonBox.ButtonRole.RejectRole)
        self.confirm = buttons.addButton(verb, QDialogButtonBox.ButtonRole.DestructiveRole)
        self.keep.setAutoDefault(False)
        self.confirm.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(plain_label(question, "name", wrap=True))
        column.addWidget(plain_label(detail, "quiet", wrap=True))
        column.addWidget(plain_label(f"Type “{name}” to go on:", wrap=True))
        column.addWidget(self.field)
        column.addWidget(buttons)
        self.resize(WIDTH, column.totalHeightForWidth(WIDTH))
        self.field.textChanged.connect(lambda text: self.confirm.setEnabled(text.strip() == name))
        self.field.returnPressed.connect(self.confirm.click)
        self.confirm.clicked.connect(self.accept)
        self.keep.clicked.connect(self.reject)
        self.field.setFocus()
