"""Memory that no debugger, no crash report and no swap gets."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from muniment_engines.system.memory import keep_out_of_swap

from .conftest import linux_only

PRIVATE = """
import ctypes
from muniment_engines.system.linux import keep_private
libc = ctypes.CDLL(None)
before = libc.prctl(3, 0, 0, 0, 0)
keep_private()
print(before, libc.prctl(3, 0, 0, 0, 0))
"""


def locked_kilobytes() -> int:
    found = re.search(r"VmLck:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1])


@linux_only
def test_a_process_keeps_its_memory_private() -> None:
    done = subprocess.run([sys.executable, "-c", PRIVATE], capture_output=True, text=True, check=True)
    assert done.stdout == "1 0\n"


@linux_only
def test_a_secret_is_kept_out_of_the_swap() -> None:
    before, secret = locked_kilobytes(), os.urandom(1 << 16)
    assert keep_out_of_swap(secret)
    assert locked_kilobytes() - before >= 1 << 6
