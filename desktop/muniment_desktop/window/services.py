"""What the window needs besides an open vault: making and opening vaults, the models, and remembering how it was laid out.

The window is given a `Start`, which is known before it opens, and a `Services`, whose methods all block and are called on the
window's lanes, never on the Qt thread. An error for the person is a `MunimentError`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from muniment_engines.api import Cancel
    from muniment_engines.selftest.run import Attempt

    from ..ledger import Entry
    from ..session import Session
    from ..waiting import Waiting


@dataclass(frozen=True)
class Start:
    """What the window shows before anything is loaded. `vault` is opened at once, where there is one.

    `layout` is what `Services.keep_layout` was last given; `lock_after` seconds without a person lock the vault, 0 never.
    """

    vaults_folder: Path
    recent_vaults: tuple[Path, ...] = ()
    vault: Path | None = None
    layout: Mapping[str, str] = field(default_factory=dict)
    lock_after: float = 0.0


@dataclass(frozen=True)
class ModelOffer:
    """A model of the catalogue, as a person chooses it. `size` is in bytes, as fetched; `source` says from where it comes.

    `chosen` is the one that is used now; `recommended` the one that suits this machine. `note` is a sentence, or empty.
    `for_languages` is the one that the open vault's languages need; `note` then says so.
    """

    name: str
    title: str
    task: Literal["chat", "embed", "redact"]
    size: int
    licence: str
    source: str
    here: bool
    chosen: bool
    recommended: bool
    note: str = ""
    for_languages: bool = False


@dataclass(frozen=True)
class FetchProgress:
    """How far the fetching of a model has come, in bytes. `host` is who is being talked to."""

    done: int
    total: int
    host: str


@dataclass(frozen=True)
class SetUpEngine:
    """An engine elsewhere: its name here, its model there, and the addresses that it may reach.

    `prices` are those of a million tokens read and written, None where not known; `first` is whether it is asked first for
    whatever it can do; `plugin` the one that it is made with, where there are several.
    """

    name: str
    model: str
    addresses: tuple[str, ...]
    prices: tuple[float | None, float | None] = (None, None)
    first: bool = False
    plugin: str = ""


class Services(Protocol):
    """What the window asks of the rest of the program. All methods block."""

    @property
    def person(self) -> Waiting:
        """Who is asked about what is to be sent; the window shows it."""
        ...

    def recent_vaults(self) -> Sequence[Path]:
        """The vaults that were opened last, newest first. Those that are no longer there are left out."""
        ...

    def open_vault(self, folder: Path) -> Session:
        """Open a vault and remember it as the last one. Raises `NeedsPassphrase`, or another `VaultError` with what to do."""
        ...

    def unlock_vault(self, folder: Path, passphrase: str, recovery_key: str) -> Session:
        """The same with what was typed. Raises `WrongPassphrase`, `TooSoon`, or another `VaultError`."""
        ...

    def create_vault(self, folder: Path, passphrase: str = "") -> Session:
        """Make a vault in a folder that does not exist yet, or is empty, and open it. Raises `VaultError` with what to do."""
        ...

    def destroy_vault(self, folder: Path) -> Sequence[str]:
        """Destroy a vault that is closed, for good; the names of what is not its own, and left. Raises `VaultError`."""
        ...

    def private_folder(self) -> Path:
        """A folder that only the user can look into; it is there."""
        ...

    def ways_of(self, folder: Path) -> tuple[Sequence[str], float]:
        """What opens a vault, as `Session.opens_with`, and the seconds until a passphrase may be tried."""
        ...

    def lock(self, layout: Mapping[str, str]) -> None:
        """End every process that held a key or text, this one first, and have a fresh window take over, laid out like this.

        Returns only where this process was not started by a starter.
        """
        ...

    def models(self) -> Sequence[ModelOffer]:
        """Every model that can be had or is here, the recommended ones first."""
        ...

    def get_model(self, name: str, cancel: Cancel) -> Iterator[FetchProgress]:
        """Fetch a model, check it, and use it from then on. A cancelled one goes on where it was the next time.

        Raises `MunimentError` with what to do.
        """
        ...

    def use_model(self, name: str) -> None:
        """Use a model that is here for its task from now on, in the vault that is open too."""
        ...

    def offline(self) -> bool:
        """Whether the network is switched off."""
        ...

    def set_offline(self, offline: bool) -> None:
        """Switch the network off, which ends what uses it, or on again. It stays so until it is switched again."""
        ...

    def ledger(self) -> Sequence[Entry]:
        """What the network was used for, and what was refused, oldest first."""
        ...

    def selftest(self, cancel: Cancel) -> Iterator[list[Attempt]]:
        """Try to get out by every way; yields what each kind of process tried."""
        ...

    def engines(self) -> Sequence[SetUpEngine]:
        """The engines elsewhere that were set up."""
        ...

    def chat_plugins(self) -> Sequence[str]:
        """The plugins that an engine elsewhere may be made with, the usual one first."""
        ...

    def try_engine(self, name: str, cancel: Cancel) -> str:
        """Send one harmless sentence to an engine elsewhere, which the person is shown first; what came back, in one line.

        Raises `MunimentError` with what is wrong, and `Cancelled`.
        """
        ...

    def set_up_engine(self, name: str, address: str, model: str, key: str, plugin: str = "") -> str:
        """Set one up, which sends nothing; the vault that is open knows it, too. What there is to know of it, or nothing.

        Raises `MunimentError` with what is wrong.
        """
        ...

    def remove_engine(self, name: str) -> None:
        """Forget an engine and its key."""
        ...

    def keep_layout(self, layout: Mapping[str, str]) -> None:
        """Remember how the window is laid out."""
        ...
