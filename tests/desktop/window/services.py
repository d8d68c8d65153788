"""Vaults, models and engines by name, for a window that has not opened a vault yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from muniment_desktop.waiting import Waiting
from muniment_desktop.window.services import FetchProgress, ModelOffer, SetUpEngine
from muniment_engines.api import Cancel
from muniment_engines.errors import MunimentError
from muniment_retrieval.model import NeedsPassphrase, VaultError, WrongPassphrase
from window_gates import play
from window_session import RECOVERY_KEY, FakeSession


class FakeServices:
    """Vaults by folder, models by name; what is not there cannot be opened."""

    def __init__(self, *sessions: FakeSession) -> None:
        self.sessions = {s.folder: s for s in sessions}
        self.made: list[Path] = []
        self.offers: list[ModelOffer] = [an_offer("qwen", here=True, chosen=True)]
        self.fetching: Sequence[object] = ()
        self.layout: Mapping[str, str] = {}
        self.used: list[str] = []
        self.passphrases: dict[Path, str] = {}
        self.wait = 0.0
        self.destroyed: list[tuple[Path, bool]] = []
        self.undestroyable: VaultError | None = None
        self.left: Sequence[str] = ()
        self.private = Path("/nowhere")
        self.locked = False
        self.network_off = False
        self.entries: list[object] = []
        self.set_up: list[str] = []
        self.keys: dict[str, str] = {}
        self.plugins = ["openai"]
        self.made_with: dict[str, str] = {}
        self.trials: Sequence[object] = ()
        self.key_kept = ""
        self.tests: Sequence[object] = ()
        self.person = Waiting("ada")

    def engines(self) -> Sequence[SetUpEngine]:
        return [SetUpEngine(name, "large", ("https://api.example.org",), (2.0, 8.0)) for name in self.set_up]

    def chat_plugins(self) -> Sequence[str]:
        return self.plugins

    def try_engine(self, name: str, cancel: Cancel) -> str:
        return str([*play(self.trials, cancel)][-1])

    def set_up_engine(self, name: str, address: str, model: str, key: str, plugin: str = "") -> str:
        if not address.startswith("http"):
            raise MunimentError("That is no server's address.")
        self.set_up.append(name)
        self.keys[name] = key
        self.made_with[name] = plugin
        return self.key_kept

    def remove_engine(self, name: str) -> None:
        self.set_up.remove(name)
        del self.keys[name]

    def offline(self) -> bool:
        return self.network_off

    def set_offline(self, offline: bool) -> None:
        self.network_off = offline

    def ledger(self) -> Sequence[object]:
        return list(self.entries)

    def selftest(self, cancel: Cancel) -> Iterator[object]:
        yield from play(self.tests, cancel)

    def recent_vaults(self) -> Sequence[Path]:
        return list(self.sessions)

    def open_vault(self, folder: Path) -> FakeSession:
        if folder not in self.sessions:
            raise VaultError("There is no vault there; choose another folder.")
        if folder in self.passphrases:
            raise NeedsPassphrase("It is locked.")
        return self.sessions[folder]

    def unlock_vault(self, folder: Path, passphrase: str, recovery_key: str) -> FakeSession:
        if recovery_key == RECOVERY_KEY or passphrase == self.passphrases.get(folder, ""):
            return self.sessions[folder]
        if recovery_key:
            raise VaultError("The recovery key is mistyped.")
        self.wait = 8.0
        raise WrongPassphrase("That passphrase does not open this vault.")

    def create_vault(self, folder: Path, passphrase: str = "") -> FakeSession:
        self.made.append(folder)
        if passphrase:
            self.passphrases[folder] = passphrase
        return self.sessions.setdefault(folder, FakeSession(folder))

    def ways_of(self, folder: Path) -> tuple[Sequence[str], float]:
        return (("passphrase", "recovery") if folder in self.passphrases else ("keyfile",)), self.wait

    def destroy_vault(self, folder: Path) -> Sequence[str]:
        if self.undestroyable is not None:
            raise self.undestroyable
        self.destroyed.append((folder, self.sessions.pop(folder).closed))
        return self.left

    def private_folder(self) -> Path:
        return self.private

    def lock(self, layout: Mapping[str, str]) -> None:
        self.locked = True
        self.layout = dict(layout)

    def models(self) -> Sequence[ModelOffer]:
        return list(self.offers)

    def get_model(self, name: str, cancel: Cancel) -> Iterator[FetchProgress]:
        yield from play(self.fetching, cancel)  # type: ignore[misc]
        self.offers = [replace(o, here=o.here or o.name == name, chosen=o.name == name) for o in self.offers]

    def use_model(self, name: str) -> None:
        self.used.append(name)
        self.offers = [replace(o, chosen=o.name == name) for o in self.offers]

    def keep_layout(self, layout: Mapping[str, str]) -> None:
        self.layout = dict(layout)


def an_offer(name: str, **more: object) -> ModelOffer:
    offer = ModelOffer(name, name.title(), "chat", 1_117_320_768, "Apache-2.0", "huggingface.co", False, False, True)
    return replace(offer, **more)  # type: ignore[arg-type]
