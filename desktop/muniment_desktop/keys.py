"""Where the keys of vaults are kept: in the system's keychain, or, where there is none, in a file that only this user can read.

Keychains hang, refuse and go away; so each is asked in a thread with a time limit. Only the system's own counts: not what the
`keyring` library calls "null" and "fail", and nothing of a third party, which may write plain text. Where a person has told that
library which one to use, or none, that holds.
"""

from __future__ import annotations

import base64
import binascii
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from muniment_retrieval.model import VaultError
from muniment_retrieval.vault import Keeper, header

SERVICE = "Muniment vault"
PATIENCE = 30.0
"""Seconds that a keychain has; it may be asking the person to unlock it."""

NOTICE = (
    "No keychain of this machine could be used, so the vault's key lies in a file that only your user can read."
    " Whoever can read your files can open this vault."
)

_KEYCHAINS = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)

T = TypeVar("T")


class Keychain:
    """The system's keychain. `backend` is one of `keyring`'s."""

    way = "keychain"

    def __init__(self, backend: Any, patience: float = PATIENCE) -> None:
        self._backend = backend
        self._patience = patience

    def get(self, name: str) -> bytes | None:
        """Raises `VaultError` where the keychain refuses or does not answer."""
        found = in_time(lambda: self._backend.get_password(SERVICE, name), self._patience)
        if found is None:
            return None
        try:
            return base64.b64decode(found, validate=True)
        except (binascii.Error, ValueError) as error:
            raise VaultError("What the keychain holds for this vault is no key; restore the keychain from a copy.") from error

    def set(self, name: str, key: bytes) -> None:
        """Raises `VaultError` where the keychain refuses or does not answer."""
        in_time(lambda: self._backend.set_password(SERVICE, name, base64.b64encode(key).decode("ascii")), self._patience)

    def remove(self, name: str) -> None:
        """Raises `VaultError` where the keychain refuses or does not answer."""
        if self.get(name) is not None:
            in_time(lambda: self._backend.delete_password(SERVICE, name), self._patience)


class KeyFile:
    """A file for each vault in `folder`, mode 0600."""

    way = "keyfile"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """Raises `VaultError` where there is a file that cannot be read. One that others may read is closed to them."""
        path = self._path(name)
        try:
            key = base64.b64decode(path.read_text(encoding="ascii"), validate=True)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise VaultError(f"The vault's key file {path} cannot be read; check its permissions, or restore it.") from error
        with suppress(OSError):
            path.chmod(0o600)
        return key

    def set(self, name: str, key: bytes) -> None:
        """Raises `VaultError` where it cannot be written. One that is there is never written over."""
        path = self._path(name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(number, "w", encoding="ascii") as file:
                file.write(base64.b64encode(key).decode("ascii"))
                file.flush()
                os.fsync(file.fileno())
            header.make_durable(self._folder)
        except OSError as error:
            raise VaultError(f"The vault's key cannot be kept in {self._folder}: {error.strerror}.") from error

    def remove(self, name: str) -> None:
        """Overwritten first, as far as the disk does that. Raises `VaultError` where it cannot be removed."""
        path = self._path(name)
        try:
            number = os.open(path, os.O_RDWR)
            try:
                header.overwrite(number)
            finally:
                os.close(number)
            path.unlink()
            header.make_durable(self._folder)
        except FileNotFoundError:
            return
        except OSError as error:
            raise VaultError(f"The vault's key file {path} cannot be removed: {error.strerror}; remove it yourself.") from error

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.key"


def keepers(folder: Path, vault: Path) -> list[Keeper]:
    """The keepers that this machine has for a vault, the best first; `folder` is for key files.

    Raises `VaultError` where that would lie inside the vault: a copy of the vault would carry its key.
    """
    if folder.resolve().is_relative_to(vault.resolve()):
        raise VaultError(f"Muniment keeps its own files at {vault}; choose another folder for the vault.")
    backend = real_keychain()
    return [*([] if backend is None else [Keychain(backend)]), KeyFile(folder)]


def real_keychain(patience: float = PATIENCE) -> Any | None:
    """The system's keychain, as `keyring` finds it; None where there is none, or it does not answer."""
    import keyring

    try:
        return in_time(lambda: _real(keyring.get_keyring()), patience)
    except VaultError:
        return None


def notice(folder: Path) -> str:
    """A sentence for the person where this vault opens with a key file; else empty."""
    return NOTICE if any(way["kind"] == KeyFile.way for way in header.read(folder).ways) else ""


def _real(backend: Any) -> Any | None:
    """`backend`, or the best of those that it asks one after the other."""
    several = getattr(backend, "backends", None)
    found = [backend] if several is None else list(several)
    return next((one for one in found if type(one).__module__ in _KEYCHAINS), None)


def in_time(ask: Callable[[], T], patience: float) -> T:
    """What `ask` returns. Raises `VaultError` where the keychain refuses, fails or does not answer."""
    answers: list[T] = []
    failures: list[Exception] = []

    def run() -> None:
        try:
            answers.append(ask())
        except Exception as error:
            failures.append(error)

    thread = threading.Thread(target=run, name="keychain", daemon=True)
    thread.start()
    thread.join(patience)
    if answers:
        return answers[0]
    why = "refuses" if failures else "does not answer"
    raise VaultError(f"The keychain {why}; unlock it, and try again.")
