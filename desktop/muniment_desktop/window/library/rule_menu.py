"""What may be sent of documents, and whether they are privileged: the entries of the menu, and the mark in a document's row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from muniment_retrieval.model import Document
    from muniment_retrieval.vault.policies import Policies

RULES = (("", "As the vault has it"), ("ask", "Ask, unmasked too"), ("masked only", "Masked only"), ("never", "Never send"))
"""A policy's value, empty for none of its own, and what it is called here."""

_MARKS = {"ask": "sent unmasked if you say so", "masked only": "sent masked only", "never": "never sent"}


def mark(policies: Policies | None, document: int) -> str:
    """What holds for this document alone, in a few words; empty where nothing does."""
    if policies is None:
        return ""
    privileged = ["privileged: only asked by name"] if document in policies.privileged else []
    own = policies.own.get(document)
    return ", ".join([*privileged, *([_MARKS[own.value]] if own is not None else [])])


def add_rules(
    menu: QMenu,
    documents: Sequence[Document],
    policies: Policies,
    label: Callable[[bool], None],
    allow: Callable[[str], None],
) -> None:
    """Add the entries for these documents. What holds for all of them is ticked."""
    privileged = QAction("Privileged", menu, checkable=True)
    privileged.setChecked(all(d.id in policies.privileged for d in documents))
    privileged.triggered.connect(label)
    menu.addAction(privileged)
    own = {policies.own[d.id].value if d.id in policies.own else "" for d in documents}
    rules = menu.addMenu("What may be sent")
    group = QActionGroup(rules)
    for value, text in RULES:
        action = QAction(text, group, checkable=True)
        action.setChecked(own == {value})
        action.triggered.connect(lambda _=False, v=value: allow(v))
        rules.addAction(action)
