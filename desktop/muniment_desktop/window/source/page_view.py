"""A drawn page on its desk, with the quote lit as if by a marker pen. Scrolls; zooms from a quarter to five times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ..stylesheet import looks
from ..theme import Theme
from .highlights import Box, quote_boxes, text_edges

if TYPE_CHECKING:
    from muniment_retrieval.model import StoredPage

    from .spot import Spot

POINT = 96 / 72
"""Pixels per point at 100 %."""

STEP = 1.2
SMALLEST, LARGEST = 0.25, 5.0
MARGIN = 16
PAPER = 20
"""Points of paper that are left on both sides of the text when it fits."""

CLOSEST = 1.6
"""A page with little text is not drawn larger than so many times its width."""

FITTED = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class Canvas(QWidget):
    """The page itself. Paints what it has: white paper first, then the image, then the marks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image: QImage | None = None
        self.boxes: list[Box] = []
        self.softly = False
        self.page: StoredPage | None = None
        self.scale = POINT
        theme.changed.connect(self.update)

    def set_page(self, page: StoredPage, boxes: list[Box], softly: bool) -> None:
        """Show another page: as paper with marks until its image comes. Softly, the marks are a tint and a bar beside it."""
        if self.page is None or (page.document_id, page.index) != (self.page.document_id, self.page.index):
            self._image = None
        self.page, self.boxes, self.softly = page, boxes, softly
        self.set_scale(self.scale)

    def set_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    @property
    def drawn(self) -> bool:
        """Whether the page's image is there."""
        return self._image is not None

    def set_scale(self, scale: float) -> None:
        """`scale` is in logical pixels per point."""
        self.scale = scale
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        if self.page is None:
            return QSize(0, 0)
        paper = QSize(round(self.page.width * self.scale), round(self.page.height * self.scale))
        return paper + QSize(2 * MARGIN, 2 * MARGIN)

    def mark(self, box: Box) -> QRectF:
        """Where a box of the page stands on this widget."""
        corner = QRectF(box.left, box.top, box.right - box.left, box.height)
        scaled = QRectF(*(v * self.scale for v in (corner.x(), corner.y(), corner.width(), corner.height())))
        return scaled.translated(MARGIN, MARGIN).adjusted(-1.5, -1, 1.5, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.page is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        paper = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        painter.fillRect(paper, QColor("#ffffff"))
        if self._image is not None:
            painter.drawImage(paper, self._image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_marks(painter)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.fillRect(paper, QColor(0, 0, 0, self._theme.tokens.veil))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._theme.colour("edge"))
        painter.drawRect(paper.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_marks(self, painter: QPainter) -> None:
        marks = [self.mark(box) for box in self.boxes]
        painter.setBrush(self._theme.colour("paper_tint" if self.softly else "paper_mark"))
        for mark in marks:
            painter.drawRoundedRect(mark, 2, 2)
        if self.softly and marks:
            top, bottom = min(m.top() for m in marks), max(m.bottom() for m in marks)
            painter.setBrush(self._theme.colour("paper_mark"))
            painter.drawRoundedRect(QRectF(min(m.left() for m in marks) - 8, top, 3, bottom - top), 1, 1)


class PageView(QScrollArea):
    """`wanted` with the scale in device pixels per point at which the page should be drawn; `turned` by +1 or -1."""

    wanted = Signal(float)
    turned = Signal(int)
    zoomed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = Canvas(theme)
        looks(self.canvas, "desk")
        self._fits = True
        self._zoom = 1.0
        self.setWidget(self.canvas)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        looks(self, "desk")
        looks(self.viewport(), "desk")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Page")

    def show_page(self, page: StoredPage, spot: Spot) -> None:
        """Show a page with the spot lit, and scroll to it."""
        lit = spot.end > spot.start
        self.canvas.set_page(page, quote_boxes(page, spot.start, spot.end) if lit else [], spot.passage)
        self.setAccessibleName(f"Page {page.label}")
        self.setAccessibleDescription(page.text[spot.start : spot.end][:2_000] if lit else page.text[:500])
        self._apply()
        self._scroll_to_quote()

    def show_image(self, page: StoredPage, image: QImage) -> None:
        """The image that was asked for has come; ignored if another page is shown by now."""
        if page is self.canvas.page:
            self.canvas.set_image(image)

    def zoom(self, steps: int) -> None:
        """Larger or smaller by some steps."""
        self._fits = False
        self._zoom = min(LARGEST, max(SMALLEST, self.canvas.scale / POINT * STEP**steps))
        self._apply()

    def fit(self) -> None:
        """Its text as wide as the panel."""
        self._fits = True
        self._apply()

    def _apply(self) -> None:
        page = self.canvas.page
        if page is None or page.width <= 0:
            return
        scale = self._fitting(page) if self._fits else self._zoom * POINT
        self.setHorizontalScrollBarPolicy(FITTED if self._fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.canvas.set_scale(max(SMALLEST * POINT, min(LARGEST * POINT, scale)))
        if self._fits:
            self._centre_text(page)
        self.zoomed.emit(self.canvas.scale / POINT)
        self.wanted.emit(self.canvas.scale * self.devicePixelRatioF())

    def _fitting(self, page: StoredPage) -> float:
        """The scale at which the text of a page, and a little paper beside it, is as wide as there is room."""
        left, right = text_edges(page)
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2
        whole = (room - 2 * MARGIN) / page.width
        return max(whole, min(room / (right - left + 2 * PAPER), whole * CLOSEST))

    def _centre_text(self, page: StoredPage) -> None:
        left, right = text_edges(page)
        middle = (left + right) / 2 * self.canvas.scale + MARGIN
        self.horizontalScrollBar().setValue(round(middle - self.viewport().width() / 2))

    def _scroll_to_quote(self) -> None:
        if not self.canvas.boxes:
            self.verticalScrollBar().setValue(0)
            return
        first = self.canvas.mark(self.canvas.boxes[0])
        self.verticalScrollBar().setValue(round(first.center().y() - self.viewport().height() * 0.38))
        if not self._fits:
            self.horizontalScrollBar().setValue(round(first.left() - 40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits and event.size().width() != event.oldSize().width():
            self._apply()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and (self._fits or not self.horizontalScrollBar().maximum()):
            self.turned.emit(step)
        else:
            super().keyPressEvent(event)
