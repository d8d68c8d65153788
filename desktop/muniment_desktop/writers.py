"""Who writes for one open vault: the engine on this machine, and before it one elsewhere where that was chosen."""

from __future__ import annotations

import threading

from muniment_retrieval.vault import Vault

from .airlock import AirlockChat, AirlockGate
from .airlock.asking import Elsewhere
from .airlock.sheet import Prices
from .engine_setup import ChosenChat, EngineSetup
from .masking import Masker


class Writers:
    """Those of the settings, and those that are asked for by name; nothing is started before it is used.

    `local` is None where there is no model on this machine; `elsewhere` where the settings name no engine elsewhere.
    """

    def __init__(self, engines: EngineSetup, vault: Vault, gate: AirlockGate) -> None:
        self._engines = engines
        self._vault = vault
        self._gate = gate
        self._lock = threading.Lock()
        self._named: dict[str, Elsewhere] = {}
        chosen = engines.chat()
        network = chosen is not None and chosen.sender is not None
        self.local = engines.local_chat() if network else chosen
        self.elsewhere = self._through(chosen) if chosen is not None and network else None

    @property
    def name(self) -> str:
        """The model that is asked first."""
        first = self.elsewhere.chat.chosen if self.elsewhere is not None else self.local
        return first.model if first is not None else ""

    def named(self, engine: str | None) -> Elsewhere | None:
        """The engine elsewhere with that name; that of the settings for None, and none for "", which is this machine.

        Raises `EngineMissing` where none of that name was set up.
        """
        if engine is None:
            return self.elsewhere
        if not engine:
            return None
        with self._lock:
            if engine not in self._named:
                self._named[engine] = self._through(self._engines.named_chat(engine))
            return self._named[engine]

    def close(self) -> None:
        """End their workers."""
        for one in [*self._named.values(), *([self.elsewhere] if self.elsewhere is not None else [])]:
            one.chat.chosen.worker.close()
            one.masker.close()
        if self.local is not None:
            self.local.worker.close()

    def _through(self, chosen: ChosenChat) -> Elsewhere:
        """The vault's own words are masked as they are listed at that time."""
        masker = Masker(self._engines, self._vault.mask_words)
        return Elsewhere(AirlockChat(chosen, self._gate, masker, Prices(*chosen.prices)), masker)
