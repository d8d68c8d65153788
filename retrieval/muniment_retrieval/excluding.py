"""Patterns that leave files and folders out, as `.gitignore` has them.

A pattern without a slash fits a name anywhere, one with a slash fits from the folder that it belongs to; a slash at the end means
folders only; `**` stands for any folders; `!` takes back in what an earlier one leaves out. The last pattern that fits decides,
and what is in a folder that is left out is left out with it. Upper and lower case are the same.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Sequence
from dataclasses import dataclass

_ONE_PATH = re.compile(r"/[^*?\[\\\s](?:[^*?\[\\]*[^*?\[\\/\s])?")


@dataclass(frozen=True)
class _Pattern:
    text: str
    parts: tuple[re.Pattern[str] | None, ...]
    """One for each part of a path; None where there may be any folders, or none."""
    anchored: bool
    folders_only: bool
    takes_back: bool

    def fits(self, parts: Sequence[str], *, folder: bool) -> bool:
        if self.folders_only and not folder:
            return False
        return _fits(self.parts, parts if self.anchored else parts[-1:])


class Excludes:
    """Several patterns together. `leaves_out` takes paths below the folder that they belong to, with slashes."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns: list[tuple[int, _Pattern]] = []
        self._paths: dict[str, tuple[int, str]] = {}
        """Patterns that are the path of one file, of which there may be very many."""
        for place, text in enumerate(patterns):
            if _ONE_PATH.fullmatch(text):
                self._paths[text[1:].lower()] = place, text
            elif (parsed := _parsed(text)) is not None:
                self._patterns.append((place, parsed))

    def leaves_out(self, path: str, *, folder: bool) -> str:
        """The pattern that leaves this out, as it was written, or nothing. What is above it is not looked at."""
        path = path.lower()
        place, text = self._paths.get(path, (-1, ""))
        parts = path.split("/")
        for other, pattern in reversed(self._patterns):
            if other < place:
                break
            if pattern.fits(parts, folder=folder):
                return "" if pattern.takes_back else pattern.text
        return text


def pattern_of(path: str) -> str:
    """The pattern that leaves out this one path below a folder, and hardly any other."""
    inner = re.sub(r"[*?\[]", lambda found: f"[{found[0]}]", path)
    unsaid = re.sub(r"[,\\]|^\s|\s$", "?", inner)  # a comma stands between patterns where a person writes them
    return f"/{unsaid}"


def _parsed(text: str) -> _Pattern | None:
    """None for an empty line or a comment, as a file of patterns has them."""
    written = text.strip()
    if not written or written.startswith("#"):
        return None
    pattern = written.replace("\\", "/").lower()
    takes_back = pattern.startswith("!")
    pattern = pattern.removeprefix("!")
    folders_only = pattern.endswith("/")
    pattern = pattern.rstrip("/")
    parts = [part for part in pattern.split("/") if part]
    if not parts:
        return None
    compiled = tuple(None if part == "**" else re.compile(fnmatch.translate(part)) for part in parts)
    return _Pattern(written, compiled, "/" in pattern, folders_only, takes_back)


def _fits(pattern: Sequence[re.Pattern[str] | None], parts: Sequence[str]) -> bool:
    """Whether the parts fit, all of them. `reached` are the places in the pattern up to which they may fit so far."""
    reached = _past_any(pattern, {0})
    for part in parts:
        after = set()
        for place in reached:
            if place == len(pattern):
                continue
            expected = pattern[place]
            if expected is None:
                after.add(place)
            elif expected.match(part):
                after.add(place + 1)
        reached = _past_any(pattern, after)
    return len(pattern) in reached


def _past_any(pattern: Sequence[re.Pattern[str] | None], places: set[int]) -> set[int]:
    """The same places, and those behind a `**`, which may stand for no folder at all."""
    found = set(places)
    for place, expected in enumerate(pattern):
        if expected is None and place in found:
            found.add(place + 1)
    return found
