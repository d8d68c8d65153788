"""One call of an engine in its worker's process: what was asked, and how the engine's code is run and answers for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from muniment_engines.api import Cancel
from muniment_engines.frames import Frame
from muniment_engines.wire.parts import Parts, unpack

T = TypeVar("T")


class Serves(Protocol):
    """The worker that a call came to."""

    def run_engine(self, request: int, run: Callable[[], T]) -> T: ...

    def send(self, header: Mapping[str, Any], parts: Parts) -> None: ...


Handler = Callable[["Request"], Mapping[str, Any]]
"""Serves one call: may send events, and returns the fields of the reply that ends it."""


class Request:
    """One call, as the main thread sees it. `step` runs the engine's code; `send` sends an event."""

    def __init__(self, worker: Serves, frame: Frame) -> None:
        self.id: int = frame.header["id"]
        self.call: str = frame.header["call"]
        self.fields: dict[str, Any] = frame.header
        self.parts: Parts = unpack(frame)
        self.descriptors = frame.descriptors
        self.cancel = Cancel()
        self._worker = worker

    def step(self, run: Callable[[], T]) -> T:
        """Run a piece of the engine's code; an abort raises `Cancelled` in it."""
        return self._worker.run_engine(self.id, run)

    def send(self, event: str, fields: Mapping[str, Any], parts: Parts | None = None) -> None:
        """Send an event of this call, or the part of a reply that needs bytes."""
        self._worker.send({**fields, "id": self.id, "event": event}, parts or {})
