"""Figures of the window: `python tests/bench/window.py [--runs N]`, on whatever platform QT_QPA_PLATFORM names.

Seconds from the start of the process to the imports, to the window and to its first picture, the best and the middle of some
runs; and how long the Qt thread was at most kept from its event loop, with 5,000 documents and with 100,000.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1] / "desktop" / "window"

START = """
import json, sys, time
began = float(sys.argv[1])
from pathlib import Path
import muniment_desktop.window.app as app
from muniment_desktop.window.services import Start
from PySide6.QtCore import QTimer
imported = time.time()
class Services:
    def recent_vaults(self): return []
    def models(self): return []
    def keep_layout(self, layout): pass
class Timed(app.MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        if not hasattr(self, "painted"):
            self.painted = time.time()
            QTimer.singleShot(0, self.close)
    def show(self):
        self.made = time.time()
        super().show()
        Timed.only = self
app.MainWindow = Timed
app.run_application(Services(), Start(Path("/vaults")))
done = Timed.only
print(json.dumps({"imported": imported - began, "made": done.made - began, "painted": done.painted - began}))
"""


def first_window() -> dict[str, float]:
    """Seconds from the start of a process until it has imported, made and painted the window."""
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", START, str(began)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def load(name: str, path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def worst_stall(documents: int) -> tuple[float, int]:
    """The longest stall of the scripted morning, in seconds, and how many turns of the event loop were measured."""
    load("conftest", TESTS / "conftest.py")
    stalls = load("test_stalls", TESTS / "test_stalls.py")
    import window_driving as driving
    import window_fakes as fakes
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication(["bench"])
    stalls.DOCUMENTS = documents
    session = stalls.a_full_vault()
    bench = driving.Bench(application, fakes.FakeServices(session))
    bench.window.resize(1500, 950)
    with driving.Watch() as watch:
        stalls.a_morning(bench, session)
    bench.close()
    return watch.worst, len(watch.stalls)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    runs = [first_window() for _ in range(parser.parse_args().runs)]
    for what in ("imported", "made", "painted"):
        values = [run[what] for run in runs]
        print(f"{what:10} best {min(values):.3f} s, middle {statistics.median(values):.3f} s")
    for documents in (5_000, 100_000):
        worst, turns = worst_stall(documents)
        print(f"worst stall with {documents:,} documents: {worst * 1_000:.0f} ms in {turns:,} turns")


if __name__ == "__main__":
    main()
