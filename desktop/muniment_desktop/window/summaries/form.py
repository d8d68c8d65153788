"""What a person wishes: which documents, how long, about what, and in which way, with the time that each takes here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from ..chosen_stop import stop_at_chosen
from ..elided import ElidedLabel
from ..labels import plain_label
from ..stylesheet import looks
from . import wording
from .writer_choice import WriterChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from muniment_retrieval.summarising import Offer, Wish


class WishForm(QFrame):
    """`changed` whenever something else is wished for; `wanted` when it shall be made."""

    changed = Signal()
    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "card")
        self._chose = False
        self._documents: tuple[int, ...] | None = None
        self._scope = ElidedLabel()
        self.all = QPushButton("All documents")
        looks(self.all, "plain")
        self.focus = QLineEdit()
        self.focus.setPlaceholderText("Everything that matters – or: “only obligations”, “for the board”, a question")
        self.focus.setAccessibleName("What the summary shall be about")
        self.focus.setMaxLength(600)
        self._lengths = QButtonGroup(self)
        self._ways = QButtonGroup(self)
        self.writer = WriterChoice()
        self.length: dict[str, QPushButton] = {}
        self.way: dict[str, QRadioButton] = {}
        self._times = {way: plain_label("", "quiet") for way in wording.WAYS}
        self.make = QPushButton("Summarise")
        looks(self.make, "primary")
        self._lay_out()
        for group in (self._lengths, self._ways):
            stop_at_chosen(group)
        self.all.clicked.connect(lambda: self.choose(None, ""))
        self.focus.textEdited.connect(lambda _: self.changed.emit())
        self.focus.returnPressed.connect(self.wanted)
        self._ways.buttonClicked.connect(self._choose)
        self._lengths.buttonClicked.connect(lambda _: self.changed.emit())
        self.make.clicked.connect(self.wanted)
        self.writer.changed.connect(self._write_by)
        self.length["medium"].setChecked(True)
        self.choose(None, "")
        self.offer(())

    def choose(self, documents: tuple[int, ...] | None, names: str) -> None:
        """Summarise these documents, or all."""
        self._documents = documents
        self._scope.setText(names or "All documents of this vault")
        self.all.setVisible(documents is not None)
        self.changed.emit()

    @property
    def engine(self) -> str:
        """The engine elsewhere that shall write it; empty for this machine, which does alone what needs no model."""
        return "" if self.way["extract"].isChecked() else self.writer.name

    def wish(self) -> Wish:
        from muniment_retrieval.model import Scope
        from muniment_retrieval.summarising import LENGTHS, Way, Wish

        length = next(name for name, button in self.length.items() if button.isChecked())
        way = next((name for name, button in self.way.items() if button.isChecked()), "extract")
        return Wish(Scope(self._documents), LENGTHS[length], self.focus.text().strip(), Way(way))

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show what each way takes; those that there are not cannot be chosen. Who holds much is to read everything."""
        known = {offer.way.value: offer for offer in offers}
        for way, button in self.way.items():
            there = way in known or way == "extract"
            said = wording.takes(known.get(way), self.writer.engine)
            button.setEnabled(there)
            self._times[way].setText(said if there or not offers else "needs a model")
            button.setAccessibleName(f"{wording.WAYS[way]}, {self._times[way].text()}".rstrip(", "))
        if not any(button.isChecked() and button.isEnabled() for button in self.way.values()) or not self._chose:
            usual = "read" if self.writer.engine is not None else "write"
            self.way[usual if usual in known else "extract"].setChecked(True)

    def _choose(self) -> None:
        self._chose = True

    def _write_by(self) -> None:
        self._chose = False
        for label in self._times.values():
            label.clear()
        self.changed.emit()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        scope = QHBoxLayout()
        scope.addWidget(self._scope, 1)
        scope.addWidget(self.all)
        lengths = QHBoxLayout()
        lengths.setSpacing(6)
        for name, title in wording.LENGTHS.items():
            button = self.length[name] = QPushButton(title)
            looks(button, "group")
            button.setCheckable(True)
            self._lengths.addButton(button)
            lengths.addWidget(button)
        lengths.addStretch(1)
        rows: tuple[tuple[str, QHBoxLayout | QWidget], ...] = (("Of", scope), ("Length", lengths), ("About", self.focus))
        for row, (title, content) in enumerate(rows):
            label = plain_label(title, "quiet")
            grid.addWidget(label, row, 0)
            if isinstance(content, QHBoxLayout):
                grid.addLayout(content, row, 1, 1, 2)
            else:
                grid.addWidget(content, row, 1, 1, 2)
        by = plain_label("By", "quiet")
        by.setContentsMargins(0, 5, 0, 0)
        grid.addWidget(by, 3, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.writer, 3, 1, 1, 2)
        self.writer.shown.connect(by.setVisible)
        by.hide()
        for row, (way, title) in enumerate(wording.WAYS.items(), 4):
            radio = self.way[way] = QRadioButton(title)
            self._ways.addButton(radio)
            grid.addWidget(radio, row, 1)
            grid.addWidget(self._times[way], row, 2)
        grid.addWidget(plain_label("How", "quiet"), 4, 0)
        end = QHBoxLayout()
        end.addStretch(1)
        end.addWidget(self.make)
        grid.addLayout(end, 7, 1, 1, 2)
