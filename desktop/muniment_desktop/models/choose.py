"""Which model a machine should use: the largest that it has room and cores for, else the smallest there is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Choosable(Protocol):
    """A model of the catalogue, or one that is here."""

    @property
    def task(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def memory(self) -> int: ...
    @property
    def cores(self) -> int: ...


M = TypeVar("M", bound=Choosable)


def choose(models: Iterable[M], task: str, memory: int, cores: int) -> M | None:
    """The model for `task` on a machine with `memory` bytes to spare and `cores`; none where there is none for that task."""
    ranked = sorted((model for model in models if model.task == task), key=lambda model: model.size, reverse=True)
    fitting = (model for model in ranked if model.memory <= memory and model.cores <= cores)
    return next(fitting, ranked[-1] if ranked else None)
