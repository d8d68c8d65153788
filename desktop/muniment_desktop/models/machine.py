"""What this machine has for models, as far as this process may use it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from muniment_engines.bundled.machine import available_memory, physical_cores

_LIMIT = Path("/sys/fs/cgroup/memory.max")


@dataclass(frozen=True)
class Machine:
    """`memory` is all there is and `free` what can be had now, in bytes, each 0 where the system does not say."""

    memory: int
    free: int
    cores: int

    @property
    def usable(self) -> int:
        """What a model may count on: what is free, or half of all, since other programs make room."""
        return max(self.free, self.memory // 2)


def measure() -> Machine:
    """Look at this machine now; takes about a millisecond."""
    return Machine(_all_memory(), available_memory() or 0, physical_cores())


def _all_memory() -> int:
    if sys.platform == "win32":
        return 0  # it says what is free, and that is enough to choose by
    return min(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"), _container_limit())


def _container_limit() -> int:
    """Bytes that a container may use; more than anything where there is no limit."""
    try:
        text = _LIMIT.read_text(encoding="ascii").strip()
    except OSError:
        return sys.maxsize
    return int(text) if text.isdigit() else sys.maxsize
