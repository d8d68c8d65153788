"""The self-test on a system that is not Linux, as far as it can be played here."""

from __future__ import annotations

import subprocess
import sys

ELSEWHERE = """
import ctypes, http.client, mmap, socket, ssl, subprocess, urllib.request  # each asks for the system by itself
import sys
sys.platform = "darwin"
from muniment_engines.selftest import raw, trying
from muniment_engines.selftest.way import Way
from muniment_engines.selftest.ways import every_way
assert every_way()
assert not raw.can_call()
print(*trying.attempt(Way("a raw call", lambda _: raw.call("socket", 2, 1, 0)), None, {}))
"""


def test_a_call_by_number_is_not_there() -> None:
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == "True not there\n", done.stderr
