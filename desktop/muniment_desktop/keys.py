"""Where the keys of vaults are kept: in the system's keychain, or, where there is none, in a key file that only this user can read.

Keychains hang, lie and go away; so each is asked in a thread with a time limit, and only a real one counts (not the library's "null"
and "fail" backends, and none that writes plain text).
"""

from __future__ import annotations

import base64
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from muniment_retrieval.model import VaultError
from muniment_retrieval.vault import Keeper, header

SERVICE = "Muniment vault"
PATIENCE = 30.0
"""Seconds that a keychain has; it may be asking the person to unlock it."""

NOTICE = (
    "There is no keychain on this machine, so the vault's key lies in a file that only your user can read."
    " Whoever can read your files can open this vault."
)

T = TypeVar("T")


class Keychain:
    """The system's keychain, through `keyring`."""

    way = "keychain"

    def get(self, name: str) -> bytes | None:
        import keyring

        found = _in_time(lambda: keyring.get_password(SERVICE, name))
        return None if found is None else base64.b64decode(found)

    def set(self, name: str, key: bytes) -> None:
        import keyring

        _in_time(lambda: keyring.set_password(SERVICE, name, base64.b64encode(key).decode("ascii")))


class KeyFile:
    """A file for each vault in the user's data folder, mode 0600."""

    way = "keyfile"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        try:
            return base64.b64decode((self._folder / f"{name}.key").read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise VaultError(f"The key file in {self._folder} cannot be read; check its permissions, or restore it.") from error

    def set(self, name: str, key: bytes) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            number = os.open(self._folder / f"{name}.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(number, "w", encoding="ascii") as file:
                file.write(base64.b64encode(key).decode("ascii"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise VaultError(f"The vault's key cannot be kept in {self._folder}: {error.strerror}.") from error


def keepers(folder: Path) -> list[Keeper]:
    """The keepers that this machine has, the best first; `folder` is for key files."""
    return [*([Keychain()] if keychain_is_real() else []), KeyFile(folder)]


def keychain_is_real() -> bool:
    """Whether `keyring` has a backend of the system's own."""
    import keyring
    from keyring.backends import chainer, fail, null

    try:
        backend = _in_time(keyring.get_keyring)
    except VaultError:
        return False
    backends = backend.backends if isinstance(backend, chainer.ChainerBackend) else [backend]
    real = [
        b for b in backends if not isinstance(b, fail.Keyring | null.Keyring) and not type(b).__module__.startswith("keyrings.")
    ]
    return bool(real)


def notice(folder: Path) -> str:
    """A sentence for the person where this vault opens with a key file; else empty."""
    return NOTICE if all(way["kind"] == KeyFile.way for way in header.read(folder).ways) else ""


def _in_time(ask: Callable[[], T]) -> T:
    """What `ask` returns. Raises `VaultError` where the keychain refuses, fails or does not answer."""
    answers: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(ask())
        except Exception as error:
            failures.append(error)

    thread = threading.Thread(target=run, name="keychain", daemon=True)
    thread.start()
    thread.join(PATIENCE)
    if answers:
        return answers[0]
    why = "refuses" if failures else "does not answer"
    raise VaultError(f"The keychain {why}; unlock it, and open the vault again.")
