"""Saving a table or a chronology to the file that a person chose, off the Qt thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, Signal

from ..lanes import Lanes

if TYPE_CHECKING:
    from muniment_retrieval.reading import Table
    from muniment_retrieval.reading.chronology import Chronicle


class SaveWork(QObject):
    """`saved` and `failed` with a sentence."""

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes

    def save(self, what: Table | Chronicle, path: Path) -> None:
        """Write it; the name says which kind of file."""

        def write() -> None:
            from ...exporting import save, sheets_of

            save(sheets_of(what), path)

        self._lanes.tables.call(write, lambda _: self.saved.emit(f"Saved as {path.name}."), self._fail)

    def _fail(self, error: MunimentError) -> None:
        self.failed.emit(str(error))
