"""Where engines' keys are: in the system's keychain, or, where there is none, in this process's memory until it ends.

Unlike a vault's key, an engine's is never written to a file: whoever has it can give it again. It goes from here to the courier,
over its pipe, once a request was approved, and nowhere else.
"""

from __future__ import annotations

from typing import Any

from .keys import PATIENCE, in_time, real_keychain

SERVICE = "Muniment engine"

NOTICE = "No keychain of this machine could be used, so the key is kept in memory only, and asked for each time."


class EngineKeys:
    """`backend` is one of `keyring`'s, or None. All methods raise `VaultError` where the keychain refuses or does not answer."""

    def __init__(self, backend: Any | None) -> None:
        self._backend = backend
        self._memory: dict[str, str] = {}

    @property
    def remembers(self) -> bool:
        return self._backend is not None

    def get(self, engine: str, secret: str) -> str | None:
        backend, name = self._backend, _name(engine, secret)
        if backend is None:
            return self._memory.get(name)
        found = in_time(lambda: backend.get_password(SERVICE, name), PATIENCE)
        return str(found) if found is not None else None

    def set(self, engine: str, secret: str, value: str) -> None:
        backend, name = self._backend, _name(engine, secret)
        if backend is None:
            self._memory[name] = value
        else:
            in_time(lambda: backend.set_password(SERVICE, name, value), PATIENCE)

    def forget(self, engine: str, secret: str) -> None:
        """Nothing happens where it is not there."""
        backend, name = self._backend, _name(engine, secret)
        self._memory.pop(name, None)
        if backend is not None and self.get(engine, secret) is not None:
            in_time(lambda: backend.delete_password(SERVICE, name), PATIENCE)


def engine_keys() -> EngineKeys:
    """The keys of this machine."""
    return EngineKeys(real_keychain())


def _name(engine: str, secret: str) -> str:
    return f"{engine}/{secret}"
