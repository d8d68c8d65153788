"""What may leave a vault, and what is held out of it: rules for the vault and for documents, as a person has set them.

A document's rule is kept under its path and under the sum of its content, so that it holds when the file is read again, moved or
copied, or comes back after it was forgotten. What is in a document is under its rule as well. The strictest rule wins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..model import Document
from .store import Transactions


class Policy(StrEnum):
    """From the mildest to the strictest: after asking, also what the person unmasks; after asking, and masked; not at all."""

    ASK = "ask"
    MASKED_ONLY = "masked only"
    NEVER = "never"


_STRICTEST = (Policy.NEVER, Policy.MASKED_ONLY, Policy.ASK)
DEFAULT = Policy.MASKED_ONLY
PRIVILEGED = "privileged"
_VAULT = "vault"


@dataclass(frozen=True)
class Policies:
    """`own` are the rules of documents, those in others included; `privileged` the documents with that label."""

    vault: Policy = DEFAULT
    own: dict[int, Policy] = field(default_factory=dict)
    privileged: frozenset[int] = frozenset()

    def of(self, documents: Iterable[int]) -> Policy:
        """The strictest of the vault's and those of the documents, of which there may be none."""
        return strictest([self.vault, *(self.own[i] for i in documents if i in self.own)])

    def never(self, documents: Iterable[int]) -> list[int]:
        return [i for i in documents if self.of([i]) is Policy.NEVER]


class PolicyChanges:
    """Changes to the rules of a vault."""

    def __init__(self, transaction: Transactions) -> None:
        self._transaction = transaction

    def for_vault(self, policy: Policy) -> None:
        self._set([_VAULT], "policy", policy)

    def for_document(self, document: Document, policy: Policy | None) -> None:
        """None takes the document's own rule away, so that the vault's holds."""
        self._set(_targets(document), "policy", policy or "")

    def label(self, document: Document, *, privileged: bool) -> None:
        self._set(_targets(document), "label", PRIVILEGED if privileged else "")

    def _set(self, targets: Iterable[str], column: str, value: str) -> None:
        with self._transaction(changes_documents=False) as connection:
            for target in targets:
                connection.execute("INSERT OR IGNORE INTO rules (target) VALUES (?)", (target,))
                connection.execute(f"UPDATE rules SET {column} = ? WHERE target = ?", (value, target))
            connection.execute("DELETE FROM rules WHERE policy = '' AND label = ''")


def stored_policies(connection: Any) -> Policies:
    """The rules as they hold for the documents that are there now."""
    rows = connection.execute("SELECT target, policy, label FROM rules").fetchall()
    vault = next((Policy(policy) for target, policy, _ in rows if target == _VAULT and policy), DEFAULT)
    own: dict[int, Policy] = {}
    privileged: set[int] = set()
    for target, policy, label in rows:
        if target == _VAULT:
            continue
        for document_id in _with_inside(connection, target):
            if policy:
                own[document_id] = strictest([Policy(policy), own.get(document_id, Policy.ASK)])
            if label == PRIVILEGED:
                privileged.add(document_id)
    return Policies(vault, own, frozenset(privileged))


def strictest(policies: Iterable[Policy]) -> Policy:
    """Of at least one."""
    given = set(policies)
    return next(policy for policy in _STRICTEST if policy in given)


def _targets(document: Document) -> list[str]:
    paths = [f"path:{path}" for path in (document.path, *document.copies)]
    return [*paths, f"sha256:{document.sha256}"] if document.sha256 else paths


def _with_inside(connection: Any, target: str) -> set[int]:
    """The documents that a rule is for, and all that are in them."""
    what, _, value = target.partition(":")
    if what == "sha256":
        named = "SELECT id, path FROM documents WHERE sha256 = ?1"
        named += " UNION SELECT c.document_id, c.path FROM copies c JOIN documents d ON d.id = c.document_id WHERE d.sha256 = ?1"
    else:
        named = "SELECT id, path FROM documents WHERE path = ?1 UNION SELECT document_id, path FROM copies WHERE path = ?1"
    held = f"""
    WITH RECURSIVE under(id, path) AS (
        {named}
        UNION SELECT h.id, h.path FROM under JOIN (
            SELECT id, path, container FROM documents UNION ALL SELECT document_id, path, container FROM copies
        ) h ON h.container = under.path AND h.container <> ''
    ) SELECT DISTINCT id FROM under
    """
    return {int(row[0]) for row in connection.execute(held, (value,)).fetchall()}
