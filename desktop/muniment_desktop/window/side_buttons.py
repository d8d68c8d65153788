"""The buttons of the left column: the vault's, which opens a menu, and one for each room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from .elided import ElidedLabel
from .labels import plain_label, tip
from .stylesheet import looks
from .theme import Theme

ICON = QSize(20, 20)


class VaultButton(QPushButton):
    """The name of the vault that is open; pressed, it lists the others."""

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "vault")
        self._theme = theme
        self._icon, self._down = QLabel(), QLabel()
        self._name = ElidedLabel()
        looks(self._name, "lead-name")
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self._name, 1)
        row.addWidget(self._down)
        self.setMenu(menu)
        self.setFixedHeight(self._name.sizeHint().height() + 16)
        theme.changed.connect(self._restyle)
        self._restyle()

    def say(self, name: str) -> None:
        """Show the name of a vault, or that none is open."""
        self._name.setText(name or "No vault")
        self.setAccessibleName(f"Vault: {name or 'none is open'}")
        self.setToolTip(tip(name))

    def _restyle(self) -> None:
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(self._theme.icon("vault", "accent").pixmap(ICON, ratio))
        self._down.setPixmap(self._theme.icon("down", "quiet").pixmap(QSize(16, 16), ratio))


class RoomButton(QPushButton):
    """A room's name with its icon, and a count at the right."""

    def __init__(self, theme: Theme, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        looks(self, "row")
        self._theme, self._icon, self._title = theme, icon, title
        self.setCheckable(True)
        self.setIconSize(ICON)
        self._count = plain_label("", "quiet")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.addStretch(1)
        row.addWidget(self._count)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Zero shows nothing."""
        self._count.setText(f"{count:,}" if count else "")
        self.setAccessibleName(f"{self._title}, {count:,}" if count else self._title)

    def nextCheckState(self) -> None:
        self.setChecked(True)

    def _restyle(self) -> None:
        self.setIcon(self._theme.icon(self._icon, "quiet"))
