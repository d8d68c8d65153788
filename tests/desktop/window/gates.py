"""Scripts of a test, and the places in them where it waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from muniment_engines.api import Cancel

PATIENCE_SECONDS = 20.0
"""How long anything is waited for, on a machine that is busy with other tests."""


class Gate:
    """A place in a script where the session waits until the test opens it; cancelling opens it too."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._opened = threading.Event()

    def open(self) -> None:
        self._opened.set()

    def wait(self, cancel: Cancel) -> None:
        self.reached.set()
        forget = cancel.when_requested(self._opened.set)
        assert self._opened.wait(PATIENCE_SECONDS), "nobody opened the gate"
        forget()


def play(script: Sequence[object], cancel: Cancel) -> Iterator[object]:
    for step in script:
        if isinstance(step, Gate):
            step.wait(cancel)
            cancel.check()
        elif isinstance(step, Exception):
            raise step
        else:
            yield step
