"""Who writes the next answer: this machine, or for that one question an engine elsewhere that was set up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QFontMetricsF
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ..labels import tip
from ..stylesheet import looks

HERE = "on this machine"
WIDTH = 150


class EngineButton(QPushButton):
    """Not to be seen where nothing is set up. After each question it is this machine again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self._group: QActionGroup | None = None
        self._engine = ""
        self.setMenu(self._menu)
        self.setAutoDefault(False)
        looks(self, "plain")
        self.offer(())

    @property
    def engine(self) -> str:
        """The name of the engine elsewhere, empty for this machine."""
        return self._engine

    def offer(self, engines: Sequence[str]) -> None:
        """These can be chosen, and this machine before them."""
        self._menu.clear()
        self._group = QActionGroup(self._menu)
        for name in ("", *engines):
            action = QAction((name or HERE.capitalize()).replace("&", "&&"), self._menu, checkable=True)
            action.triggered.connect(lambda _=False, n=name: self._choose(n))
            action.setData(name)
            self._group.addAction(action)
            self._menu.addAction(action)
        self.setVisible(bool(engines))
        self._choose(self._engine if self._engine in engines else "")

    def taken(self) -> str:
        """What was chosen for one question; the next one is for this machine again."""
        engine = self._engine
        self._choose("")
        return engine

    def _choose(self, name: str) -> None:
        self._engine = name
        for action in self._menu.actions():
            action.setChecked(action.data() == name)
        said = f"by “{name}”" if name else HERE
        shown = QFontMetricsF(self.font()).elidedText(said, Qt.TextElideMode.ElideMiddle, WIDTH)
        self.setText(f"{shown} ▾".replace("&", "&&"))
        self.setAccessibleName(f"Who answers the next question: {name or 'this machine'}")
        elsewhere = f"This question goes to “{name}”; you see what would be sent before it is."
        self.setToolTip(tip(elsewhere if name else "The next question is answered on this machine; press to choose another."))
