"""Destroying a vault: its key goes first, so that everything else is noise from then on; then the files go.

The header is overwritten where it lies, then the keys that this machine remembers are removed, then every file of the vault is
overwritten and removed. Disks that keep old blocks (SSDs, snapshots, copies) may keep the old header: whoever has that, and the
passphrase, could still open what they kept of the database.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from muniment_engines.system.locks import try_lock

from ..model import VaultBusy, VaultError
from . import header, patience
from .audit import SEAL_FILE
from .header import HEADER, LOCK, Header, Keeper
from .store import DATABASE

_OURS = (f"{DATABASE}*", f"{SEAL_FILE}*", f"{HEADER}*", LOCK, f"{patience.FILE}*", "indexer.lock")


def destroy(folder: Path, keepers: Sequence[Keeper]) -> tuple[str, ...]:
    """Destroy a vault for good; returns the names of what else is in its folder, which stays. May be called again when cut off.

    Raises `VaultBusy` while documents are read into it, and `VaultError`.
    """
    found = _read(folder)
    try:
        with (folder / "indexer.lock").open("ab") as lock:
            if not try_lock(lock.fileno()):
                raise VaultBusy("Documents are being read into this vault; stop that, and try again.")
            _remove(folder / HEADER, keep_name=True)
            for keeper in keepers:
                if found is not None and found.way(keeper.way) is not None:
                    keeper.remove(found.vault_id)
            # The header's name goes last: as long as it is there, the folder is known as a vault's.
            ours = {path for pattern in _OURS for path in folder.glob(pattern) if path.is_file() and not path.is_symlink()}
            for path in sorted(ours, key=lambda path: path.name == HEADER):
                _remove(path)
        header.make_durable(folder)
    except OSError as error:
        raise VaultError(f"The vault at {folder} cannot be destroyed: {error.strerror}; check its permissions.") from error
    left = tuple(sorted(path.name for path in folder.iterdir()))
    if not left:
        with suppress(OSError):
            folder.rmdir()
    return left


def _read(folder: Path) -> Header | None:
    """The header, or None where it is damaged, as that of a vault is whose destruction was cut off.

    Raises `VaultError` where there is no vault: another program's folder may have a file of that name.
    """
    try:
        return header.read(folder)
    except VaultError:
        if not (header.exists(folder) and (folder / DATABASE).exists()):
            raise
        return None


def _remove(path: Path, *, keep_name: bool = False) -> None:
    number = os.open(path, os.O_RDWR)
    try:
        header.overwrite(number)
    finally:
        os.close(number)
    if not keep_name:
        path.unlink()
