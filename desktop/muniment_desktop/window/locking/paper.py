"""The recovery key on paper.

Print systems write what is printed to a file before they send it (CUPS: where TMPDIR says, else in /tmp). While the key is
printed, that is the folder of this login, which is in memory and the user's alone, or else a private folder of Muniment's.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from .key_text import ABOUT, TITLE, lines_of

MARGIN_MM = 25.0


def print_key(printer: QPrinter, key: str, vault: str, private: Path) -> bool:
    """Print it on one page; whether the printer took it. `private` is a folder that only the user can look into."""
    printer.setDocName("Recovery key")
    printer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
    with _spooled_in(private):
        painter = QPainter()
        if not painter.begin(printer):
            return False
        _draw(painter, QRectF(printer.pageRect(QPrinter.Unit.DevicePixel)), key, vault)
        return painter.end()


def _draw(painter: QPainter, page: QRectF, key: str, vault: str) -> None:
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    fixed.setPointSizeF(11)
    parts = [(QFont(fixed.family(), 18), f"{TITLE} of the vault “{vault}”"), *((fixed, line) for line in lines_of(key))]
    room = QRectF(0, 0, page.width(), page.height())
    for font, text in [*parts, (QFont(fixed.family(), 10), ABOUT)]:
        painter.setFont(font)
        drawn = painter.drawText(room, Qt.TextFlag.TextWordWrap, text)
        room.setTop(drawn.bottom() + painter.fontMetrics().lineSpacing())


@contextmanager
def _spooled_in(private: Path) -> Iterator[None]:
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = os.environ.get("XDG_RUNTIME_DIR") or str(private)
    try:
        yield
    finally:
        os.environ.pop("TMPDIR")
        if before is not None:
            os.environ["TMPDIR"] = before
