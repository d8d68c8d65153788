"""Starting: what is imported before the window is there, what never is, and that the whole of it starts and ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import muniment_desktop
import pytest

PACKAGE = Path(muniment_desktop.__file__).parent
HERE = Path(__file__).parent

FORBIDDEN = ("QtNetwork", "QtPdf", "QtWebEngine", "QtQml", "QtMultimedia", "QTextBrowser", "QImageReader", "QDesktopServices")

IMPORTS = re.compile(r"^\s*(?:from|import) PySide6", re.MULTILINE)

WHOLE = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("conftest", sys.argv[1])
conftest = importlib.util.module_from_spec(spec)
spec.loader.exec_module(conftest)
import window_fakes as fakes
from pathlib import Path
from muniment_desktop import window
from muniment_desktop.window import app
from muniment_desktop.window.services import Start
from PySide6.QtCore import QTimer
session = fakes.a_session()
services = fakes.FakeServices(session)
shown = app.MainWindow.show
def show(self):
    shown(self)
    def close_when_listed(self=self):
        if len(self.works.listing.listing.documents) == 2:
            self.close()
        else:
            QTimer.singleShot(5, close_when_listed)
    close_when_listed()
app.MainWindow.show = show
status = window.run(services, Start(Path("/vaults"), vault=session.folder))
import threading
assert status == 0
assert session.closed
assert "geometry" in services.layout
assert threading.active_count() == 1, threading.enumerate()
"""

LIGHT = """
import sys
import muniment_desktop.window
assert "PySide6" not in sys.modules
import muniment_desktop.window.app
heavy = {"numpy", "torch", "faiss", "llama_cpp", "sqlcipher3", "pypdfium2", "muniment_retrieval.model"} & set(sys.modules)
assert not heavy, heavy
never = [m for m in sys.modules if m.startswith("PySide6.") and m.rsplit(".")[-1] in ("QtNetwork", "QtPdf", "QtQml")]
assert not never, never
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_the_window_comes_before_anything_heavy() -> None:
    done = run(LIGHT)
    assert done.returncode == 0, done.stderr


def test_the_whole_of_it_starts_opens_a_vault_and_ends() -> None:
    done = run(WHOLE, str(HERE / "conftest.py"))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("file", sorted(str(p.relative_to(PACKAGE)) for p in (PACKAGE / "window").rglob("*.py")))
def test_nothing_of_qt_is_used_that_could_read_a_document_or_reach_a_network(file: str) -> None:
    source = (PACKAGE / file).read_text(encoding="utf-8")
    assert [name for name in FORBIDDEN if name in source] == []


def test_threads_and_qt_meet_in_one_module() -> None:
    window = PACKAGE / "window"
    using = [p.name for p in window.rglob("*.py") if "import threading" in p.read_text(encoding="utf-8")]
    assert using == ["lanes.py"]


def test_qt_is_imported_in_the_window_only() -> None:
    others = [p for p in PACKAGE.rglob("*.py") if PACKAGE / "window" not in p.parents]
    assert others
    assert [p.name for p in others if IMPORTS.search(p.read_text(encoding="utf-8"))] == []
