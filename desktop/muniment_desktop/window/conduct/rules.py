"""Labels and rules of documents: set from the library's menu, and the list shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ..announcing import announce
from .stage import Stage

if TYPE_CHECKING:
    from muniment_retrieval.model import Document

    from ...document_rules import DocumentRules


class RulesScene(QObject):
    """What is chosen there is written on the vault's lane."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        stage.rooms.library.label_wanted.connect(self._label)
        stage.rooms.library.rule_wanted.connect(self._allow)

    def _label(self, documents: Sequence[Document], privileged: bool) -> None:
        ids = [document.id for document in documents]
        said = "Privileged: held out of answers, summaries and exports unless asked for by name."
        self._do(lambda rules: rules.label(ids, privileged=privileged), said if privileged else "No longer privileged.")

    def _allow(self, documents: Sequence[Document], policy: str) -> None:
        def work(rules: DocumentRules) -> None:
            from muniment_retrieval.vault.policies import Policy

            rules.allow([document.id for document in documents], Policy(policy) if policy else None)

        self._do(work, "The rule holds from now on.")

    def _do(self, work: Callable[[DocumentRules], None], said: str) -> None:
        stage, session = self._stage, self._stage.works.vault.session

        def done(_: None) -> None:
            stage.works.listing.refresh()
            stage.works.health.refresh_soon()
            announce(stage.rooms, said)

        if session is not None:
            rules = session.rules
            stage.works.lanes.vault.call(lambda: work(rules), done, lambda error: stage.rooms.notice.say(str(error)))
