"""What is being read right now: how far, which file, and the buttons that pause and stop it. Folds away when nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ..labels import plain_label
from ..stylesheet import looks
from ..theme import Theme
from .activity_model import STATE_ROLE, ActivityModel
from .index_work import IndexWork
from .report import progress_text, report_text

if TYPE_CHECKING:
    from muniment_retrieval.model import IndexReport, Progress

LIST_HEIGHT = 132


class Activity(QFrame):
    """Follows an `IndexWork`; after it has ended, says what came of it until the person closes it."""

    def __init__(self, theme: Theme, work: IndexWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "card")
        self._work = work
        self._last: Progress | None = None
        self._said = ""
        self._model = ActivityModel(self)
        self._text = plain_label(wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("How far the documents are read")
        self._pause = _button("Pause", self._pause_or_resume)
        self._stop = _button("Stop", work.cancel)
        self._close = _button("Close", self._put_away)
        self._files = QPushButton("Files")
        looks(self._files, "plain")
        self._files.setCheckable(True)
        self._list = self._make_list(theme)
        self._files.toggled.connect(self._list.setVisible)
        self._lay_out()
        self.hide()
        work.changed.connect(self._changed)
        work.progressed.connect(self._progressed)
        work.reported.connect(self._reported)

    def reset(self) -> None:
        """Forget what was: another vault is open."""
        self._last, self._said = None, ""
        self._model.clear()
        self.hide()

    def show_files(self, shown: bool) -> None:
        """Unfold, or fold away, the files of this run."""
        self._files.setChecked(shown)

    def _make_list(self, theme: Theme) -> QListView:
        view = QListView()
        view.setModel(self._model)
        view.setItemDelegate(FileDelegate(theme, view))
        view.setUniformItemSizes(True)
        view.setFixedHeight(LIST_HEIGHT)
        view.setAccessibleName("Files that are being read")
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        looks(view, "bare")
        view.viewport().setAutoFillBackground(False)
        view.hide()
        return view

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._text, 1)
        for button in (self._files, self._pause, self._stop, self._close):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 8, 10)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self._list)

    def _changed(self) -> None:
        running = self._work.running
        if running and self._said:
            self._said = ""
            self._last = None
            self._model.clear()
        self._pause.setText("Go on" if self._work.paused else "Pause")
        for widget in (self._pause, self._stop, self._bar):
            widget.setVisible(running)
        self._close.setVisible(not running)
        self._say()
        if running:
            self.show()
        elif not self._said:
            self.hide()

    def _progressed(self, events: list[Progress]) -> None:
        self._last = events[-1]
        follow = self._list.verticalScrollBar().value() >= self._list.verticalScrollBar().maximum() - 2
        self._model.take(events)
        if follow:
            self._list.scrollToBottom()
        self._bar.setRange(0, self._last.total)
        self._bar.setValue(self._last.done)
        self._say()

    def _reported(self, report: IndexReport) -> None:
        self._said = report_text(report)
        self._say()

    def _say(self) -> None:
        if self._work.running:
            self._text.setText(progress_text(self._last, self._work.paused) if self._last else "Looking for documents…")
        else:
            self._text.setText(self._said)

    def _pause_or_resume(self) -> None:
        if self._work.paused:
            self._work.resume()
        else:
            self._work.pause()

    def _put_away(self) -> None:
        self._said = ""
        self.hide()


class FileDelegate(QStyledItemDelegate):
    """A file's name at the left, what became of it at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, option.fontMetrics.height() + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        area: QRect = option.rect.adjusted(4, 0, -8, 0)
        metrics = option.fontMetrics
        state = str(index.data(STATE_ROLE))
        width = metrics.horizontalAdvance(state)
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, max(40, area.width() - width - 20))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(self._theme.colour("quiet" if state in ("read", "reading…") else "doubtful"))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, state)


def _button(text: str, pressed: object) -> QPushButton:
    button = QPushButton(text)
    looks(button, "plain")
    button.clicked.connect(pressed)
    return button
