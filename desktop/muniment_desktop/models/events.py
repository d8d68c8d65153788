"""What fetching or importing a model tells while it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Stage = Literal["waiting", "fetching", "copying", "checking", "finished"]


@dataclass(frozen=True)
class ModelProgress:
    """How far a model has come. `done` and `total` are bytes; `source` says where they come from, in words.

    The last event of every fetch and import that succeeds has the stage "finished".
    """

    name: str
    stage: Stage
    done: int = 0
    total: int = 0
    source: str = ""
    seconds_left: float | None = None


ModelEvents = Iterator[ModelProgress]
