"""What may leave one open vault, and what is held out of answers, as a person sets it for documents."""

from __future__ import annotations

from collections.abc import Sequence

from muniment_retrieval.vault import Vault
from muniment_retrieval.vault.policies import Policies, Policy


class DocumentRules:
    """All methods block and may be called from any thread."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def policies(self) -> Policies:
        return self._vault.leaving.policies()

    def label(self, documents: Sequence[int], *, privileged: bool) -> None:
        """Raises `VaultError` where the vault can only be read."""
        changes = self._vault.leaving.changes
        for document in documents:
            changes.label(self._vault.document(document), privileged=privileged)

    def allow(self, documents: Sequence[int], policy: Policy | None) -> None:
        """None takes their own rule away, so that the vault's holds. Raises `VaultError` where the vault can only be read."""
        changes = self._vault.leaving.changes
        for document in documents:
            changes.for_document(self._vault.document(document), policy)
