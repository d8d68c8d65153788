"""Engines that turn text into vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Space:
    """Where a vector belongs. Vectors of two spaces never meet."""

    model: str
    revision: str
    dimension: int
    normalised: bool = True

    @property
    def identifier(self) -> str:
        return f"{self.model}@{self.revision}/{self.dimension}{'n' if self.normalised else ''}"


@runtime_checkable
class Embed(Protocol):
    """Turns text into vectors."""

    @property
    def space(self) -> Space: ...

    def encode(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        """float32[n, d], one row a text, in the order given. n may be 0."""
        ...
