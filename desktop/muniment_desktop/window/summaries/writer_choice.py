"""Who writes the summary: this machine, or an engine elsewhere that was set up, with what that would mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ..asking.engine_button import HERE
from ..choice_list import ChoiceList
from ..labels import plain_label
from ..services import SetUpEngine
from . import wording


class WriterChoice(QWidget):
    """Not to be seen where nothing is set up, which `shown` tells. `changed` when another is chosen."""

    changed = Signal()
    shown = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engines: tuple[SetUpEngine, ...] = ()
        self.list = ChoiceList()
        self.list.setAccessibleName("Who writes the summary")
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(38)
        self.meaning = plain_label("", "quiet", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.meaning)
        self.list.currentIndexChanged.connect(lambda _: self._chosen())
        self.offer(())

    @property
    def engine(self) -> SetUpEngine | None:
        """The one elsewhere that is chosen; None is this machine."""
        at = self.list.currentIndex()
        return self._engines[at - 1] if 0 < at <= len(self._engines) else None

    @property
    def name(self) -> str:
        """Its name, empty for this machine."""
        return self.engine.name if self.engine is not None else ""

    def offer(self, engines: Sequence[SetUpEngine]) -> None:
        """These can be chosen, and this machine before them; what was chosen stays, and at first it is what the settings say."""
        if tuple(engines) == self._engines and self.list.count():
            return
        known = {engine.name for engine in self._engines}
        first = next((engine.name for engine in engines if engine.first and engine.name not in known), self.name)
        self._engines = tuple(engines)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItem(HERE.capitalize())
        for engine in engines:
            self.list.addItem(f"{engine.name} · {engine.model}" if engine.model else engine.name)
        names = [engine.name for engine in engines]
        self.list.setCurrentIndex(names.index(first) + 1 if first in names else 0)
        self.list.blockSignals(False)
        self.setVisible(bool(engines))
        self.shown.emit(bool(engines))
        self._chosen()

    def _chosen(self) -> None:
        self.meaning.setText(wording.meaning(self.engine))
        self.list.setAccessibleDescription(self.meaning.text())
        self.changed.emit()
