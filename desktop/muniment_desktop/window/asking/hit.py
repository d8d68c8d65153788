"""One passage that was found, and one source of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from ..labels import tip
from ..prose import Prose
from ..theme import Theme
from . import wording
from .line import Line
from .snippets import snippet

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation, Hit

SNIPPET_LINES = 3
SNIPPET_LEADING = 1.42


class HitLine(Line):
    """Document and page, how it was found, and three lines of the passage with the question's words in bold."""

    BELOW = 8

    def __init__(self, theme: Theme, hit: Hit, question: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.hit = hit
        self._runs = snippet(hit.passage.text, question)
        self.setAccessibleName(wording.spoken_hit(hit, "".join(r.text for r in self._runs)))
        self.restyle()

    def restyle(self) -> None:
        self._title = self.theme.font(bold=True)
        self._small = self.theme.font(0.92)
        self._prose = Prose(self._runs, self.theme.font(), leading=SNIPPET_LEADING, lines=SNIPPET_LINES)
        super().restyle()

    def text_height(self, width: int) -> int:
        return self._title_height() + self._prose.height(width)

    def paint_text(self, painter: QPainter, area: QRectF) -> None:
        row = QRectF(area.left(), area.top(), area.width(), self._title_height())
        found = wording.FOUND[self.hit.found_by]
        self._paint_right(painter, row, found)
        row.setRight(row.right() - QFontMetricsF(self._small).horizontalAdvance(found) - 16)
        paint_place(painter, row, self.theme, self.hit.document.path, self.hit.page_label)
        at = QPointF(area.left(), row.bottom())
        self._prose.draw(painter, at, area.width(), self.theme.colour("quiet"))

    def _paint_right(self, painter: QPainter, row: QRectF, text: str) -> None:
        painter.setFont(self._small)
        painter.setPen(self.theme.colour("quiet"))
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _title_height(self) -> int:
        return round(QFontMetricsF(self._title).height() * 1.3)


class SourceLine(Line):
    """A numbered source of an answer: document and page in one row."""

    LEFT, ABOVE, BELOW = 34, 3, 3

    def __init__(self, theme: Theme, number: int, citation: Citation, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.citation = citation
        self._number = number
        where = wording.place(citation.path, citation.page_label)
        self.setAccessibleName(f"Source {number}: {where}: {' '.join(citation.quote.split())}")
        self.setToolTip(tip(citation.path))

    def text_height(self, _: int) -> int:
        return round(QFontMetricsF(self.theme.font()).height() * 1.2)

    def paint_text(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(self.theme.font(bold=True))
        painter.setPen(self.theme.colour("accent"))
        margin = QRectF(0, area.top(), self.LEFT - 12, area.height())
        painter.drawText(margin, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(self._number))
        paint_place(painter, area, self.theme, self.citation.path, self.citation.page_label)


def paint_place(painter: QPainter, row: QRectF, theme: Theme, path: str, label: str) -> None:
    """A document's name and its page in one row; a long name gives way in its middle, the page never does."""
    page = f"p. {label}"
    bold, plain = theme.font(bold=True), theme.font()
    room = row.width() - QFontMetricsF(plain).horizontalAdvance(page) - 10
    name = QFontMetricsF(bold).elidedText(wording.file_name(path), Qt.TextElideMode.ElideMiddle, max(20.0, room))
    where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.setFont(bold)
    painter.setPen(theme.colour("text"))
    painter.drawText(row, where, name)
    painter.setFont(plain)
    painter.setPen(theme.colour("quiet"))
    rest = row.adjusted(QFontMetricsF(bold).horizontalAdvance(name) + 10, 0, 0, 0)
    painter.drawText(rest, where, page)
