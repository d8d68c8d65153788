"""One folder that is watched: where it is, how it stands, its rules, and the form that changes them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ..elided import ElidedLabel
from ..labels import plain_label, tip
from ..stylesheet import looks
from ..theme import Theme
from ..tick import Tick
from .wording import patterns_text, rules_from, rules_text, size_text, state_text

if TYPE_CHECKING:
    from muniment_retrieval.model import Rules, WatchedFolder

SIZE_WIDTH = 96
PATTERNS_TIP = "Names and patterns with commas between them: *.tmp, drafts/, old/**"


class FolderCard(QFrame):
    """`rules_wanted` with the folder's identifier and `Rules`; `remove_wanted` with its identifier."""

    rules_wanted = Signal(int, object)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme, folder: WatchedFolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "card")
        self._id = folder.id
        self._name = ElidedLabel()
        looks(self._name, "name")
        self._path = ElidedLabel()
        looks(self._path, "quiet")
        self._state = plain_label("", "quiet")
        self._rules = plain_label("", "quiet", wrap=True)
        self._reason = plain_label("", "doubtful", wrap=True)
        self.change = _button("Rules")
        self.change.setCheckable(True)
        self.remove = _button("Stop watching")
        self.form = RulesForm(theme)
        self.form.hide()
        self._lay_out()
        self.change.toggled.connect(self._unfold)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self._id))
        self.form.saved.connect(self._save)
        self.show_folder(folder)

    def show_folder(self, folder: WatchedFolder) -> None:
        """Say how the folder stands now. What is being written in the form stays."""
        shown = folder.path.encode("utf-8", "replace").decode()
        name = os.path.basename(shown) or shown  # noqa: PTH119
        self._name.setText(name)
        self._path.setText(shown)
        self._path.setToolTip(tip(shown))
        self._state.setText(state_text(folder))
        looks(self._state, "quiet" if folder.state.value in ("watched", "new") else "doubtful")
        self._rules.setText(rules_text(folder.rules))
        self._reason.setText(folder.reason)
        self._reason.setVisible(bool(folder.reason))
        self.change.setAccessibleName(f"Rules of {name}")
        self.remove.setAccessibleName(f"Stop watching {name}")
        self.setAccessibleName(f"{name}: {state_text(folder)}")
        if self.form.isHidden():
            self.form.show_rules(folder.rules)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._state)
        foot = QHBoxLayout()
        foot.setSpacing(2)
        foot.addWidget(self._rules, 1)
        foot.addWidget(self.change, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 11, 14, 9)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self._path)
        column.addWidget(self._reason)
        column.addLayout(foot)
        column.addWidget(self.form)

    def _unfold(self, open_: bool) -> None:
        self.form.setVisible(open_)
        if open_:
            self.form.patterns.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, rules: Rules) -> None:
        self.change.setChecked(False)
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)
        self.rules_wanted.emit(self._id, rules)


class RulesForm(QWidget):
    """`saved` with `Rules`."""

    saved = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.patterns, self.largest = QLineEdit(), QLineEdit()
        self.patterns.setPlaceholderText("*.tmp, drafts/, old/**")
        self.patterns.setToolTip(PATTERNS_TIP)
        self.patterns.setAccessibleName("Leave out these names and patterns, with commas between them")
        self.largest.setMaximumWidth(SIZE_WIDTH)
        self.largest.setAccessibleName("Largest file in megabytes")
        self.keep = Tick(theme, "Keep what was read when a file is deleted")
        self.save = QPushButton("Save")
        looks(self.save, "primary")
        form = QFormLayout(self)
        form.setContentsMargins(0, 10, 0, 4)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(14)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for text, field in (("Leave out", self.patterns), ("Largest file, MB", self.largest)):
            label = plain_label(text, "quiet")
            label.setBuddy(field)
            form.addRow(label, field)
        form.addRow("", self.keep)
        form.addRow("", self.save)
        self.save.setMaximumWidth(SIZE_WIDTH)
        for signal in (self.save.clicked, self.patterns.returnPressed, self.largest.returnPressed):
            signal.connect(lambda *_: self._save())
        self.largest.textChanged.connect(self._check)

    def show_rules(self, rules: Rules) -> None:
        self.patterns.setText(patterns_text(rules))
        self.largest.setText(size_text(rules))
        self.keep.setChecked(rules.keeps_deleted)

    def _written(self) -> Rules | None:
        return rules_from(self.patterns.text(), self.largest.text(), keeps_deleted=self.keep.isChecked())

    def _check(self) -> None:
        self.save.setEnabled(self._written() is not None)

    def _save(self) -> None:
        if (rules := self._written()) is not None:
            self.saved.emit(rules)


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    looks(button, "plain")
    return button
