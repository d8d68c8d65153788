"""Drawing pages: an original goes to a parse worker as an open file, and pixels come back.

The window's process opens the file and hands it over; it never reads it. The document that was drawn last stays open in its
worker, so that turning pages is quick. What is gone, has changed or cannot be drawn is told as a `DocumentError`; its text is
still there.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence

from muniment_engines.api import Cancel, ParseLimits, Pixels
from muniment_engines.errors import DocumentError, EngineError
from muniment_engines.host import OpenedDocument, ParseWorker, WorkerSpec
from muniment_engines.launcher import Launcher
from muniment_retrieval.model import Document
from muniment_retrieval.originals import Library, Originals


class PageDrawer:
    """Draws pages of one document after the other. Thread-safe: one page at a time."""

    def __init__(self, launcher: Launcher, specs: Sequence[WorkerSpec], library: Library) -> None:
        self._workers = [ParseWorker(launcher, spec) for spec in specs]
        self._originals = Originals(library, self._worker_for)
        self._opened: OpenedDocument | None = None
        self._document_id = -1
        self._lock = threading.Lock()

    def draw(self, document: Document, index: int, scale: float) -> Pixels:
        """`scale` is pixels per point. Raises `DocumentError` where the original is gone, has changed, or cannot be drawn."""
        with self._lock:
            try:
                if self._document_id != document.id:
                    self._forget()
                    self._opened, self._document_id = self._open(document), document.id
                assert self._opened is not None
                return self._opened.render(index, scale)
            except DocumentError:
                raise
            except EngineError as error:
                self._document_id = -1  # its worker has ended; the next page starts another
                raise DocumentError("failed", "The page could not be drawn; its text is shown instead.") from error

    def close(self) -> None:
        for worker in self._workers:
            worker.close()

    def _open(self, document: Document) -> OpenedDocument:
        return self._originals.open(document, ParseLimits(), Cancel())

    def _worker_for(self, media_type: str, busy: Collection[ParseWorker]) -> ParseWorker | None:
        return next((w for w in self._workers if w not in busy and media_type in w.info.media_types), None)

    def _forget(self) -> None:
        opened, self._opened, self._document_id = self._opened, None, -1
        if opened is not None:
            opened.close()
