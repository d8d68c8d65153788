"""The lock screen: the vault's name, one field, one button. The wait after wrong passphrases is counted down where one types."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ..labels import plain_label, tip
from ..stylesheet import looks
from ..theme import Theme

WIDTH = 420
SECOND = 1000
ICON = 40
LONGEST = 100
"""Characters of a vault's name that are shown; the tip has all of it."""

PASSPHRASE, RECOVERY = "Passphrase", "Recovery key, with or without dashes"
LOCKED = "This vault is locked. Nothing of it is in this machine’s memory."
WAITING = "That was not it. The next passphrase can be tried in"
REMEMBERED = "This vault was closed. It has no passphrase: this machine remembers its key."


class LockPage(QWidget):
    """`unlock_wanted` with a folder, a passphrase and a recovery key, of which one is empty, or both where the machine remembers
    the key; `other_wanted` when another vault is wanted."""

    unlock_wanted = Signal(object, str, str)
    other_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.folder: Path | None = None
        self._kinds: tuple[str, ...] = ()
        self._by_recovery = False
        self._busy = False
        self._left = 0.0
        self._icon = QLabel()
        self._name = plain_label("", "display", wrap=True)
        self._lead = plain_label(LOCKED, "lead", wrap=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.open = QPushButton("Open")
        looks(self.open, "primary")
        self.switch = QPushButton()
        self.other = QPushButton("Another vault…")
        for button in (self.switch, self.other):
            looks(button, "plain")
        self._said = plain_label("", "bad", wrap=True)
        self._countdown = QTimer(self, interval=SECOND)
        self._countdown.timeout.connect(self._tick)
        self._lay_out()
        self.field.textChanged.connect(self._allow)
        self.field.returnPressed.connect(self._press)
        self.open.clicked.connect(self._press)
        self.switch.clicked.connect(lambda: self._use(recovery=not self._by_recovery))
        self.other.clicked.connect(self.other_wanted)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._use(recovery=False)

    def show_vault(self, folder: Path) -> None:
        """Ask for what opens this vault; what was typed for another one is gone."""
        self.folder = folder
        self._name.setText(_in_lines(folder.name))
        self._name.setToolTip(tip(str(folder)))
        self.say("")
        self.show_ways(("passphrase",), 0.0)
        self._use(recovery=False)

    def show_ways(self, kinds: Sequence[str], seconds: float) -> None:
        """What opens the vault, and how long it is until the next passphrase may be tried."""
        self._kinds = tuple(kinds)
        typed = "passphrase" in kinds or "recovery" in kinds
        self._lead.setText(LOCKED if typed else REMEMBERED)
        self.field.setVisible(typed)
        self._left = seconds
        self._countdown.start() if seconds > 0 else self._countdown.stop()
        self._use(recovery=self._by_recovery or "passphrase" not in kinds)
        self._show_wait()

    def say(self, sentence: str, busy: bool = False) -> None:
        """Say what went wrong, or what goes on."""
        self._busy = busy
        looks(self._said, "quiet" if busy else "bad")
        self._said.setText(sentence)
        if sentence and not busy:
            self.field.clear()
            self.take_focus()
        self._allow()

    def take_focus(self) -> None:
        (self.open if self.field.isHidden() else self.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _use(self, *, recovery: bool) -> None:
        if recovery != self._by_recovery:
            self.field.clear()
        self._by_recovery = recovery
        words = RECOVERY if recovery else PASSPHRASE
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(f"{words} of the vault {self.folder.name if self.folder else ''}".strip())
        self.switch.setText("Use the passphrase" if recovery else "Use the recovery key")
        self.switch.setVisible({"passphrase", "recovery"} <= set(self._kinds))
        self.take_focus()
        self._allow()

    def _allow(self) -> None:
        waiting = self._left > 0 and not self._by_recovery
        self.field.setEnabled(not self._busy)
        self.open.setEnabled(not self._busy and not waiting and (self.field.isHidden() or bool(self.field.text())))

    def _tick(self) -> None:
        self._left = max(0.0, self._left - 1)
        self._show_wait()
        if not self._left:
            self._countdown.stop()

    def _show_wait(self) -> None:
        if self._left > 0:
            looks(self._said, "bad")
            self._said.setText(f"{WAITING} {math.ceil(self._left)} s.")
        elif self._said.text().startswith(WAITING):
            self._said.setText("")
        self._allow()

    def _press(self) -> None:
        if self.folder is None or not self.open.isEnabled():
            return
        text = self.field.text()
        self.unlock_wanted.emit(self.folder, "" if self._by_recovery else text, text if self._by_recovery else "")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.open, self.switch, self.other):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addStretch(2)
        for widget in (self._icon, self._name, self._lead, self.field):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self._said)
        column.addStretch(3)
        self._said.setMinimumHeight(2 * self._said.fontMetrics().lineSpacing())
        holder = QWidget()
        holder.setFixedWidth(WIDTH)
        holder.setLayout(column)
        QHBoxLayout(self).addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)

    def _restyle(self) -> None:
        image: QIcon = self._theme.icon("lock", "accent")
        self._icon.setPixmap(image.pixmap(ICON, ICON))


def _in_lines(name: str) -> str:
    """A name that can be broken into lines anywhere, and in its middle shortened to about four of them."""
    shown = name if len(name) <= LONGEST else f"{name[: LONGEST // 2]}…{name[-LONGEST // 2 :]}"
    return re.sub(r"(\w{20})", "\\1\u200b", shown)
