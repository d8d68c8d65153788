"""A vault's header: the wrapped data key, once for each way of opening.

The data key is random and never changes; SQLCipher only ever gets it raw. A way of opening (keychain, key file; later passphrase
and recovery key) holds a wrapping key of its own elsewhere, and `header.json` holds the data key wrapped with it (AES-256-GCM,
bound to the vault's identifier). Ways are added and changed without touching the data. The header is written whole or not at all.
"""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..model import VaultError, VaultTooNew, WrongKey

HEADER = "header.json"
FORMAT = 1
KEY_BYTES = 32
_NONCE_BYTES = 12
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


@dataclass(frozen=True)
class Header:
    """`ways` are the entries of the file, in the order in which they are tried."""

    vault_id: str
    ways: tuple[dict[str, str], ...]


def exists(folder: Path) -> bool:
    return (folder / HEADER).is_file()


def make(keepers: Sequence[Keeper]) -> tuple[Header, bytes]:
    """A new data key, and a header that holds it wrapped for the first keeper that works; neither is on disk yet.

    Raises `VaultError` where none works.
    """
    data_key, vault_id = secrets.token_bytes(KEY_BYTES), secrets.token_hex(_ID_BYTES)
    failure: VaultError | None = None
    for keeper in keepers:
        wrapping = secrets.token_bytes(KEY_BYTES)
        try:
            keeper.set(vault_id, wrapping)
            kept = keeper.get(vault_id)
        except VaultError as error:
            failure = error
            continue
        if kept == wrapping:
            return Header(vault_id, (_wrapped(vault_id, keeper.way, wrapping, data_key),)), data_key
    raise failure or VaultError("There is no place to keep the vault's key; check the keychain and the user data folder.")


def unlock(folder: Path, keepers: Sequence[Keeper]) -> bytes:
    """The data key, by the first way that opens. Raises `WrongKey`, `VaultTooNew`, or `VaultError` with what to do."""
    header = read(folder)
    failure: VaultError = WrongKey("The key of this vault is not on this machine; open it where it was made, or restore its key.")
    by_way = {keeper.way: keeper for keeper in keepers}
    for way in header.ways:
        keeper = by_way.get(way["kind"])
        if keeper is None:
            continue
        try:
            wrapping = keeper.get(header.vault_id)
        except VaultError as error:
            failure = error
            continue
        if wrapping is not None:
            try:
                return _unwrapped(header.vault_id, way, wrapping)
            except WrongKey as error:
                failure = error
    raise failure


def read(folder: Path) -> Header:
    """Raises `VaultError` where there is no vault or its header is damaged, `VaultTooNew` for a newer format."""
    try:
        value: Any = json.loads((folder / HEADER).read_text(encoding="utf-8"))
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
    """Replace the header whole, durably."""
    draft = folder / f"{HEADER}.new"
    text = json.dumps({"format": FORMAT, "vault": header.vault_id, "ways": list(header.ways)}, indent=1)
    number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / HEADER)
    make_durable(folder)


def make_durable(folder: Path) -> None:
    """Have the names of a folder's files survive a power cut, on systems where a folder can be synchronised."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _header(value: Any) -> Header:
    """Raises `ValueError`, `KeyError` or `TypeError` for what is none. The identifier becomes a key's name: it is checked."""
    ways = tuple({"kind": str(way["kind"]), **{str(k): str(v) for k, v in way.items()}} for way in value["ways"])
    if not _ID.fullmatch(value["vault"]):
        raise ValueError
    return Header(value["vault"], ways)


def _wrapped(vault_id: str, kind: str, wrapping: bytes, data_key: bytes) -> dict[str, str]:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(wrapping).encrypt(nonce, data_key, _bound(vault_id, kind))
    return {"kind": kind, "nonce": _text(nonce), "key": _text(sealed)}


def _unwrapped(vault_id: str, way: dict[str, str], wrapping: bytes) -> bytes:
    try:
        nonce, sealed = base64.b64decode(way["nonce"]), base64.b64decode(way["key"])
        data_key = AESGCM(wrapping).decrypt(nonce, sealed, _bound(vault_id, way["kind"]))
    except (InvalidTag, ValueError, KeyError) as error:
        raise WrongKey("The key on this machine does not open this vault; restore the key that it was made with.") from error
    if len(data_key) != KEY_BYTES:
        raise WrongKey("The vault's header holds a key that is none; restore header.json from a copy.")
    return data_key


def _bound(vault_id: str, kind: str) -> bytes:
    return f"muniment {vault_id} {kind}".encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
