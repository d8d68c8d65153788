"""Where it says so: the page of a citation with the quote lit, and walking through the citations.

A page is read first, then drawn; what cannot be drawn is shown as the text that the vault holds, with a sentence that says why.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ..labels import plain_label
from ..stylesheet import looks
from ..theme import Theme
from .bars import SourceFoot, SourceHead
from .page_view import PageView
from .page_work import PageWork
from .recognised import scan_sentence
from .spot import Spot, spot_of
from .text_view import TextView

if TYPE_CHECKING:
    from muniment_retrieval.model import Citation, Document, Hit, StoredPage

POINTING_MS = 110
"""How long the pointer or the focus must rest on a sentence before its source is shown."""

PART_SHOWN = "This page is very long; the part around the quote is shown."


class SourcePanel(QWidget):
    """`cited` when there is something else to walk through; `lit` with the citation or hit that is shown now; `close_wanted`;
    `elsewhere_wanted` with a document's identifier."""

    cited = Signal()
    lit = Signal(object)
    close_wanted = Signal()
    elsewhere_wanted = Signal(int)

    def __init__(
        self, theme: Theme, work: PageWork, document: Callable[[int], Document | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        looks(self, "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._work = work
        self._document = document
        self._targets: tuple[Citation | Hit, ...] = ()
        self._target: Citation | Hit | None = None
        self._spot: Spot | None = None
        self._page: StoredPage | None = None
        self._why = ""
        self._pointed: Citation | Hit | None = None
        self._moment = QTimer(self, singleShot=True, interval=POINTING_MS)
        self._moment.timeout.connect(self._show_pointed)
        self.head, self.foot = SourceHead(theme), SourceFoot(theme)
        self.page_view, self.text_view = PageView(theme), TextView(theme)
        self._notice = plain_label("", "quiet", wrap=True)
        self._notice.setContentsMargins(18, 10, 18, 10)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.page_view)
        self._stack.addWidget(self.text_view)
        self._lay_out()
        self._connect()

    # ── what is shown ────────────────────────────────────────────────────────────────────────────────────────────────

    def set_targets(self, targets: Sequence[Citation | Hit]) -> None:
        """What `[` and `]` walk through."""
        self._targets = tuple(targets)
        self._say_where()
        self.cited.emit()

    def show_target(self, target: Citation | Hit) -> None:
        """Show where a citation or a hit points to, whatever was pointed at before."""
        self._moment.stop()
        if target is not self._target:
            self._target = target
            self.lit.emit(target)
            self.show_spot(spot_of(target))
        self._say_where()

    def point(self, target: Citation | Hit) -> None:
        """Show it in a moment, unless the pointer has gone elsewhere by then."""
        self._pointed = target
        self._moment.start()

    def show_alone(self, spot: Spot) -> None:
        """Show a place in a document that nothing on screen points to."""
        self._moment.stop()
        self._target = None
        self.lit.emit(None)
        self.set_targets(())
        self.show_spot(spot)

    def show_spot(self, spot: Spot) -> None:
        """Show a place in a document."""
        self._spot = spot
        self._why = ""
        self._say_where()
        self._work.read_page(spot)

    def clear(self) -> None:
        """Show nothing: the vault is closed, or nothing is cited."""
        self._targets, self._target, self._spot, self._page = (), None, None, None
        self.page_view.canvas.page = None
        self.page_view.canvas.resize(0, 0)
        self.text_view.clear()
        self._stack.hide()
        self._notice.hide()
        self.head.say("", "", "")
        self.cited.emit()

    def read_again(self, paths: Collection[str]) -> None:
        """Pages of these documents have been recognised; where one that waited for it is shown, it is shown anew."""
        from muniment_retrieval.model import Scan

        if self._spot is not None and self._spot.path in paths and self._page is not None and self._page.scan is Scan.WAITING:
            self._work.read_page(self._spot)

    def walk(self, step: int) -> None:
        """Go to the next citation, or the one before; round and round."""
        if self._targets:
            place = self._place()
            self.show_target(self._targets[(place + step) % len(self._targets) if place >= 0 else 0])

    def turn(self, step: int) -> None:
        """Go to the next page, or the one before."""
        if self._spot is not None and 0 <= self._spot.page_index + step < self._page_count():
            self.show_spot(self._spot.on_page(self._spot.page_index + step))

    @property
    def target(self) -> Citation | Hit | None:
        return self._target

    @property
    def shows_text(self) -> bool:
        return self._stack.currentWidget() is self.text_view

    @property
    def document_id(self) -> int | None:
        """The document whose page is shown."""
        return self._spot.document_id if self._spot else None

    @property
    def has_targets(self) -> bool:
        return bool(self._targets)

    def focus_target(self) -> QWidget:
        """What takes the keyboard's focus."""
        return self.text_view if self.shows_text else self.page_view

    def take_focus(self) -> None:
        """Put the keyboard's focus on the page."""
        self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._notice)
        column.addWidget(self._stack, 1)
        column.addStretch(0)
        column.addWidget(self.foot)
        self._stack.hide()
        self._notice.hide()

    def _connect(self) -> None:
        self._work.read.connect(self._show)
        self._work.drawn.connect(self._show_image)
        self._work.undrawable.connect(self._cannot_draw)
        self._work.failed.connect(self._say)
        self.page_view.wanted.connect(self._want)
        self.page_view.turned.connect(self.turn)
        self.page_view.zoomed.connect(self.foot.say_zoom)
        self.foot.walked.connect(self.walk)
        self.foot.turned.connect(self.turn)
        self.foot.zoomed.connect(self.page_view.zoom)
        self.foot.fitted.connect(self.page_view.fit)
        self.foot.text_toggled.connect(lambda _: self._show_page())
        self.head.closed.connect(self.close_wanted)
        self.head.elsewhere.connect(self._open_elsewhere)

    def _show(self, spot: Spot, page: StoredPage) -> None:
        if spot is self._spot:
            self._page = page
            self._show_page()
            self._say_where()

    def _show_page(self) -> None:
        page, spot = self._page, self._spot
        if page is None or spot is None:
            return
        drawable = page.width > 0 and page.height > 0 and not self._why
        self.foot.allow_drawing(drawable)
        self._stack.show()
        if drawable and not self.foot.wants_text:
            self._stack.setCurrentWidget(self.page_view)
            self.page_view.show_page(page, spot)
            self._say(scan_sentence(page))
        else:
            self._stack.setCurrentWidget(self.text_view)
            whole = self.text_view.show_text(page.text, spot.start, spot.end)
            self._say(" ".join(filter(None, (self._why or ("" if whole else PART_SHOWN), scan_sentence(page)))))

    def _want(self, scale: float) -> None:
        if self._page is not None and not self.shows_text:
            self._work.draw(self._page, scale)

    def _show_image(self, page: StoredPage, image: QImage) -> None:
        self.page_view.show_image(page, image)

    def _cannot_draw(self, page: StoredPage, why: str) -> None:
        if page is self._page:
            self._why = why
            self._show_page()

    def _show_pointed(self) -> None:
        if self._pointed is not None:
            self.show_target(self._pointed)

    def _open_elsewhere(self) -> None:
        if self._spot is not None:
            self.elsewhere_wanted.emit(self._spot.document_id)

    def _say(self, sentence: str) -> None:
        self._notice.setText(sentence)
        self._notice.setVisible(bool(sentence))

    def _say_where(self) -> None:
        self.foot.say_place(self._place() + 1, len(self._targets))
        spot = self._spot
        if spot is None:
            return
        read = self._page is not None and (self._page.document_id, self._page.index) == (spot.document_id, spot.page_index)
        label = self._page.label if read and self._page is not None else spot.page_label
        count = self._page_count()
        self.head.say(spot.path, label, f"{count:,}" if count else "")
        self.foot.allow_turning(spot.page_index > 0, spot.page_index + 1 < count)

    def _page_count(self) -> int:
        document = self._document(self._spot.document_id) if self._spot else None
        return document.page_count if document else 0

    def _place(self) -> int:
        return next((i for i, t in enumerate(self._targets) if t is self._target or t == self._target), -1)
