"""Summaries in one open vault: offered with their time, made, kept, and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from muniment_engines.api import Cancel
from muniment_retrieval.model import Scope
from muniment_retrieval.search import Searcher
from muniment_retrieval.summarising import (
    Forecast,
    Kept,
    Offer,
    Speeds,
    Step,
    Summarised,
    Summariser,
    Wish,
    Writer,
    kept_summaries,
)
from muniment_retrieval.vault import Vault

from . import paths
from .engine_setup import ChosenChat

SPEEDS = "speeds.json"


class SessionSummaries:
    """All methods block and may be called from any thread. `searcher` makes the one that a focus is looked up with."""

    def __init__(self, vault: Vault, searcher: Callable[[], Searcher], chat: ChosenChat | None) -> None:
        self._vault = vault
        self._searcher = searcher
        self._writer = None if chat is None else _writer(chat)
        self._speeds = Speeds(paths.data_folder() / SPEEDS)

    @property
    def writes(self) -> bool:
        """Whether there is a model that can write."""
        return self._writer is not None

    def offers(self, wish: Wish, cancel: Cancel) -> list[Offer]:
        """The ways that there are, each with how long it takes here. Raises `Cancelled`."""
        return self._summariser(wish).offers(self._whole(wish), cancel)

    def make(self, wish: Wish, cancel: Cancel) -> Iterator[Forecast | Step | Summarised]:
        """Make a summary and keep it; the last event has it. `cancel` keeps what is done, and it goes on from there."""
        return self._summariser(wish).summarise(self._whole(wish), cancel)

    def kept(self) -> list[Kept]:
        """All that were made, the newest first."""
        return kept_summaries(self._vault)

    def remove(self, summary_id: int) -> None:
        self._vault.remove_summary(summary_id)

    def _summariser(self, wish: Wish) -> Summariser:
        finds = self._searcher() if wish.focus.strip() else None
        return Summariser(self._vault, self._vault, self._writer, self._speeds, finds)

    def _whole(self, wish: Wish) -> Wish:
        """A mail is summarised with what is attached to it."""
        if wish.scope.documents is None:
            return wish
        return Wish(Scope(self._vault.with_inside(wish.scope.documents)), wish.words, wish.focus, wish.way)


def _writer(chat: ChosenChat) -> Writer:
    here = chat.sender is None
    return Writer(chat.worker, chat.engine, chat.model, chat.context, probes=here, elsewhere=not here)
