"""A keeper of keys for tests: it keeps them for as long as it lives."""

from __future__ import annotations


class MemoryKeeper:
    """Satisfies `header.Keeper`, in this process."""

    way = "keyfile"

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def set(self, name: str, key: bytes) -> None:
        self.kept[name] = key

    def remove(self, name: str) -> None:
        self.kept.pop(name, None)
