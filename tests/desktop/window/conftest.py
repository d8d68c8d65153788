"""What the window's tests share: windows that are closed again, and guards against what a test leaves behind."""

from __future__ import annotations

import gc
import importlib.util
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication


def _share(name: str) -> None:
    """Make a file beside this one importable as `window_NAME`; the folder of the tests is no package."""
    spec = importlib.util.spec_from_file_location(f"window_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)


for _name in ("gates", "specimens", "talks", "shelves", "session", "services", "chooser", "fakes", "driving"):
    if f"window_{_name}" not in sys.modules:
        _share(_name)

from window_driving import Bench, settle  # noqa: E402
from window_fakes import FakeServices, FakeSession, a_session  # noqa: E402


@pytest.fixture(scope="session")
def application() -> QApplication:
    found = QApplication.instance() or QApplication(["test"])
    assert isinstance(found, QApplication)
    return found


@pytest.fixture(autouse=True)
def guarded(application: QApplication) -> Iterator[None]:
    """A defect in a slot, a message of Qt's, a thread or a window that is left behind: each fails the test."""
    defects: list[str] = []
    messages: list[str] = []
    previous, sys.excepthook = sys.excepthook, lambda kind, error, _: defects.append(f"{kind.__name__}: {error}")
    qInstallMessageHandler(lambda _, __, message: messages.append(message))
    yield
    settle()
    gc.collect()
    sys.excepthook = previous
    qInstallMessageHandler(None)
    assert not defects, f"a slot raised: {defects}"
    assert not messages, f"Qt said: {messages}"
    assert not [t.name for t in threading.enumerate() if t.name.startswith("muniment-")], "a lane is still alive"
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible()], "a window is still open"


@pytest.fixture
def bench(application: QApplication) -> Iterator[Callable[..., Bench]]:
    """Makes windows, and closes them with their threads."""
    made: list[Bench] = []

    def make(*sessions: FakeSession, services: FakeServices | None = None, **more: object) -> Bench:
        made.append(Bench(application, services or FakeServices(*sessions), **more))
        return made[-1].opened(sessions[0]) if sessions else made[-1]

    yield make
    ended = [b.close() for b in made]
    assert all(ended), "a lane did not end in time"


@pytest.fixture
def session() -> FakeSession:
    """Two documents, and an answer that rests on both."""
    return a_session()
