"""The indexer: a process of its own that reads files into one vault.

`main` runs in it, `IndexerClient` is everybody else's side.

It reads first and embeds afterwards, so that every document can be found by words as early as possible. Killed at any moment it
leaves a whole vault, and the next run goes on from there.
"""

from __future__ import annotations

from .client import IndexerClient
from .process import main

__all__ = ["IndexerClient", "main"]
