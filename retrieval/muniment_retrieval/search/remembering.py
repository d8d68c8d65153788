"""An embedding engine that remembers what it was asked: one question is asked of every document that is read through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from muniment_engines.api import Embed, Space
from numpy.typing import NDArray

_MOST = 64
"""Remembered requests; the oldest are forgotten."""


class Remembering:
    """Satisfies `Embed`. Not for several threads at once."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._told: dict[tuple[str, ...], NDArray[np.float32]] = {}

    @property
    def space(self) -> Space:
        return self._embed.space

    def encode(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        asked = (role, *texts)
        if asked not in self._told:
            while len(self._told) >= _MOST:
                del self._told[next(iter(self._told))]
            self._told[asked] = self._embed.encode(texts, role)
        return self._told[asked]
