"""What a person can say to a request: keep it here, send it once, and, where that is disclosed, allow more than this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..choice_list import ChoiceList
from ..labels import plain_label
from ..stylesheet import looks
from . import wording

if TYPE_CHECKING:
    from ...airlock import Sheet


class Verbs(QWidget):
    """`said` with a decision; `keep` is the default button."""

    said = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keep, self.once, self.whole = (
            QPushButton("Keep it here"),
            QPushButton("Send this once"),
            QPushButton("Send all of it"),
        )
        self.disclose = QPushButton("Allow for …")
        self.disclose.setCheckable(True)
        self.keep.setToolTip("Nothing is sent; this machine does it (Esc)")
        looks(self.keep, "primary")
        looks(self.disclose, "plain")
        self.times = ChoiceList()
        self.times.setAccessibleName("For how long")
        for seconds, said in wording.TIMES:
            self.times.addItem(said, seconds)
        self.allow_it = QPushButton("Send, and allow it")
        self._standing = plain_label("", "quiet", wrap=True)
        self._row = QWidget()
        for button in (self.once, self.whole, self.disclose, self.allow_it):
            button.setAutoDefault(False)
        self.keep.setDefault(True)
        self._lay_out()
        self.disclose.toggled.connect(self._row.setVisible)
        self.once.clicked.connect(self._once)
        self.whole.clicked.connect(self._whole)
        self.allow_it.clicked.connect(self._allow_it)

    def show_sheet(self, sheet: Sheet, vault: str) -> None:
        """Offer what can be said to this one."""
        self.disclose.setChecked(False)
        self._row.hide()
        self.disclose.setVisible(not sheet.once)
        self.whole.setVisible(sheet.bounds is not None)
        if sheet.bounds is not None:
            self.whole.setText(f"Send all {sheet.bounds.requests:,}")
        outgoing = sheet.outgoing
        self._standing.setText(
            f"Without asking again: whatever “{outgoing.engine}” needs for {outgoing.purpose} from {vault}, for"
        )

    def allow(self, ready: bool) -> None:
        """Whether anything can be sent now."""
        for widget in (self.once, self.whole, self.disclose, self.allow_it, self.times):
            widget.setEnabled(ready)

    def _once(self) -> None:
        from ...airlock import Once

        self.said.emit(Once())

    def _whole(self) -> None:
        from ...airlock import WholeJob

        self.said.emit(WholeJob())

    def _allow_it(self) -> None:
        from ...airlock import Standing

        self.said.emit(Standing(float(self.times.currentData())))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._standing, 1)
        row.addWidget(self.times)
        row.addWidget(self.allow_it)
        verbs = QHBoxLayout()
        verbs.setContentsMargins(0, 0, 0, 0)
        verbs.addWidget(self.disclose)
        verbs.addStretch(1)
        for button in (self.whole, self.once, self.keep):
            verbs.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        column.addLayout(verbs)
