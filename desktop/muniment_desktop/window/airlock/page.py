"""The airlock's sheet: what would be sent, letter for letter; left where it is from; below who gets it, and the three verbs.

To keep it here is what Enter, Escape and closing mean. Each change has the request made anew, and until it is there nothing
can be sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..announcing import announce
from ..labels import plain_label
from ..stylesheet import looks
from ..theme import Theme
from . import editing, wording
from .check_list import CheckList
from .parts import parts_of
from .sent_text import SentText
from .verbs import Verbs

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...airlock import Decision, Sheet
    from ...airlock.draft import Draft, Edits
    from ...airlock.passages import Passage

LEFT = 250


class AirlockPage(QWidget):
    """One sheet at a time; the answer goes to whoever showed it, once. `left` when it is kept here."""

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        looks(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sheet: Sheet | None = None
        self._answer: Callable[[Decision], None] | None = None
        self._refused: Draft | None = None
        self._title, self._about = plain_label("", "title", wrap=True), plain_label("", "quiet", wrap=True)
        self._warning = plain_label("", "doubtful", wrap=True)
        self._pages = plain_label("", "small", wrap=True)
        self.passages, self.masked = CheckList(theme, "Passages that are sent"), CheckList(theme, "What is masked")
        self._masked_only = plain_label(wording.MASKED_ONLY, "small", wrap=True)
        self.text = SentText(theme)
        self.more, self.letter = QPushButton("Mask this too"), QPushButton("To the letter")
        self.more.setToolTip("Masks what is selected, wherever it stands (Ctrl+M)")
        self.more.setShortcut("Ctrl+M")
        self.letter.setToolTip("The whole request with its address and headers, as it goes over the network")
        self.letter.setCheckable(True)
        for button in (self.more, self.letter):
            looks(button, "group")
            button.setAutoDefault(False)
        self._cost, self._masked = plain_label("", wrap=True), plain_label("", "quiet", wrap=True)
        self.verbs = Verbs()
        self._lay_out()
        self._connect()

    @property
    def asks(self) -> bool:
        """Whether somebody waits for an answer."""
        return self._answer is not None

    def show_sheet(self, sheet: Sheet, answer: Callable[[Decision], None], vault: str) -> None:
        """Show a request, perhaps the last one made anew; `vault` is the name of the one that it is from. One that was shown and
        is not answered yet is kept here.
        """
        again = self._sheet is not None and self._sheet.draft is sheet.draft
        self._keep_it()
        self._sheet, self._answer = sheet, answer
        if self._refused is sheet.draft:  # while it was being made anew
            self.put_away()
            return
        self._refused = None
        self._title.setText(wording.title(sheet))
        self._about.setText(wording.about(sheet))
        self._warning.setText("\n".join(sheet.warnings))
        self._warning.setVisible(bool(sheet.warnings))
        self._pages.setText(wording.pages(sheet.pages))
        self._cost.setText(wording.cost(sheet))
        self._masked.setText(wording.masked(sheet.draft.counts))
        self._show_lists(sheet)
        self._show_text()
        self.verbs.show_sheet(sheet, vault)
        self._allow(True)
        if again:
            announce(self, f"The request was made anew. {self._masked.text()}.")
        else:
            self.verbs.keep.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, f"{self._title.text()} {self._about.text()}")

    def put_away(self) -> None:
        """What is shown is kept here."""
        self._keep_it()
        self._sheet = None
        self.text.clear()

    def _keep_it(self) -> None:
        if self._answer is not None:
            from ...airlock import Keep

            self._say(Keep())

    def _keep(self) -> None:
        if self._answer is None and self._sheet is not None:
            self._refused = self._sheet.draft
        self.put_away()
        self.left.emit()

    def _say(self, decision: Decision) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            answer(decision)

    def _change(self, edits: Edits) -> None:
        from ...airlock import Change

        self._allow(False)
        self._say(Change(edits))

    def _allow(self, ready: bool) -> None:
        """While a request is being made anew, it can only be kept here."""
        self.verbs.allow(ready)
        self.more.setEnabled(ready and bool(self.text.selected()) and not self.letter.isChecked())

    def _show_lists(self, sheet: Sheet) -> None:
        from ...airlock.passages import passages_of

        draft = sheet.draft
        passages = passages_of(draft.lines)
        self.passages.show_things([(p.text[:200], p, not p.lines <= draft.edits.out) for p in passages])
        found = [(wording.item(*thing), thing, masked) for thing, masked in editing.things(draft)]
        self.masked.show_things(found, fixed=not (sheet.unmasking or draft.edits.more))
        self.masked.setVisible(bool(found))
        self._masked_only.setVisible(not sheet.unmasking)

    def _show_text(self) -> None:
        from ...outgoing.asking import as_text

        if self._sheet is not None and self.letter.isChecked():
            self.text.show_plain(as_text(self._sheet.outgoing.request))
        elif self._sheet is not None:
            self.text.show_parts(parts_of(self._sheet.draft))

    def _take_out(self, passage: Passage, kept: bool) -> None:
        if self._sheet is not None:
            self._change(editing.with_passage(self._sheet.draft.edits, passage, kept=kept))

    def _mask(self, thing: editing.Thing, masked: bool) -> None:
        if self._sheet is not None:
            self._change(editing.with_thing(self._sheet.draft.edits, thing, masked=masked))

    def _pill(self, number: int) -> None:
        if self._sheet is not None and self._sheet.unmasking:
            one = next((one for one in self._sheet.draft.items if one.id == number), None)
            if one is not None:
                self._mask((one.kind, one.original), False)

    def _mask_more(self) -> None:
        if self._sheet is not None and (text := self.text.selected()):
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            self._change(editing.with_more(self._sheet.draft.edits, text))

    def _connect(self) -> None:
        self.passages.changed.connect(self._take_out)
        self.masked.changed.connect(self._mask)
        self.text.pill_chosen.connect(self._pill)
        self.text.picked.connect(lambda picked: self.more.setEnabled(picked and not self.letter.isChecked()))
        self.more.clicked.connect(self._mask_more)
        self.letter.toggled.connect(self._show_text)
        self.verbs.said.connect(self._say)
        self.verbs.keep.clicked.connect(self._keep)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(plain_label("Where it comes from", "heading"))
        left.addWidget(self._pages)
        left.addSpacing(6)
        left.addWidget(plain_label("Passages; untick one to take it out", "heading", wrap=True))
        left.addWidget(self.passages, 3)
        left.addSpacing(6)
        left.addWidget(plain_label("Masked; untick one to leave it as it is", "heading", wrap=True))
        left.addWidget(self.masked, 2)
        left.addWidget(self._masked_only)
        side = QWidget()
        side.setFixedWidth(LEFT)
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        tools = QHBoxLayout()
        tools.addStretch(1)
        tools.addWidget(self.more)
        tools.addWidget(self.letter)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(plain_label("What will be sent", "heading"))
        right.addWidget(self.text, 1)
        right.addLayout(tools)
        middle = QHBoxLayout()
        middle.setSpacing(18)
        middle.addWidget(side)
        middle.addLayout(right, 1)
        rule = QFrame()
        looks(rule, "rule")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 22, 28, 16)
        whole.setSpacing(8)
        for widget in (self._title, self._about, self._warning):
            whole.addWidget(widget)
        whole.addSpacing(4)
        whole.addLayout(middle, 1)
        whole.addWidget(rule)
        whole.addWidget(self._cost)
        whole.addWidget(self._masked)
        whole.addWidget(self.verbs)
