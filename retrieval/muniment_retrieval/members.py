"""Files in files: what they are called in a vault, and how many of them, how deep and how large are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from muniment_engines.api import Member, ParseLimits

DEEPEST = 6
"""Files in files in files …: no further."""


def names_inside(container: str, name: str, taken: Collection[str]) -> str:
    """The path of a member: below its container, made unlike all others that are there ("scan (2).pdf")."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    path = "/".join([container, *(parts or ["unnamed"])])
    if path not in taken:
        return path
    stem, dot, ending = path.rpartition(".") if "." in path.rsplit("/", 1)[-1] else (path, "", "")
    number = 2
    while (other := f"{stem} ({number}){dot}{ending}") in taken:
        number += 1
    return other


class Budget:
    """How much may still come out of one file of a person's, all its depths together."""

    def __init__(self, limits: ParseLimits) -> None:
        self._files = limits.members
        self._bytes = limits.unpacked_bytes
        self._depth = 0
        self._cut: dict[str, str] = {}

    def within(self, container: str, members: Iterator[Member]) -> Iterator[Member]:
        """The members of one container, until there is too much of it; then `notes` says so."""
        if self._depth >= DEEPEST:
            if any(True for _ in members):
                self._cut[container] = f"Files that are packed more than {DEEPEST} deep were not read; unpack it."
            return
        self._depth += 1
        try:
            for member in members:
                self._files -= 1
                self._bytes -= len(member.data)
                if self._files < 0 or self._bytes < 0:
                    self._cut[container] = "It holds more than is read of one file, and the rest was left out; unpack it."
                    return
                yield member
        finally:
            self._depth -= 1

    def notes(self, container: str) -> list[str]:
        return [self._cut[container]] if container in self._cut else []
