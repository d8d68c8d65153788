"""A button that is an icon, with a name for its tooltip and for a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from .theme import Theme


class ToolButton(QToolButton):
    """`shortcut` is what the menus bind, and only shown here."""

    def __init__(self, theme: Theme, icon: str, name: str, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._colour = "text"
        self.setIconSize(QSize(20, 20))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.say(name, shortcut)
        theme.changed.connect(self._restyle)
        self._restyle()

    def say(self, name: str, shortcut: str = "") -> None:
        """Call it this."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({shortcut})" if shortcut else name)

    def set_icon(self, icon: str, colour: str = "text") -> None:
        """Show another icon, in the colour of a token."""
        self._icon, self._colour = icon, colour
        self._restyle()

    def _restyle(self) -> None:
        self.setIcon(self._theme.icon(self._icon, self._colour))
