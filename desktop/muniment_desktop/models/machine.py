"""What this machine has: memory and cores, as far as this process may use them."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")


@dataclass(frozen=True)
class Machine:
    """`memory` is all there is and `free` what is not in use, in bytes; `cores` counts what this process may run on."""

    memory: int
    free: int
    cores: int

    @property
    def usable(self) -> int:
        """What a model may count on: what is free, or half of all, since other programs make room."""
        return max(self.free, self.memory // 2)


def measure() -> Machine:
    """Look at this machine now; takes well under a millisecond."""
    memory, free = _memory()
    limit = _cgroup_limit()
    return Machine(min(memory, limit), min(free, limit), _cores())


def _memory() -> tuple[int, int]:
    if sys.platform == "linux":
        return _linux_memory(Path("/proc/meminfo").read_text(encoding="ascii"))
    if sys.platform == "win32":
        from . import machine_windows

        return machine_windows.memory()
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return total, total // 2  # macOS keeps nearly all of it filled; half can be had in practice


def _linux_memory(text: str) -> tuple[int, int]:
    lines = dict(line.split(":", 1) for line in text.splitlines())
    kilobytes = {name: int(lines[name].split()[0]) for name in ("MemTotal", "MemAvailable")}
    return kilobytes["MemTotal"] * 1024, kilobytes["MemAvailable"] * 1024


def _cgroup_limit() -> int:
    """What a container lets us have; more than anything where there is no limit."""
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        try:
            text = (_CGROUP / name).read_text(encoding="ascii").strip()
        except OSError:
            continue
        if text.isdigit():
            return int(text)
    return sys.maxsize


def _cores() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
