"""Who writes for one open vault: the engine on this machine, and before it one elsewhere where that was chosen."""

from __future__ import annotations

from dataclasses import dataclass

from muniment_retrieval.vault import Vault

from .airlock import AirlockChat, AirlockGate
from .airlock.asking import Elsewhere
from .airlock.sheet import Prices
from .engine_setup import ChosenChat, EngineSetup
from .masking import Masker


@dataclass(frozen=True)
class Writers:
    """`local` is None where there is no model on this machine."""

    local: ChosenChat | None
    elsewhere: Elsewhere | None = None

    @property
    def name(self) -> str:
        """The model that is asked first."""
        first = self.elsewhere.chat.chosen if self.elsewhere is not None else self.local
        return first.model if first is not None else ""

    def close(self) -> None:
        """End their workers."""
        if self.elsewhere is not None:
            self.elsewhere.chat.chosen.worker.close()
            self.elsewhere.masker.close()
        if self.local is not None:
            self.local.worker.close()


def writers(engines: EngineSetup, vault: Vault, gate: AirlockGate) -> Writers:
    """Those of the settings; nothing is started yet. The vault's own words are masked as they are listed at that time."""
    chosen = engines.chat()
    if chosen is None or chosen.sender is None:
        return Writers(chosen)
    masker = Masker(engines, vault.mask_words)
    chat = AirlockChat(chosen, gate, masker, Prices(*chosen.prices))
    return Writers(engines.local_chat(), Elsewhere(chat, masker))
