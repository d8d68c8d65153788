"""Asking to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Cancelled(Exception):
    """Somebody asked to stop. Neither an error of the person's nor a defect."""


class Cancel:
    """A request to stop, shared between whoever asks and whoever works. Thread-safe, and set once for good."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []

    @property
    def requested(self) -> bool:
        return self._event.is_set()

    def request(self) -> None:
        """Ask to stop; runs the callbacks, once, on this thread."""
        with self._lock:
            if self._event.is_set():
                return
            self._event.set()
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def when_requested(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Run `callback` on request, at once where that has already come. Returns a function that takes it back."""
        with self._lock:
            if not self._event.is_set():
                self._callbacks.append(callback)
                return lambda: self._forget(callback)
        callback()
        return lambda: None

    def check(self) -> None:
        """Raise `Cancelled` where a stop was asked for."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> bool:
        """Sleep for at most `seconds`; true where a stop was asked for."""
        return self._event.wait(seconds)

    def _forget(self, callback: Callable[[], None]) -> None:
        with self._lock:
            if callback in self._callbacks:
                self._callbacks.remove(callback)
