"""What may leave the vault that is open: its rule and the approvals that stand, on the vault's lane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, Signal

from ..lanes import Lanes

if TYPE_CHECKING:
    from muniment_retrieval.vault.approvals import Approval

    from ...document_rules import DocumentRules
    from ...session import Session

    Known = tuple[str, Sequence[Approval], int, Sequence[str]]


class LeavingWork(QObject):
    """`changed` whenever there is something else to show: `policy` (empty before it is known), `approvals`, `logged` (so many
    entries the audit log has), `problems` (what is wrong with it), `error`. `saved` with the name of the file that has it."""

    changed = Signal()
    saved = Signal(str)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._session: Session | None = None
        self.policy = ""
        self.approvals: Sequence[Approval] = ()
        self.logged = 0
        self.problems: Sequence[str] = ()
        self.error = ""

    def use(self, session: Session | None) -> None:
        """Speak of this vault from now on."""
        self._session = session
        self.policy, self.approvals, self.error = "", (), ""
        self.logged, self.problems = 0, ()
        self.changed.emit()

    def refresh(self) -> None:
        self._do(lambda rules: None)

    def set_policy(self, policy: str) -> None:
        """What may be sent of documents that have no stricter rule."""

        def work(rules: DocumentRules) -> None:
            from muniment_retrieval.vault.policies import Policy

            rules.for_vault(Policy(policy))

        self._do(work)

    def revoke(self, ids: Sequence[int]) -> None:
        """End approvals that stand."""
        self._do(lambda rules: rules.revoke(list(ids)))

    def save_log(self, path: Path) -> None:
        """Write the audit log to a file that is not there yet."""
        if (session := self._session) is not None:
            rules = session.rules
            self._lanes.vault.call(lambda: rules.save_log(path), lambda _: self.saved.emit(path.name), self._fail)

    def _do(self, work: Callable[[DocumentRules], object]) -> None:
        session = self._session
        if session is None:
            return
        rules = session.rules

        def run() -> Known:
            work(rules)
            entries, problems = rules.log()
            return rules.policies().vault.value, rules.standing(), len(entries), problems

        def take(known: Known) -> None:
            if session is self._session:
                self.policy, self.approvals, self.logged, self.problems = known
                self.error = ""
                self.changed.emit()

        self._lanes.vault.call(run, take, self._fail)

    def _fail(self, error: MunimentError) -> None:
        self.error = str(error)
        self.changed.emit()
