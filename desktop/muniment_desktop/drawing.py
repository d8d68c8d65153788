"""Drawing pages: an original goes to a parse worker as an open file, and pixels come back.

The window's process opens the file and hands it over; it never reads it. The document that was drawn last stays open in its
worker, so that turning pages is quick. What is gone, has changed or cannot be drawn is told as a `DocumentError`; its text is
still there.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path

from muniment_engines.api import Pixels
from muniment_engines.errors import DocumentError, EngineError
from muniment_engines.host import OpenedDocument, ParseWorker, WorkerSpec
from muniment_engines.launcher import Launcher
from muniment_retrieval.model import Document

_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe in the place of the file must not hold the window up."""


class PageDrawer:
    """Draws pages of one document after the other. Thread-safe: one page at a time."""

    def __init__(self, launcher: Launcher, specs: Sequence[WorkerSpec]) -> None:
        self._workers = [ParseWorker(launcher, spec) for spec in specs]
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
        worker = self._worker_for(document.media_type)
        try:
            number = os.open(document.path, _OPEN_FLAGS)
        except PermissionError as error:
            raise DocumentError("no permission", "You may not read the original; its text is shown instead.") from error
        except OSError as error:
            raise DocumentError(
                "vanished", f"The original is not at {document.path} any more; its text is shown instead."
            ) from error
        try:
            status = os.fstat(number)
            if (status.st_size, status.st_mtime_ns) != (document.size, document.modified_ns):
                name = Path(document.path).name
                raise DocumentError("failed", f"{name} has changed since it was read; index it again to see the page.")
            return worker.open(number, document.media_type)
        finally:
            os.close(number)

    def _worker_for(self, media_type: str) -> ParseWorker:
        for worker in self._workers:
            if media_type in worker.info.media_types:
                return worker
        raise DocumentError("not supported", "No engine here draws this kind of document; its text is shown instead.")

    def _forget(self) -> None:
        opened, self._opened, self._document_id = self._opened, None, -1
        if opened is not None:
            opened.close()
