"""Ending what runs in processes of its own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Protocol

ENDING = 3.0
"""Seconds that a worker has to end; then it is left to the starter, which kills it."""


class Closes(Protocol):
    """Has something that ends."""

    def close(self) -> None: ...


def end_all(ending: Sequence[Closes]) -> None:
    """End several at once: each may take a moment."""
    threads = [threading.Thread(target=one.close, name="ending", daemon=True) for one in ending]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(ENDING)
