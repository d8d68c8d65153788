"""What the starter may start, and under which confinement: data only, read before anything is confined.

A process can ask the starter for one of these names and for nothing else. The profile says what the process may do
(`muniment_engines.confinement`); the target is what it runs once it is confined.
"""

from __future__ import annotations

from muniment_engines.selftest.roles import ROLES as SELFTEST

ROLES: dict[str, tuple[str, str]] = {
    "command": ("muniment_desktop.cli.main:main", "window"),
    "window": ("muniment_desktop.window_main:main", "window"),
    "indexer": ("muniment_retrieval.indexer:main", "indexer"),
    "worker": ("muniment_engines.worker:main", "worker"),
    "courier": ("muniment_desktop.courier:main", "courier"),
    **SELFTEST,
}
