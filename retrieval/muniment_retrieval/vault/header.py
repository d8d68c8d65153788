"""A vault's header: the wrapped data key, once for each way of opening.

The data key is random and never changes; SQLCipher only ever gets it raw. A way of opening (keychain, key file, passphrase,
recovery key) has a wrapping key of its own, and `header.json` holds the data key wrapped with it. Ways are added and changed
without touching the data. The header is written whole or not at all, and what was written before is overwritten on the disk, as
far as the disk does that.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from muniment_engines.system.locks import try_lock

from ..model import VaultBusy, VaultError, VaultTooNew
from .wrapping import KEY_BYTES, Way, wrap

HEADER = "header.json"
LOCK = "header.lock"
FORMAT = 1
LARGEST = 1 << 20
"""Bytes of a header; ours have less than 4 KB."""

_ID_BYTES = 16
_ID = re.compile(r"[0-9a-f]{32}")


class Keeper(Protocol):
    """Keeps wrapping keys outside of the vault: a keychain, or a key file."""

    @property
    def way(self) -> str:
        """ "keychain" or "keyfile": the word that the header bears."""
        ...

    def get(self, name: str) -> bytes | None:
        """The key kept under `name`, or None where there is none. Raises `VaultError` where it cannot be asked."""
        ...

    def set(self, name: str, key: bytes) -> None:
        """Raises `VaultError` where it cannot be kept."""
        ...

    def remove(self, name: str) -> None:
        """Keep it no longer, where it is kept. Raises `VaultError` where that cannot be had."""
        ...


@dataclass(frozen=True)
class Header:
    """`ways` are the entries of the file, in the order in which they are tried."""

    vault_id: str
    ways: tuple[Way, ...]

    def way(self, kind: str) -> Way | None:
        return next((way for way in self.ways if way["kind"] == kind), None)

    def with_way(self, way: Way) -> Header:
        """The same with this way in the place of the one of its kind."""
        return Header(self.vault_id, (*(other for other in self.ways if other["kind"] != way["kind"]), way))


def exists(folder: Path) -> bool:
    return (folder / HEADER).is_file()


def new_identity() -> tuple[str, bytes]:
    """A new vault's identifier and data key."""
    return secrets.token_hex(_ID_BYTES), secrets.token_bytes(KEY_BYTES)


def make(keepers: Sequence[Keeper]) -> tuple[Header, bytes]:
    """A new data key, and a header that holds it wrapped for the first keeper that works; neither is on disk yet.

    Raises `VaultError` where none works.
    """
    vault_id, data_key = new_identity()
    return Header(vault_id, (kept_by(keepers, vault_id, data_key),)), data_key


def kept_by(keepers: Sequence[Keeper], vault_id: str, data_key: bytes) -> Way:
    """The data key wrapped for the first keeper that keeps what it is given. Raises `VaultError` where none does."""
    failure: VaultError | None = None
    for keeper in keepers:
        try:
            wrapping = keeper.get(vault_id)  # what a try that was cut off has left there
            if wrapping is None or len(wrapping) != KEY_BYTES:
                wrapping = secrets.token_bytes(KEY_BYTES)
                keeper.set(vault_id, wrapping)
            kept = keeper.get(vault_id)
        except VaultError as error:
            failure = error
            continue
        if kept == wrapping:
            return wrap(vault_id, keeper.way, wrapping, data_key)
    raise failure or VaultError("There is no place to keep the vault's key; check the keychain and the user data folder.")


def read(folder: Path) -> Header:
    """Raises `VaultError` where there is no vault or its header is damaged, `VaultTooNew` for a newer format."""
    try:
        with (folder / HEADER).open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ValueError
        value: Any = json.loads(data.decode("utf-8"))
        if value["format"] > FORMAT:
            raise VaultTooNew("A newer Muniment made this vault; update Muniment to open it.")
        return _header(value)
    except FileNotFoundError as error:
        raise VaultError(f"There is no vault at {folder}; check the path, or make one.") from error
    except OSError as error:
        raise VaultError(f"The vault at {folder} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise VaultError(f"The header of the vault at {folder} is damaged; restore header.json from a copy.") from error


def write(folder: Path, header: Header) -> None:
    """Replace the header whole, durably, then overwrite what the old one held."""
    draft = folder / f"{HEADER}.new"
    text = json.dumps({"format": FORMAT, "vault": header.vault_id, "ways": list(header.ways)}, indent=1)
    number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    with _overwritten_after(folder / HEADER):
        draft.replace(folder / HEADER)
    make_durable(folder)


@contextmanager
def changing(folder: Path) -> Iterator[Header]:
    """The header, while nobody else changes it. Raises `VaultBusy`, or `VaultError`."""
    try:
        lock = (folder / LOCK).open("ab")
    except OSError as error:
        raise VaultError(f"The vault at {folder} cannot be written: {error.strerror}; check its permissions.") from error
    with lock:
        if not try_lock(lock.fileno()):
            raise VaultBusy("Another Muniment is changing how this vault opens; wait until it has finished, and try again.")
        try:
            yield read(folder)
        except OSError as error:
            raise VaultError(f"The vault at {folder} cannot be written: {error.strerror}.") from error


def overwrite(number: int) -> None:
    """Write over all of an open file, and have that reach the disk."""
    left = os.fstat(number).st_size
    os.lseek(number, 0, os.SEEK_SET)
    while left > 0:
        left -= os.write(number, secrets.token_bytes(min(left, 1 << 20)))
    os.fsync(number)


def make_durable(folder: Path) -> None:
    """Have the names of a folder's files survive a power cut, on systems where a folder can be synchronised."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


@contextmanager
def _overwritten_after(path: Path) -> Iterator[None]:
    """Hold a file while its name is given to another, then overwrite what it held. Best effort: the new one is what counts."""
    number = -1
    if os.name == "posix":
        with suppress(OSError):
            number = os.open(path, os.O_RDWR)
    try:
        yield
        if number >= 0 and os.fstat(number).st_nlink == 0:  # a copy by a hard link is the person's own
            with suppress(OSError):
                overwrite(number)
    finally:
        if number >= 0:
            os.close(number)


def _header(value: Any) -> Header:
    """Raises `ValueError`, `KeyError` or `TypeError` for what is none. The identifier becomes a key's name: it is checked."""
    ways = tuple({"kind": str(way["kind"]), **{str(k): str(v) for k, v in way.items()}} for way in value["ways"])
    if not _ID.fullmatch(value["vault"]):
        raise ValueError
    return Header(value["vault"], ways)
