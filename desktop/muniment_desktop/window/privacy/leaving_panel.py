"""What may leave this vault: its rule, as three choices; the approvals that stand, each with what ends it; the words to mask;
the audit log."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from ..announcing import announce
from ..chosen_stop import stop_at_chosen
from ..labels import plain_label
from ..stylesheet import looks
from . import wording
from .leaving_work import LeavingWork


class LeavingPanel(QWidget):
    """Follows a `LeavingWork`. `words_wanted` when the words to mask are to be seen, `save_wanted` when the audit log shall be
    kept elsewhere."""

    words_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, work: LeavingWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._choices = QButtonGroup(self)
        self.policy: dict[str, QRadioButton] = {}
        self.revoke: list[QPushButton] = []
        self._means = plain_label("", "quiet", wrap=True)
        self._said = plain_label("", "quiet", wrap=True)
        self._standing = QVBoxLayout()
        self._standing.setSpacing(4)
        self.words = QPushButton("Words to mask…")
        looks(self.words, "plain")
        self._log = plain_label("", "quiet", wrap=True)
        self.save = QPushButton("Save the log…")
        looks(self.save, "plain")
        self._lay_out()
        self.words.clicked.connect(self.words_wanted)
        self.save.clicked.connect(self.save_wanted)
        work.saved.connect(self._saved)
        work.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(18)
        for value, (title, means) in wording.POLICIES.items():
            radio = self.policy[value] = QRadioButton(title)
            radio.setAccessibleDescription(means)
            radio.clicked.connect(lambda _=False, v=value: self._work.set_policy(v))
            self._choices.addButton(radio)
            choices.addWidget(radio)
        stop_at_chosen(self._choices)
        choices.addStretch(1)
        choices.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(plain_label("What may be sent of this vault", "heading"))
        column.addLayout(choices)
        for widget in (self._means, self._said):
            column.addWidget(widget)
        column.addLayout(self._standing)
        log = QHBoxLayout()
        log.addWidget(self._log, 1)
        log.addWidget(self.save)
        column.addLayout(log)

    def _saved(self, name: str) -> None:
        self._log.setText(f"{wording.log(self._work.logged, self._work.problems)} Saved as {name}.")
        announce(self, self._log.text())

    def _show(self) -> None:
        work = self._work
        for value, radio in self.policy.items():
            radio.setEnabled(bool(work.policy))
            radio.setChecked(value == work.policy)
        self._means.setText(wording.POLICIES[work.policy][1] if work.policy else "")
        self._said.setText(work.error or ("" if work.approvals else wording.NO_APPROVALS))
        self._said.setVisible(bool(self._said.text()))
        looks(self._said, "bad" if work.error else "quiet")
        self._log.setText(wording.log(work.logged, work.problems))
        looks(self._log, "bad" if work.problems else "quiet")
        self.save.setEnabled(work.logged > 0)
        focused = any(button.hasFocus() for button in self.revoke)
        while (item := self._standing.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.revoke = []
        for one in work.approvals:
            said = wording.approval(one)
            end = QPushButton("End it")
            end.setAccessibleName(f"End the approval: {said}")
            end.clicked.connect(lambda _=False, i=one.id: work.revoke([i]))
            self.revoke.append(end)
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(plain_label(said, wrap=True), 1)
            row.addWidget(end)
            line = QWidget()
            line.setLayout(row)
            self._standing.addWidget(line)
        if focused:
            (self.revoke[0] if self.revoke else self.words).setFocus(Qt.FocusReason.OtherFocusReason)
