"""The room of the words to mask: a field that adds one, the list with how often each stands there, a sentence to try them on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ..announcing import announce
from ..labels import plain_label
from ..stylesheet import looks
from ..tables.rows import ShownRow
from ..tables.view import ReadTable
from ..theme import Theme
from .words_work import WordsWork

ABOUT = (
    "They are masked before anything of this vault leaves, besides names, addresses and numbers: a project, a code name, a "
    "product. Whole words, however they are spaced or written."
)
NOTHING = "No words of this vault’s own are masked yet. Type one above and press Enter."
TRY = "A sentence to try, such as one that you would ask"
RULES_ONLY = (
    "No model that finds names is here, so only what has a form of its own and your words were found. The Models room has some."
)
HEADS = ("Word", "Occurs", "In documents")
WIDTHS = (60, "000,000,000 times", "In documents")


class WordsPage(QWidget):
    """Follows a `WordsWork`."""

    def __init__(self, theme: Theme, work: WordsWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._work = work
        self._added = ""
        self.word, self.sentence = _field("A word or name to mask, such as Project Falcon"), _field(TRY)
        self.add, self.remove, self.test = QPushButton("Mask it"), QPushButton("Mask it no longer"), QPushButton("Try it")
        looks(self.remove, "plain")
        self.view = ReadTable(theme, "Words to mask", HEADS, WIDTHS)
        self.view.verticalHeader().setDefaultSectionSize(self.view.fontMetrics().lineSpacing() + 12)
        self.view.setWordWrap(False)
        self._nothing = plain_label(NOTHING, "quiet", wrap=True)
        self._said = plain_label("", "bad", wrap=True)
        self.masked = QLabel()
        self.masked.setTextFormat(Qt.TextFormat.PlainText)
        self.masked.setWordWrap(True)
        self.masked.setAccessibleName("The sentence as it would leave")
        self.masked.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._note = plain_label("", "quiet", wrap=True)
        self._lay_out()
        self._connect()
        self._show()

    def focus_target(self) -> QWidget:
        """Where one begins."""
        return self.word

    def _lay_out(self) -> None:
        adding = QHBoxLayout()
        adding.addWidget(self.word, 1)
        adding.addWidget(self.add)
        trying = QHBoxLayout()
        trying.addWidget(self.sentence, 1)
        trying.addWidget(self.test)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 22, 28, 14)
        whole.setSpacing(8)
        whole.addWidget(plain_label("Words to mask", "title"))
        whole.addWidget(plain_label(ABOUT, "quiet", wrap=True))
        whole.addLayout(adding)
        whole.addWidget(self._said)
        whole.addWidget(self._nothing)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addSpacing(8)
        whole.addWidget(plain_label("How a sentence would leave", "heading"))
        whole.addLayout(trying)
        whole.addWidget(self.masked)
        whole.addWidget(self._note)
        whole.addStretch(0)

    def _connect(self) -> None:
        work = self._work
        self.word.textChanged.connect(lambda _: self._allow())
        self.sentence.textChanged.connect(lambda _: self._allow())
        self.word.returnPressed.connect(self.add.click)
        self.sentence.returnPressed.connect(self.test.click)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.test.clicked.connect(lambda: work.try_on(self.sentence.text()))
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._allow())
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.view, self._remove)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        work.changed.connect(self._show)

    def _add(self) -> None:
        self._added = self.word.text()
        self._work.add(self._added)

    def _remove(self) -> None:
        if (term := self._chosen()) is not None:
            self._work.remove(term)

    def _chosen(self) -> str | None:
        at = self.view.currentIndex().row()
        return self.view.rows[at].cells[0] if 0 <= at < len(self.view.rows) else None

    def _allow(self) -> None:
        self.add.setEnabled(bool(self.word.text().strip()))
        self.remove.setEnabled(self._chosen() is not None)
        self.test.setEnabled(bool(self.sentence.text().strip()) and not self._work.trying)

    def _show(self) -> None:
        work, at, focused = self._work, self.view.currentIndex().row(), self.view.hasFocus() or self.remove.hasFocus()
        rows = tuple(self._row(term) for term in work.terms)
        if rows != self.view.rows:
            self.view.show_rows(rows)
            if rows and at >= 0:
                self.view.selectRow(min(at, len(rows) - 1))
        if self._added and not work.error and " ".join(self._added.split()).casefold() in {t.casefold() for t in work.terms}:
            self.word.clear()
            self._added = ""
        self._nothing.setVisible(not rows)
        self.view.setVisible(bool(rows))
        self.remove.setVisible(bool(rows))
        self._said.setText(work.error)
        self._said.setVisible(bool(work.error))
        self._show_tried()
        self._allow()
        if focused and not rows:
            self.word.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_tried(self) -> None:
        tried = self._work.tried
        before = self.masked.text()
        self.masked.setText("" if tried is None else tried.masked)
        self.masked.setVisible(tried is not None)
        note = "Trying…" if self._work.trying else RULES_ONLY if tried is not None and not tried.with_models else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        if tried is not None and tried.masked != before:
            announce(self, tried.masked)

    def _row(self, term: str) -> ShownRow:
        occurs = self._work.occurs.get(term)
        if occurs is None:
            return ShownRow((term, "…", ""))
        times = f"{occurs.times:,} time{'' if occurs.times == 1 else 's'}" if occurs.times else "nowhere"
        return ShownRow((term, times, f"{occurs.documents:,}" if occurs.times else ""), None, not occurs.times)


def _field(words: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(words)
    field.setAccessibleName(words)
    field.setMaxLength(2_000)
    return field
