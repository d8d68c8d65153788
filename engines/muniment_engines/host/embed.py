"""An embed engine in a worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from muniment_engines.api import Space
from muniment_engines.errors import EngineError
from muniment_engines.host.exchange import Message
from muniment_engines.host.spec import WorkerSpec
from muniment_engines.host.worker import Worker
from muniment_engines.launcher import Launcher
from muniment_engines.wire.info import space_from_json
from muniment_engines.wire.parts import array_of, decoding, pack_texts

TEXTS_AT_ONCE = 256
CHARACTERS_AT_ONCE = 1_000_000


class EmbedWorker(Worker):
    """Satisfies `api.Embed`. Many texts go over in portions, between which other threads' calls have their turn."""

    def __init__(self, launcher: Launcher, spec: WorkerSpec) -> None:
        super().__init__(launcher, spec)
        self._space: Space | None = None

    @property
    def space(self) -> Space:
        """Where its vectors belong; opens the engine the first time."""
        if self._space is None:
            self.start()
        assert self._space is not None
        return self._space

    def encode(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        """float32[n, d], one row a text. Raises what `start` raises."""
        found = [self._encode(portion, role) for portion in _portions(texts)]
        if not found:
            return np.zeros((0, self.space.dimension), np.float32)
        return found[0] if len(found) == 1 else np.concatenate(found)

    def _encode(self, texts: Sequence[str], role: str) -> NDArray[np.float32]:
        bands = self._call("encode", {"role": role}, pack_texts(texts), self._band)
        vectors = np.concatenate([band for band in bands if band is not None])
        if len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise EngineError(f"The engine “{self.info.name}” returned vectors that are none; try another.")
        return vectors

    def _band(self, message: Message) -> NDArray[np.float32] | None:
        if message.event != "vectors":
            return None
        with decoding():
            return array_of(message.parts["rows"], "<f4", self.space.dimension)

    def _on_open(self, message: Message) -> None:
        with decoding():
            space = space_from_json(message.fields["space"])
        if self._space is not None and space != self._space:
            raise EngineError(f"The model of “{self.spec.short_name}” was replaced while it was in use; start Muniment again.")
        self._space = space


def _portions(texts: Sequence[str]) -> Iterator[list[str]]:
    portion: list[str] = []
    characters = 0
    for text in texts:
        if portion and (len(portion) >= TEXTS_AT_ONCE or characters + len(text) > CHARACTERS_AT_ONCE):
            yield portion
            portion, characters = [], 0
        portion.append(text)
        characters += len(text)
    if portion:
        yield portion
