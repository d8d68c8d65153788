"""How long what follows will take: while files are read, the vectors of their passages and the pictures among their pages.

How many there will be is told by what files of the same ending have come to in this vault, and how long each takes by what was
measured in it; only for what a vault has never met there are guesses.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

from ..listing import Listed
from ..vault import Vault
from ..vault.measures import ending
from .scans import SECONDS

MEANING = "meaning"
"""Under this name the seconds that passages took to get their vectors are kept."""

_A_PASSAGE = 0.05
"""Seconds that a vector takes where none was made yet."""

_ENOUGH = 20
"""Passages from which on what they took is believed."""

_A_MEGABYTE, _PACKED = 1_000.0, 300.0
"""Passages in a megabyte of a kind that was not met yet: of text, and of what packs its text or holds pictures too."""

_ON_A_SCAN = 2
"""Passages on a page that is a picture."""

_PICTURES = frozenset((".jpg", "jpeg", ".png", ".tif", "tiff", "webp", ".bmp"))
_PACKING = frozenset((".pdf", "docx", "pptx", "xlsx", ".odt", ".odp", ".ods", ".doc", ".ppt", ".xls", ".zip", ".msg"))
_AGAIN, _SHARE = 1.0, 50.0
"""Seconds after which the vault is asked again what its files have come to, and how many times longer that is than the answer
took: a vault of very many documents is asked less often."""


class Ahead:
    """What is ahead in one run. `embeds` and `recognises` say what there are engines for."""

    def __init__(self, vault: Vault, *, embeds: bool, recognises: bool) -> None:
        self._vault = vault
        units, seconds = vault.measures().get(MEANING, (0.0, 0.0))
        self._a_passage = (seconds / units if units >= _ENOUGH else _A_PASSAGE) if embeds else 0.0
        self._recognises = recognises
        self._files: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()
        self._done = self._unchanged = 0
        self._look()

    @property
    def a_passage(self) -> float:
        """Seconds that a vector takes."""
        return self._a_passage

    def files(self, files: Iterable[Listed]) -> None:
        """These will be read."""
        for listed in files:
            self._files[ending(listed.path)] += 1
            self._bytes[ending(listed.path)] += listed.size
        self._look()

    def did(self, listed: Listed, *, unchanged: bool = False) -> None:
        """One was. The more of them are `unchanged`, the fewer of the others are taken to come to anything."""
        self._done += 1
        self._unchanged += unchanged
        self._files[ending(listed.path)] -= 1
        self._bytes[ending(listed.path)] -= listed.size

    def after_reading(self) -> float:
        """Seconds from when the last file is read."""
        if time.monotonic() > self._again:
            self._look()
        passages = sum(self._passages(end, size) for end, size in self._bytes.items())
        scans = sum(self._scans_of(end, files) for end, files in self._files.items())
        new = (1 + self._done - self._unchanged) / (1 + self._done)
        return (self._missing + new * passages) * self._a_passage + self._of_scans(self._waiting + new * scans)

    def after_meaning(self) -> float:
        """Seconds from when every passage has its vector."""
        return self._of_scans(self._waiting)

    def after_recognising(self, pages: int) -> float:
        """Seconds that vectors take of so many pages that were pictures."""
        return pages * _ON_A_SCAN * self._a_passage

    def _look(self) -> None:
        begun = time.monotonic()
        self._came = self._vault.came_of_files()
        counts = self._vault.counts()
        self._missing = counts["passages"] - counts["vectors"]
        self._waiting = self._vault.count_scans()
        self._a_scan = self._vault.seconds_a_scan() or SECONDS
        now = time.monotonic()
        self._again = now + max(_AGAIN, _SHARE * (now - begun))

    def _of_scans(self, pages: float) -> float:
        return pages * (self._a_scan + _ON_A_SCAN * self._a_passage) if self._recognises else 0.0

    def _passages(self, end: str, size: int) -> float:
        came = self._came.get(end)
        if end in _PICTURES:
            return 0.0
        guess = (_PACKED if end in _PACKING else _A_MEGABYTE) / 1e6
        return size * (came.passages / came.size if came and came.size else guess)

    def _scans_of(self, end: str, files: int) -> float:
        came = self._came.get(end)
        return files * (came.scans / came.files if came else float(end in _PICTURES))
