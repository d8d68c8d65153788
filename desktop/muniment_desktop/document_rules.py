"""What may leave one open vault, and what is held out of answers, as a person sets it for documents and for the vault."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from muniment_retrieval.vault import Vault
from muniment_retrieval.vault.approvals import Approval
from muniment_retrieval.vault.audit import Entry
from muniment_retrieval.vault.policies import Policies, Policy

from . import audit_file


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

    def for_vault(self, policy: Policy) -> None:
        """What holds where a document has no stricter rule. Raises `VaultError` where the vault can only be read."""
        self._vault.leaving.changes.for_vault(policy)

    def standing(self) -> list[Approval]:
        """The approvals that stand now, the newest first. Raises `VaultError` where the vault can only be read."""
        return self._vault.leaving.approvals.standing()

    def revoke(self, ids: list[int] | None = None) -> int:
        """End these, or all; how many stood. It is noted in the audit log."""
        approvals = self._vault.leaving.approvals
        approvals.standing()  # what has run out by itself is not revoked
        ended = approvals.revoke(ids)
        if ended:
            said = "all" if ids is None else ids[0] if len(ids) == 1 else ids
            self._vault.leaving.note({"event": "revoked", "approvals": said})
        return ended

    def log(self) -> tuple[list[Entry], list[str]]:
        """What left and what was refused, oldest first, and what is wrong with that log, of which there should be nothing."""
        return self._vault.leaving.log()

    def save_log(self, path: Path) -> None:
        """Raises `MunimentError` with what to do."""
        audit_file.write(self.log()[0], path)
