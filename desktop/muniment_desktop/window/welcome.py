"""The first thing there is: making a vault, or opening one. What is asked for is a name; the rest is known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from .choosing import Chooser
from .elided import ElidedLabel
from .labels import plain_label, tip
from .locking.new_passphrase import NewPassphrase
from .stylesheet import looks
from .theme import Theme

WIDTH = 460
ABOUT = (
    "Ask your own documents, and see where every word of the answer comes from. A vault keeps what they say, encrypted, on this "
    "machine. Nothing leaves it."
)
FORBIDDEN = set('<>:"/\\|?*')


class Welcome(QWidget):
    """`make_wanted` with a folder and a passphrase, which may be empty; `open_wanted` with a folder; `choose_wanted` when a vault
    shall be looked for."""

    make_wanted = Signal(object, str)
    open_wanted = Signal(object)
    choose_wanted = Signal()

    def __init__(self, theme: Theme, chooser: Chooser, vaults_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._chooser = chooser
        self._where = vaults_folder
        self._said = plain_label("", "bad", wrap=True)
        self.make = QPushButton("Make a vault")
        looks(self.make, "primary")
        self.open = QPushButton("Open a vault…")
        looks(self.open, "plain")
        self.name = QLineEdit()
        self.name.setPlaceholderText("Name, such as that of the matter")
        self.name.setAccessibleName("Name of the new vault")
        self.passphrase = NewPassphrase()
        self._place = ElidedLabel()
        looks(self._place, "quiet")
        self._form = self._make_form()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._lay_out()
        self.make.clicked.connect(self._press)
        self.open.clicked.connect(self.choose_wanted)
        self.name.returnPressed.connect(self._press)
        self.name.textChanged.connect(self._show_place)
        self.passphrase.changed.connect(self._show_place)
        self.passphrase.confirmed.connect(self._press)
        self.restart()

    def restart(self) -> None:
        """As it was at first: one button."""
        self._form.hide()
        self.say("")
        self.name.clear()
        self.passphrase.clear()
        self._show_place()

    def begin(self) -> None:
        """Ask for the new vault's name."""
        self.say("")
        self._form.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()
        self._show_place()

    def say(self, sentence: str, busy: bool = False) -> None:
        """Say what went wrong, or what goes on."""
        looks(self._said, "quiet" if busy else "bad")
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self.make.setEnabled(not busy)

    def show_recent(self, folders: Sequence[Path]) -> None:
        """List the vaults that were opened last."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if folders:
            heading = plain_label("Opened before", "heading")
            heading.setContentsMargins(9, 18, 0, 4)
            self._recent.addWidget(heading)
        for folder in folders:
            self._recent.addWidget(self._row(folder))

    def _row(self, folder: Path) -> QPushButton:
        row = QPushButton(folder.name.replace("&", "&&"))
        row.setIcon(self._theme.icon("vault", "quiet"))
        row.setToolTip(tip(str(folder)))
        row.setAccessibleName(f"Open the vault {folder.name}")
        looks(row, "row")
        row.clicked.connect(lambda: self.open_wanted.emit(folder))
        return row

    def _make_form(self) -> QFrame:
        form = QFrame()
        change = QPushButton("Change…")
        looks(change, "plain")
        change.setAccessibleName("Change where the vault will lie")
        change.clicked.connect(self._change_place)
        row = QHBoxLayout()
        row.addWidget(self._place, 1)
        row.addWidget(change)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 4)
        column.addWidget(self.name)
        column.addWidget(self.passphrase)
        column.addLayout(row)
        return form

    def _lay_out(self) -> None:
        title = plain_label("Muniment", "display")
        said = plain_label(ABOUT, "lead", wrap=True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.make)
        buttons.addWidget(self.open)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(2)
        for widget in (title, said):
            column.addWidget(widget)
        column.addSpacing(18)
        column.addWidget(self._form)
        column.addLayout(buttons)
        column.addWidget(self._said)
        column.addLayout(self._recent)
        column.addStretch(3)
        holder = QWidget()
        holder.setFixedWidth(WIDTH)
        holder.setLayout(column)
        QHBoxLayout(self).addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)

    def _folder(self) -> Path:
        name = "".join("-" if c in FORBIDDEN or ord(c) < 32 else c for c in self.name.text()).strip(" .")[:120]
        return self._where / (name or "New vault")

    def _show_place(self) -> None:
        self._place.setText(f"in {self._folder()}")
        self.make.setEnabled(self._form.isHidden() or (bool(self.name.text().strip()) and self.passphrase.is_sound))

    def _change_place(self) -> None:
        self._chooser.folder(self, "Where the vault will lie", self._where, self._set_place)

    def _set_place(self, folders: Sequence[Path]) -> None:
        if folders:
            self._where = folders[0]
            self._show_place()

    def _press(self) -> None:
        if self._form.isHidden():
            self.begin()
        elif self.name.text().strip() and self.passphrase.is_sound:
            self.make_wanted.emit(self._folder(), self.passphrase.text)
