"""A confined process that listens to a login service, as the window does: tells its parent what it hears, and ends when it is to
lock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def main(channel: Any, spec: Mapping[str, Any]) -> int:
    from muniment_desktop.window.lanes import Lanes
    from muniment_desktop.window.locking.login import Login
    from PySide6.QtCore import QCoreApplication

    application = QCoreApplication(["test"])
    lanes, login = Lanes(), Login(spec["address"])
    login.ready.connect(lambda: login.hold(True))
    login.braked.connect(lambda: channel.send({"braked": True}))
    login.leaving.connect(lambda: (channel.send({"leaving": True}), channel.receive(60), application.quit()))
    login.begin(lanes.privacy)
    application.exec()
    lanes.finish()
    return 0 if lanes.join() else 1
