"""The totals: what the files have in common, with how many there are of each. One of them is shown below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ..flow import FlowLayout
from ..stylesheet import looks
from .wording import GROUPS, TO_DO, View


class Groups(QWidget):
    """`chosen` with the key of a group."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout()
        row.setSpacing(6)
        self.setLayout(row)
        together = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for key in GROUPS:
            button = QPushButton()
            looks(button, "group")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, k=key: self.chosen.emit(k))
            together.addButton(button)
            row.addWidget(button)
            self._buttons[key] = button

    def show_view(self, view: View, key: str) -> None:
        """Show how many there are of each, and which is shown."""
        for name, button in self._buttons.items():
            count = len(view.groups.get(name, ()))
            button.setText(f"{GROUPS[name]}  {count:,}")
            button.setAccessibleName(f"{GROUPS[name]}: {count:,} files")
            button.setVisible(count > 0)
            button.setChecked(name == key)

    def first(self) -> QPushButton:
        """The first that there are any of."""
        return next((b for b in self._buttons.values() if b.isVisibleTo(self)), self._buttons[TO_DO])

    def button(self, key: str) -> QPushButton:
        return self._buttons[key]
