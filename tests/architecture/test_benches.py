"""Every bench can be started: what it imports is there, and it says what it is for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"
SCRIPTS = sorted(str(path) for path in BENCH.glob("*.py") if "__main__" in path.read_text(encoding="utf-8"))
START = """
import contextlib, io, json, runpy, sys, traceback
said = {}
for path in json.loads(sys.argv[1]):
    sys.argv = [path.rpartition("/")[2], "--help"]
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            runpy.run_path(path, run_name="__main__")
        said[path] = "it did not stop at --help"
    except SystemExit as end:
        said[path] = out.getvalue() if not end.code else f"it ended with {end.code}"
    except BaseException:
        said[path] = traceback.format_exc()
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    """What each says when it is asked for help: all in one process, for most of the time goes into what they import."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(BENCH)}  # as Python does it for a script
    done = subprocess.run(
        [sys.executable, "-c", START, json.dumps(SCRIPTS)],
        cwd=BENCH,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: Path(path).name)
def test_it_says_what_it_is_for(said: dict[str, str], path: str) -> None:
    assert said[path].startswith(f"usage: {Path(path).name}"), said[path]
