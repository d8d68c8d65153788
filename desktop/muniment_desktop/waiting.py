"""A person at the window: each request is handed to what shows it, and the thread that asks waits for what they say."""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from muniment_engines.api import Cancel

    from .airlock import Decision, Sheet

_LOOK = 0.1
"""Seconds between two looks whether everything is to stop."""


class Waiting:
    """Satisfies `Person`. Until `show` and `tell` are set, everything is kept here. Both are called on the thread that asks.

    `show` is given the sheet, and what to call with the decision; with None, what it shows is not wanted any more. `tell` is
    given the host that something is being sent to, empty when that is over.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.show: Callable[[Sheet | None, Callable[[Decision], None]], None] | None = None
        self.tell: Callable[[str], None] | None = None

    def decide(self, sheet: Sheet, cancel: Cancel) -> Decision:
        from .airlock import Keep  # what it needs must not hold up the window

        if self.show is None:
            return Keep("Nobody could be asked.")
        answers: queue.SimpleQueue[Decision] = queue.SimpleQueue()
        self.show(sheet, answers.put)
        while True:
            try:
                return answers.get(timeout=_LOOK)
            except queue.Empty:
                if cancel.requested:
                    self.show(None, answers.put)
                    cancel.check()

    def sending(self, host: str) -> None:
        if self.tell is not None:
            self.tell(host)
