"""Disks that are mounted in the midst of a watched folder: the vault remembers where they were."""

from __future__ import annotations

from ..model import WatchedFolder
from ..mounts import away, mounts_below
from ..vault import Vault


def disks_away(vault: Vault, folder: WatchedFolder) -> frozenset[str]:
    """Where in a folder disks were mounted that are away; where there are disks now is kept for the next time."""
    known, now = vault.mounts(folder.id), mounts_below(folder.path)
    missing = away(known, now)
    if known != now | missing:
        vault.folders.keep_mounts(folder.id, now | missing)
    return missing
