"""The pages of PDFs, read again for an evaluation: each file is handed, unread, to the confined worker that reads PDFs."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from muniment_engines.errors import DocumentError, EngineMissing
from muniment_engines.host import ParseWorker

from ..engine_setup import EngineSetup
from ..settings import Settings
from .context import Context
from .models import store_of

_PDF = "application/pdf"


class PdfTexts:
    """Reads PDFs; its worker starts with the first, and ends with this."""

    def __init__(self, context: Context, settings: Settings) -> None:
        self._context = context
        self._settings = settings
        self._worker: ParseWorker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        if self._worker is not None:
            self._worker.close()

    def __call__(self, file: Path) -> list[str]:
        """The texts of a file's pages. Raises `DocumentError`, `EngineError`, `Cancelled`."""
        worker = self._worker = self._worker or self._find()
        try:
            with file.open("rb") as source, worker.open(source.fileno(), _PDF) as opened:
                return [page.text for page in opened.pages(self._context.cancel)]
        except OSError as error:
            raise DocumentError("failed", f"{file.name} cannot be read: {error.strerror}.") from error

    def _find(self) -> ParseWorker:
        for spec in EngineSetup(self._context.launcher, self._settings, store_of(self._context)).parse_specs():
            worker = ParseWorker(self._context.launcher, spec)
            if _PDF in worker.info.media_types:
                return worker
            worker.close()
        raise EngineMissing("No engine here reads PDF files.")
