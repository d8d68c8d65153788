"""What of an open vault's session is about opening it the next time."""

from __future__ import annotations

from collections.abc import Sequence

from muniment_retrieval.vault import Vault, unlock
from muniment_retrieval.vault.ways import TYPED, either

from . import keys, paths


class SessionWays:
    """The part of `Session` that says what opens the vault, and changes it."""

    vault: Vault

    @property
    def opens_with(self) -> Sequence[str]:
        return self.vault.ways.kinds()

    def set_passphrase(self, old: str, new: str) -> str:
        first = "passphrase" not in self.opens_with
        if not first:
            self._check(old)
        self.vault.ways.set_passphrase(new, keys.keepers(paths.keys_folder(), self.vault.folder))
        return self.new_recovery_key() if first else ""

    def new_recovery_key(self) -> str:
        return self.vault.ways.new_recovery_key()

    def replace_recovery_key(self, old: str) -> str:
        if set(TYPED) & set(self.opens_with):
            self._check(old)
        return self.new_recovery_key()

    def _check(self, typed: str) -> None:
        unlock(self.vault.folder, (), either(typed))
