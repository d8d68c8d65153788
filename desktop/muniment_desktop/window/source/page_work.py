"""Reading and drawing pages, on the drawing lane. Only the latest request counts; what it replaces is never begun."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, Signal

from ..lanes import Job, Lanes
from .drawn import MOST_PIXELS, DrawnPages, for_screen
from .spot import Spot

if TYPE_CHECKING:
    import numpy as np
    from muniment_retrieval.model import StoredPage
    from numpy.typing import NDArray

    from ...session import Session


class PageWork(QObject):
    """`read` with a spot and its stored page; `drawn` with the page and its image; `failed` with a spot and a sentence."""

    read = Signal(object, object)
    drawn = Signal(object, object)
    undrawable = Signal(object, str)
    failed = Signal(str)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._session: Session | None = None
        self._reading: Job | None = None
        self._drawing: Job | None = None
        self._images = DrawnPages()

    def use(self, session: Session | None) -> None:
        """Show pages of this vault from now on."""
        self._give_up(self._reading, self._drawing)
        self._images.clear()
        self._session = session

    def forget(self) -> None:
        """Throw away the pages that are kept."""
        self._images.clear()

    def read_page(self, spot: Spot) -> None:
        """Read the stored page of a spot; `read` or `failed` follows."""
        session = self._session
        if session is None:
            return
        self._give_up(self._reading, self._drawing)
        self._reading = self._lanes.drawing.call(
            lambda: session.page(spot.document_id, spot.page_index),
            lambda page: self.read.emit(spot, page),
            lambda error: self.failed.emit(str(error)),
        )

    def draw(self, page: StoredPage, scale: float) -> None:
        """Have a page drawn; `scale` is in pixels per point. `drawn` follows at once where it is kept, else `undrawable` may."""
        session = self._session
        if session is None:
            return
        self._give_up(self._drawing)
        scale = affordable(page, scale)
        kept = self._images.get(page.document_id, page.index, scale)
        if kept is not None:
            self.drawn.emit(page, kept)
            return
        if (near := self._images.nearest(page.document_id, page.index)) is not None:
            self.drawn.emit(page, near)
        self._drawing = self._lanes.drawing.call(
            lambda: for_screen(session.draw(page.document_id, page.index, scale)),
            lambda data: self._keep(page, scale, data),
            lambda error: self._fail(page, error),
        )

    def _keep(self, page: StoredPage, scale: float, data: NDArray[np.uint8]) -> None:
        self.drawn.emit(page, self._images.put(page.document_id, page.index, scale, data))

    def _fail(self, page: StoredPage, error: MunimentError) -> None:
        self.undrawable.emit(page, str(error))

    def _give_up(self, *jobs: Job | None) -> None:
        for job in jobs:
            if job is not None:
                job.abandon()


def affordable(page: StoredPage, scale: float) -> float:
    """The scale, or the largest one with which the page has no more than `MOST_PIXELS`."""
    pixels = page.width * page.height * scale * scale
    return scale if pixels <= MOST_PIXELS else scale * math.sqrt(MOST_PIXELS / pixels)
