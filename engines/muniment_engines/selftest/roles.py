"""What the starter may start for a self-test, and under which confinement: the same profiles as the real processes'."""

from __future__ import annotations

ROLES: dict[str, tuple[str, str]] = {
    "selftest-window": ("muniment_engines.selftest.child:main", "window"),
    "selftest-indexer": ("muniment_engines.selftest.child:main", "indexer"),
    "selftest-worker": ("muniment_engines.selftest.child:main", "worker"),
    "selftest-listener": ("muniment_engines.selftest.listeners:main", "courier"),
}
"""To be among the roles of whoever runs a self-test."""
