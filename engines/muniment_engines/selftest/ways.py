"""All the ways out that are tried, in order."""

from __future__ import annotations

from muniment_engines.selftest import ways_files, ways_kernel, ways_local, ways_network, ways_processes
from muniment_engines.selftest.way import Way


def every_way() -> list[Way]:
    """All of them, in the order in which they are tried; what can end a child comes last."""
    return [*ways_network.WAYS, *ways_local.WAYS, *ways_files.WAYS, *ways_processes.WAYS, *ways_kernel.WAYS]
