"""Wrong passphrases are slowed down: after a few, each costs a wait that grows, up to some minutes.

A try is written beside the vault before it is made, so that neither a crash nor a new start makes it free. Time is counted by the
clock that runs on while the machine sleeps, as long as the machine has not been started anew; otherwise by the wall clock, and
where that was set back, the wait begins again. Whoever can write in the vault's folder can take the count away; against them, and
against everybody who copies the vault, stands what each try costs in itself.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model import TooSoon

FILE = "attempts.json"
FREE, LONGEST = 3, 300.0
"""Wrong tries that cost no wait, and the longest wait, in seconds."""

_STARTED = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class _Tries:
    """How many were wrong, and when the last one was: by the wall clock, and since the machine was started."""

    wrong: int = 0
    wall: float = 0.0
    running: float = 0.0
    started: str = ""


def check(folder: Path) -> None:
    """Raises `TooSoon` where a wait is not over."""
    left = seconds_left(folder)
    if left > 0:
        seconds = int(left) + 1
        raise TooSoon(f"After wrong passphrases there is a wait: try again in {seconds} seconds.", left)


def seconds_left(folder: Path) -> float:
    """How long until the next passphrase may be tried; 0 where it may be tried now."""
    tries = _read(folder)
    wait = _wait(tries.wrong)
    if not wait:
        return 0.0
    now = _now(tries.wrong)
    passed = now.running - tries.running if now.started and now.started == tries.started else now.wall - tries.wall
    if passed < 0:  # the clock was set back
        _write(folder, now)
        passed = 0.0
    return max(0.0, wait - passed)


def begin(folder: Path) -> None:
    """Count a try as a wrong one, before it is made."""
    _write(folder, _now(_read(folder).wrong + 1))


def succeeded(folder: Path) -> None:
    """The passphrase was right: nothing is counted any more."""
    with suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)


def _wait(wrong: int) -> float:
    return 0.0 if wrong <= FREE else min(LONGEST, 2.0 ** min(wrong - FREE, 30))


def _now(wrong: int) -> _Tries:
    running = time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else 0.0
    started = ""
    with suppress(OSError):
        started = _STARTED.read_text(encoding="ascii").strip()
    return _Tries(wrong, time.time(), running, started)


def _read(folder: Path) -> _Tries:
    """What was counted. A file that is none of ours counts as many wrong tries, just now: it is not to be had for damaging it."""
    try:
        value: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
        wrong, wall, running = int(value["wrong"]), float(value["wall"]), float(value["running"])
        if wrong < 0:
            raise ValueError
        return _Tries(wrong, wall, running, str(value["started"]))
    except FileNotFoundError:
        return _Tries()
    except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
        tries = _now(FREE + 9)
        _write(folder, tries)
        return tries


def _write(folder: Path, tries: _Tries) -> None:
    """Where nothing can be written, in a vault that is only read, the cost of a try has to do."""
    draft = folder / f"{FILE}.new"
    with suppress(OSError):
        number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            json.dump(tries.__dict__, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder / FILE)
