"""A window to drive without a display: types, presses, waits, and measures how long the event loop stands still.

`conftest.py` makes this known as `window_driving`; `tests/bench/` loads it, too.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from muniment_desktop.window.main_window import MainWindow
from muniment_desktop.window.services import Start
from muniment_desktop.window.theme import Theme
from muniment_desktop.window.tidy import Tidy
from muniment_desktop.window.works import Works
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from window_fakes import PATIENCE_SECONDS, FakeChooser, FakeServices, FakeSession


def settle() -> None:
    """Let everything that is waiting in the event loop happen, deletions too."""
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def until(condition: Callable[[], object], what: str = "it never came true") -> None:
    """Run the event loop until something is true."""
    end = time.monotonic() + PATIENCE_SECONDS
    tick = QTimer(interval=2)
    tick.start()
    while not condition():
        assert time.monotonic() < end, what
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    tick.stop()


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab should come to it; parts of Qt's own widgets and what stands for another do not count."""
    ours = not widget.objectName().startswith("qt_") and widget.focusProxy() is None
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled() and ours


class Bench:
    """A window on its services and session."""

    def __init__(self, application: QApplication, services: FakeServices, start: Start | None = None) -> None:
        self._closed = False
        self.tidy = Tidy()
        self.services = services
        self.chooser = FakeChooser()
        self.works = Works(services)
        self.theme = Theme(application)
        self.window = MainWindow(self.theme, self.works, self.chooser, start or Start(Path("/vaults")))
        self.rooms = self.window.rooms
        self.window.show()
        self.window.activateWindow()
        settle()

    def opened(self, session: FakeSession) -> Bench:
        """Open a vault and wait for its documents."""
        self.works.vault.open(session.folder)
        until(lambda: self.works.vault.session is session)
        until(lambda: len(self.works.listing.listing.documents) == len(session.stored))
        return self

    def ask(self, question: str = "How much notice must Orion give?") -> None:
        """Type a question and press Enter."""
        self.rooms.ask.box.edit.setPlainText(question)
        QTest.keyClick(self.rooms.ask.box.edit, Qt.Key.Key_Return)

    def add(self, *paths: str) -> None:
        """Add files or folders, as if they had been chosen."""
        self.window.conductor.documents.add([Path(p) for p in paths or ("/home/ada/matter",)])

    def answered(self) -> None:
        """Wait until nothing is being written any more."""
        until(lambda: not self.works.asking.running)

    def press(self, keys: str) -> None:
        """Press keys where the focus is, as a person would."""
        QTest.keySequence(self.window.focusWidget() or self.window, QKeySequence(keys))
        QTest.keyClick(self.window, Qt.Key.Key_F35)  # means nothing; else Qt believes that Shift or Ctrl is still held

    def drawn(self) -> None:
        """Wait until everything that was to be read and drawn for the source has come."""
        settle()
        for _ in range(3):
            came: list[bool] = []
            self.works.lanes.drawing.call(lambda: True, came.append)
            until(lambda came=came: came)

    def close(self) -> bool:
        """Close the window; false where a lane did not end."""
        if self._closed:
            return True
        self._closed = True
        self.window.close()
        ended = self.works.close()
        self.tidy.stop()
        for thing in (self.window, self.theme, self.works, self.tidy):
            thing.deleteLater()
        settle()
        return ended


class Watch:
    """How long the Qt thread is kept from its event loop, in seconds: each time, and the longest.

    A timer ticks every few milliseconds; what lies between two ticks beyond that is a stall. Time in which the thread was ready
    and the machine's processors were busy with other processes does not count, where the system tells it; nor does that of the
    other threads, for one of them may have Python's lock meanwhile.
    """

    TICK = 0.004

    def __init__(self) -> None:
        self.worst = 0.0
        self.stalls: list[float] = []
        self._waits: dict[int, float] = {}
        self._last = self._now()
        self._timer = QTimer(interval=round(self.TICK * 1_000), timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def __enter__(self) -> Watch:
        self._last = self._now()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = self._now()
        stall = now - self._last - self.TICK
        self._last = now
        self.worst = max(self.worst, stall)
        self.stalls.append(stall)

    def _now(self) -> float:
        """Time that passed for these threads: the clock's, less what they have waited for a processor."""
        for thread in threading.enumerate():
            if thread.native_id is not None:
                self._waits[thread.native_id] = _waited(thread.native_id, self._waits.get(thread.native_id, 0.0))
        return time.monotonic() - sum(self._waits.values())


def _waited(thread: int, before: float) -> float:
    """Seconds; what it was `before` where the thread has ended, or the system does not tell."""
    try:
        now = int(Path(f"/proc/self/task/{thread}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return before
    return max(before, now)  # a new thread may have the number of one that has ended
