"""A child that confines itself and then tries one thing, started as the program's own processes are."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import muniment_engines
import pytest

PACKAGES = str(Path(muniment_engines.__file__).parents[1])

CHILD = """
import sys
sys.path.insert(0, {packages!r})
import ctypes, errno, json, os, socket, struct
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    result = libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result
{before}
from muniment_engines.confinement import confine
report = confine({profile!r}, readable={readable!r}, writable={writable!r})
value = None
try:
{attempt}
    outcome = "done"
except OSError as error:
    outcome = errno.errorcode.get(error.errno, "refused by Python")
print(json.dumps({{"outcome": outcome, "value": value, "report": report.as_json()}}))
"""

Try = Callable[..., dict[str, Any]]


@pytest.fixture
def attempt() -> Try:
    """Run `code` in a child confined to `profile`: {"outcome": "done" or an errno's name, "value", "report"}."""

    def run(
        code: str, profile: str, readable: Sequence[str] = (), writable: Sequence[str] = (), before: str = ""
    ) -> dict[str, Any]:
        child = CHILD.format(
            packages=PACKAGES,
            before=before,
            profile=profile,
            readable=tuple(readable),
            writable=tuple(writable),
            attempt="\n".join(f"    {line}" for line in code.splitlines()),
        )
        done = subprocess.run([sys.executable, "-I", "-S", "-c", child], capture_output=True, text=True, timeout=60, check=False)
        if done.returncode:
            return {"outcome": f"exit {done.returncode}", "value": done.stderr, "report": {}}
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    return run
