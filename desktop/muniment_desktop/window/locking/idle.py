"""When nobody is there: no key and no pointer for a while, or a machine that slept.

A sleep is noticed afterwards, within seconds, by two clocks of which one stands still meanwhile.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

LOOK_MS = 2_000
SLEPT_SECONDS = 5.0
"""What the two clocks may differ by without a sleep between."""

_PRESENCE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)


class Clocks:
    """`awake` stands still while the machine sleeps, `always` runs on. Both in seconds."""

    def awake(self) -> float:
        return time.monotonic()

    def always(self) -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.time()


class Idle(QObject):
    """`away` when a person has done nothing for `seconds` (0: never), and when the machine has slept."""

    away = Signal()

    def __init__(self, seconds: float, clocks: Clocks | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._clocks = clocks or Clocks()
        self._present = self._clocks.awake()
        self._apart = self._clocks.always() - self._present
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        if (application := QApplication.instance()) is not None:
            application.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _PRESENCE and not self._slept():
            self._present = self._clocks.awake()
        return False

    def look(self) -> None:
        """Look at the clocks."""
        slept = self._slept()
        idle = self._seconds > 0 and self._clocks.awake() - self._present >= self._seconds
        self._apart = self._clocks.always() - self._clocks.awake()
        if slept or idle:
            self.away.emit()

    def _slept(self) -> bool:
        return abs(self._clocks.always() - self._clocks.awake() - self._apart) > SLEPT_SECONDS
