"""What this machine has to give: cores that are really there, and memory that is free; and giving memory back to it.

Both are asked by engines that load a model: as many threads as cores, and no model that the memory cannot hold. Whatever the
system does not tell (or a confined process may not read) is left out of the answer rather than guessed.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from collections.abc import Set
from pathlib import Path

CPUS = Path("/sys/devices/system/cpu")
CGROUP = Path("/sys/fs/cgroup")
MEMORY = Path("/proc/meminfo")


def physical_cores(cpus: Path = CPUS, cgroup: Path = CGROUP) -> int:
    """Cores that this process may use, hyperthreads counted once, within a container's quota; at least 1.

    More threads than cores make matrix arithmetic slower, not faster.
    """
    affinity = getattr(os, "sched_getaffinity", None)
    if affinity is not None:
        cores = _distinct_cores(affinity(0), cpus)
        return max(1, min(cores, _quota(cgroup) or cores))
    logical = os.cpu_count() or 1
    return max(1, logical // 2 if platform.machine().lower() in {"x86_64", "amd64"} else logical)


def available_memory(memory: Path = MEMORY, cgroup: Path = CGROUP) -> int | None:
    """Bytes that a program can still take without pushing others out; None where the system does not say."""
    if sys.platform == "win32":
        return _windows_memory()
    free = [number for number in (_linux_memory(memory), _group_memory(cgroup)) if number is not None]
    if free:
        return min(free)
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None


def give_back_memory() -> None:
    """Return to the system what this process has freed. The C library of Linux keeps it for long: freed pieces of very different
    sizes grow to a multiple of what is in use. Elsewhere nothing is done.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def _distinct_cores(allowed: Set[int], cpus: Path) -> int:
    siblings = {_read(cpus / f"cpu{cpu}" / "topology" / "thread_siblings_list") or str(cpu) for cpu in allowed}
    return len(siblings)


def _quota(cgroup: Path) -> int | None:
    """Whole processors that a container may use: `cpu.max` holds "200000 100000", or "max 100000"."""
    quota, _, period = (_read(cgroup / "cpu.max") or "max").partition(" ")
    if not (quota.isdigit() and period.isdigit() and int(period)):
        return None
    return max(1, int(quota) // int(period))


def _linux_memory(memory: Path) -> int | None:
    for line in (_read(memory) or "").splitlines():
        name, _, rest = line.partition(":")
        if name == "MemAvailable":
            return int(rest.split()[0]) * 1024
    return None


def _group_memory(cgroup: Path) -> int | None:
    """What a container's limit leaves. Its file cache can be dropped, so it does not count as used."""
    limit, used = _read(cgroup / "memory.max") or "max", _read(cgroup / "memory.current") or ""
    if not (limit.isdigit() and used.isdigit()):
        return None
    cache = 0
    for line in (_read(cgroup / "memory.stat") or "").splitlines():
        name, _, value = line.partition(" ")
        if name in {"active_file", "inactive_file"}:
            cache += int(value)
    return max(0, int(limit) - int(used) + cache)


def _read(path: Path) -> str | None:
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None


class _MemoryStatus(ctypes.Structure):
    """Windows' MEMORYSTATUSEX."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("total", ctypes.c_uint64),
        ("available", ctypes.c_uint64),
        ("total_page_file", ctypes.c_uint64),
        ("available_page_file", ctypes.c_uint64),
        ("total_virtual", ctypes.c_uint64),
        ("available_virtual", ctypes.c_uint64),
        ("available_extended", ctypes.c_uint64),
    )


def _windows_memory() -> int | None:
    if sys.platform != "win32":
        return None
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    if not ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return int(status.available)
