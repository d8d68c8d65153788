"""The bottom left: what this machine does, always. A green lock while nothing leaves or comes; amber while a model is fetched."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from .elided import ElidedLabel
from .labels import tip
from .stylesheet import looks
from .theme import Theme

OFFLINE = "offline"
OFFLINE_TIP = "Nothing leaves this machine, and nothing comes in."
SWITCHED_OFF_TIP = "The network is switched off: nothing leaves this machine, and nothing comes in, until you switch it on."


class Status(QFrame):
    """A word about the network, and under it what is being worked on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sending = ""
        self._host = ""
        self._switched_off = False
        self._icon = QLabel()
        self._network = ElidedLabel()
        self._work = ElidedLabel()
        self._partner = ElidedLabel()
        for label in (self._partner, self._work):
            looks(label, "quiet")
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 10, 8, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._icon, 0, 0)
        grid.addWidget(self._network, 0, 1)
        grid.addWidget(self._partner, 1, 1)
        grid.addWidget(self._work, 2, 1)
        grid.setColumnStretch(1, 1)
        theme.changed.connect(self._show)
        self.say_network("")
        self.say_work("")

    @property
    def text(self) -> str:
        """All that it says."""
        return " · ".join(t for t in (self._network.text(), self._partner.text(), self._work.text()) if t)

    def say_network(self, sending: str, host: str = "") -> None:
        """What goes over the network right now, and with whom; empty when nothing does."""
        self._sending, self._host = sending, host
        self._partner.setText(f"from {host}" if host else "")
        self._partner.setVisible(bool(host))
        self._show()

    def say_sending(self, host: str) -> None:
        """Who is being sent something that a person has approved; empty when nobody is."""
        self.say_network(f"sending to {host}" if host else "")
        if host:
            self.setToolTip(tip(f"What you approved goes to {host}."))

    def say_switched_off(self, switched_off: bool) -> None:
        """Whether a person keeps the network switched off."""
        if switched_off != self._switched_off:
            self._switched_off = switched_off
            self._show()

    def say_work(self, text: str) -> None:
        """What is being worked on right now."""
        self._work.setText(text)
        self._work.setVisible(bool(text))
        self._show()

    def _show(self) -> None:
        online = bool(self._sending)
        self._network.setText(self._sending or OFFLINE)
        at_rest = SWITCHED_OFF_TIP if self._switched_off else OFFLINE_TIP
        self.setToolTip(tip(f"A model comes from {self._host}. Nothing of yours leaves this machine.") if online else at_rest)
        looks(self._network, "doubtful" if online else "good")
        colour = "doubtful" if online else "good"
        self._icon.setPixmap(self._theme.icon("sending" if online else "lock", colour).pixmap(QSize(16, 16), self._ratio()))
        self.setAccessibleName(f"Status: {self.text}")

    def _ratio(self) -> float:
        return self.devicePixelRatioF()
