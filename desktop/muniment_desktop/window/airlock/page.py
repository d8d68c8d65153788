"""The sheet: the text as it will be sent, the pages that it is from, who receives it, and three verbs; the default keeps it here.

Masked parts are marked; where the policy allows it, a click on one leaves it as it is. A text that is selected can be masked
too, and lines can be taken out. The request is then made anew and shown again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QPlainTextEdit, QPushButton, QTextEdit, QVBoxLayout, QWidget

from ..labels import plain_label
from ..stylesheet import looks
from ..theme import Theme

if TYPE_CHECKING:
    from ...airlock import Decision, Sheet

_PLACEHOLDER = re.compile(r"\[[A-Z]+_\d+[a-z]*\]")
_WHILES = (("15 minutes", 900.0), ("an hour", 3600.0), ("8 hours", 28_800.0))


class AirlockPage(QWidget):
    """One sheet at a time; the answer goes to whoever showed it, once."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sheet: Sheet | None = None
        self._answer: Callable[[Decision], None] | None = None
        self._title = plain_label()
        looks(self._title, "title")
        self._pages = QListWidget()
        self._pages.setAccessibleName("Pages that the text is from")
        self._pages.setMaximumWidth(260)
        self._pages.setWordWrap(True)
        self._pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("The request as it will be sent")
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.mouseReleaseEvent = self._released  # type: ignore[method-assign]
        self._facts = plain_label(wrap=True)
        looks(self._facts, "quiet")
        self._warning = plain_label(wrap=True)
        self.keep, self.send, self.job = QPushButton("&Keep it here"), QPushButton("&Send this once"), QPushButton()
        looks(self.keep, "primary")
        self.keep.setDefault(True)
        self._mask, self._out = QPushButton("&Mask what is selected"), QPushButton("Take the &lines out")
        self.more = QPushButton("&Allow for …")
        self.more.setCheckable(True)
        self._while = QComboBox()
        self._while.addItems([name for name, _ in _WHILES])
        self._while.setAccessibleName("How long this engine may be sent such requests without asking")
        self.allow = QPushButton("Send, and allow")
        self._lay_out()
        self._connect()

    def show_sheet(self, sheet: Sheet, answer: Callable[[Decision], None]) -> None:
        """Show one; what was shown before is kept here."""
        self.put_away()
        self._sheet, self._answer = sheet, answer
        outgoing = sheet.outgoing
        self._title.setText(f"To {outgoing.engine}, for {outgoing.purpose}: nothing is sent unless you say so")
        self._pages.clear()
        self._pages.addItems(list(sheet.pages))
        head = "\n".join([f"{outgoing.request.method} {outgoing.request.url}", *map(": ".join, outgoing.request.headers)])
        self.text.setPlainText(f"{head}\n\n{outgoing.request.body.decode('utf-8', 'backslashreplace')}")
        self._mark()
        price = "not known" if sheet.price is None else f"at most {sheet.price:.4f}"
        masked = ", ".join(f"{count} {kind}" for kind, count in sheet.draft.counts.items()) or "nothing"
        self._facts.setText(
            f"{outgoing.address} · {outgoing.model} · about {sheet.tokens:,} tokens · price {price} · masked: {masked}"
            f" · policy: {sheet.policy}"
        )
        self._warning.setText(" ".join(sheet.warnings))
        self._warning.setVisible(bool(sheet.warnings))
        self.job.setVisible(sheet.bounds is not None)
        if sheet.bounds is not None:
            self.job.setText(f"Send all {sheet.bounds.requests} of this job")
        self.more.setChecked(False)
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """What is shown is kept here."""
        if self._answer is not None:
            from ...airlock import Keep

            self._say(Keep())

    def _lay_out(self) -> None:
        verbs = QHBoxLayout()
        for button in (self._mask, self._out):
            verbs.addWidget(button)
        verbs.addStretch(1)
        for widget in (self.more, self._while, self.allow, self.job, self.send, self.keep):
            verbs.addWidget(widget)
        middle = QHBoxLayout()
        middle.addWidget(self._pages)
        middle.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(self._title)
        column.addWidget(self._warning)
        column.addLayout(middle, 1)
        column.addWidget(self._facts)
        column.addLayout(verbs)
        self._while.hide()
        self.allow.hide()

    def _connect(self) -> None:
        self.keep.clicked.connect(self.put_away)
        self.send.clicked.connect(self._send_once)
        self.job.clicked.connect(self._send_all)
        self.allow.clicked.connect(self._send_for_a_while)
        self._mask.clicked.connect(self._mask_selected)
        self._out.clicked.connect(self._take_out)
        for widget in (self._while, self.allow):
            self.more.toggled.connect(widget.setVisible)

    def _say(self, decision: Decision) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            answer(decision)

    def _send_once(self) -> None:
        from ...airlock import Once

        self._say(Once())

    def _send_all(self) -> None:
        from ...airlock import WholeJob

        self._say(WholeJob())

    def _send_for_a_while(self) -> None:
        from ...airlock import Standing

        self._say(Standing(_WHILES[self._while.currentIndex()][1]))

    def _mark(self) -> None:
        """Masked parts stand out."""
        look = QTextCharFormat()
        look.setBackground(self._theme.colour("accent"))
        look.setForeground(self._theme.colour("ground"))
        marks = []
        for found in _PLACEHOLDER.finditer(self.text.toPlainText()):
            mark = QTextEdit.ExtraSelection()
            mark.format = look
            mark.cursor = self._cursor(*found.span())
            marks.append(mark)
        self.text.setExtraSelections(marks)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        """By code points, which Qt counts otherwise."""
        text = self.text.toPlainText()
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(len(text[:start].encode("utf-16-le")) // 2)
        cursor.setPosition(len(text[:end].encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _released(self, event: QMouseEvent) -> None:
        QPlainTextEdit.mouseReleaseEvent(self.text, event)
        cursor = self.text.cursorForPosition(event.position().toPoint())
        block, at = cursor.block().text(), cursor.positionInBlock()
        found = next((f[0] for f in _PLACEHOLDER.finditer(block) if f.start() <= at <= f.end()), "")
        if found and not self.text.textCursor().hasSelection():
            self.unmask(found)

    def unmask(self, placeholder: str) -> None:
        """Leave it as it is, where the policy allows that."""
        sheet = self._sheet
        if sheet is None or not sheet.unmasking:
            return
        bare = tuple((item.kind, item.original) for item in sheet.draft.items if item.placeholder == placeholder)
        if bare:
            self._change(bare=(*sheet.draft.edits.bare, *bare))

    def _mask_selected(self) -> None:
        selected = self.text.textCursor().selectedText().strip()
        if self._sheet is not None and selected:
            self._change(more=(*self._sheet.draft.edits.more, selected))

    def _take_out(self) -> None:
        """The lines in which the selected text stands."""
        selected = self.text.textCursor().selectedText().strip()
        if self._sheet is None or not selected:
            return
        draft = self._sheet.draft
        out = {n for n, line in enumerate(draft.lines, 1) if selected in line}
        if out:
            self._change(out=draft.edits.out | out)

    def _change(self, **edits: object) -> None:
        from ...airlock import Change

        if self._sheet is not None:
            self._say(Change(replace(self._sheet.draft.edits, **edits)))  # type: ignore[arg-type]
