"""The ways of opening a vault: used, and, once it is open, added, changed and removed.

Unlocking asks the keepers that the header names (keychain, key file), or takes what was typed. A change is one new header: cut
off at any moment, the vault opens the old way or the new one. A key that a keeper holds is put there before the header names it,
and taken away after the header has forgotten it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model import NeedsPassphrase, VaultError, WrongKey, WrongPassphrase
from . import header, passphrases, patience, recovery
from .header import Header, Keeper
from .wrapping import unwrap, wrap

TYPED = (passphrases.KIND, recovery.KIND)
"""Kinds that a person types; the others are remembered by this machine."""

_LOCKED = "This vault is locked: it opens with its passphrase or its recovery key."
_ELSEWHERE = "The key of this vault is not on this machine; open it where it was made, or restore its key."


@dataclass(frozen=True, repr=False)
class Typed:
    """What a person typed to open a vault: one of the two."""

    passphrase: str = ""
    recovery: str = ""


def either(text: str) -> Typed:
    """What was typed where a passphrase or a recovery key may be."""
    try:
        recovery.read(text)
    except VaultError:
        return Typed(passphrase=text)
    return Typed(recovery=text)


def unlock(folder: Path, keepers: Sequence[Keeper], typed: Typed | None = None) -> bytes:
    """The data key: by what was typed, where anything was, else by the first keeper that opens.

    Raises `NeedsPassphrase` where it has to be typed, `TooSoon`, `WrongPassphrase`, `WrongKey`, `VaultTooNew`, or `VaultError`.
    """
    found = header.read(folder)
    if typed is None:
        return _by_keepers(found, keepers)
    if typed.recovery:
        return _by_recovery_key(found, typed.recovery)
    return _by_passphrase(folder, found, typed.passphrase)


def make_locked(passphrase: str) -> tuple[Header, bytes]:
    """The header of a new vault that opens with a passphrase, and its data key; neither is on disk yet. Raises `VaultError`."""
    vault_id, key = header.new_identity()
    return Header(vault_id, (passphrases.make(vault_id, passphrase, key),)), key


class Ways:
    """How a vault opens, changed by whoever has its data key. Every method raises `VaultError`, `VaultBusy` too."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key

    def kinds(self) -> tuple[str, ...]:
        return tuple(way["kind"] for way in header.read(self._folder).ways)

    def set_passphrase(self, passphrase: str, keepers: Sequence[Keeper]) -> None:
        """Have this passphrase open the vault, and no other. With the first one, the machine no longer remembers the key."""
        with header.changing(self._folder) as old:
            new = old.with_way(passphrases.make(old.vault_id, passphrase, self._key))
            first = old.way(passphrases.KIND) is None
            if first:
                new = _typed_only(new)
            header.write(self._folder, new)
        patience.succeeded(self._folder)
        if first:
            _remove_kept(old, keepers)

    def new_recovery_key(self) -> str:
        """A recovery key, as it is printed; one that there was before opens nothing any more."""
        key = recovery.new_key()
        with header.changing(self._folder) as old:
            header.write(self._folder, old.with_way(wrap(old.vault_id, recovery.KIND, key, self._key)))
        return recovery.written(key)

    def remember(self, keepers: Sequence[Keeper]) -> None:
        """Have this machine open the vault without asking."""
        with header.changing(self._folder) as old:
            header.write(self._folder, old.with_way(header.kept_by(keepers, old.vault_id, self._key)))

    def stop_remembering(self, keepers: Sequence[Keeper]) -> None:
        """Have this machine ask again."""
        with header.changing(self._folder) as old:
            new = _typed_only(old)
            if not new.ways:
                raise VaultError("Nothing else would open this vault; give it a passphrase first.")
            header.write(self._folder, new)
        _remove_kept(old, keepers)

    def remove(self, kind: str) -> None:
        """Have a passphrase or a recovery key open the vault no longer."""
        with header.changing(self._folder) as old:
            new = Header(old.vault_id, tuple(way for way in old.ways if way["kind"] != kind))
            if not new.ways:
                raise VaultError("That is the only way to open this vault; add another one first.")
            header.write(self._folder, new)


def _by_keepers(found: Header, keepers: Sequence[Keeper]) -> bytes:
    failure: VaultError | None = None
    by_way = {keeper.way: keeper for keeper in keepers}
    for way in found.ways:
        keeper = by_way.get(way["kind"])
        try:
            wrapping = None if keeper is None else keeper.get(found.vault_id)
            if wrapping is not None:
                return unwrap(found.vault_id, way, wrapping)
        except VaultError as error:
            failure = error
    if any(way["kind"] in TYPED for way in found.ways):
        raise NeedsPassphrase(_LOCKED if failure is None else f"{_LOCKED} ({failure})")
    raise failure or WrongKey(_ELSEWHERE)


def _by_recovery_key(found: Header, text: str) -> bytes:
    way = found.way(recovery.KIND)
    if way is None:
        raise VaultError("This vault has no recovery key; type its passphrase.")
    key = recovery.read(text)
    try:
        return unwrap(found.vault_id, way, key)
    except WrongKey as error:
        raise WrongPassphrase("That recovery key does not open this vault; it may be that of another one.") from error


def _by_passphrase(folder: Path, found: Header, passphrase: str) -> bytes:
    way = found.way(passphrases.KIND)
    if way is None:
        raise VaultError("This vault has no passphrase; open it without one.")
    if not passphrase:
        raise VaultError("The passphrase is empty; type it.")
    patience.check(folder)
    patience.begin(folder)
    key = passphrases.open_with(found.vault_id, way, passphrase)
    patience.succeeded(folder)
    return key


def _typed_only(old: Header) -> Header:
    return Header(old.vault_id, tuple(way for way in old.ways if way["kind"] in TYPED))


def _remove_kept(old: Header, keepers: Sequence[Keeper]) -> None:
    for keeper in keepers:
        if old.way(keeper.way) is not None:
            keeper.remove(old.vault_id)
