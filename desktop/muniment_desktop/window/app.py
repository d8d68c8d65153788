"""The window's life: shown at once, then what is heavy is fetched behind it; at the end everything it began is ended.

First the application and its theme, then the window, on screen before any vault or model is loaded. The libraries that opening a
vault needs are imported on a lane in the meantime.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from .choosing import SystemChooser
from .faults import Faults
from .main_window import MainWindow
from .services import Services, Start
from .theme import Theme
from .tidy import Tidy
from .works import Works

if TYPE_CHECKING:
    from .locking.login import Login


def run_application(services: Services, start: Start) -> int:
    """Show the window until it is closed; the exit status."""
    application = QApplication.instance() or QApplication(["muniment"])
    if not isinstance(application, QApplication):
        raise TypeError("another kind of Qt application runs in this process already")
    application.setApplicationName("muniment")
    application.setApplicationDisplayName("Muniment")
    application.setDesktopFileName("muniment")
    faults, tidy = Faults(), Tidy()
    works = Works(services)
    window = MainWindow(Theme(application), works, SystemChooser(), start)
    faults.happened.connect(window.rooms.notice.say)
    window.show()
    login = attend(window, works) if sys.platform == "linux" else None
    works.fetching.refresh()
    status = application.exec()
    try:
        services.keep_layout(window.layout_now())
    finally:
        if login is not None:
            login.close()
        works.close()
        window.deleteLater()
        tidy.stop()
        faults.remove()
    return status


def attend(window: MainWindow, works: Works, address: str = "") -> Login:
    """Have the system's login service (`address`: on another bus than the system's) lock the vault, as `Login` says."""
    from .locking.login import Login

    login = Login(address)
    login.leaving.connect(window.locking.leave)
    window.locking.guards.connect(login.hold)
    login.begin(works.lanes.privacy)
    return login
