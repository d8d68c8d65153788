"""Defects that reach the event loop: one sentence for the person, and where it happened for whoever mends it.

Exceptions in slots do not propagate, they end in `sys.excepthook`. The message of an unknown exception may hold text of a
document, so only its type and place are written, to the terminal.
"""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal

SENTENCE = "Something went wrong inside Muniment. Your documents are safe; if it happens again, restart Muniment."


class Faults(QObject):
    """Emits `happened` with the sentence. Install it once, on the Qt thread."""

    happened = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._previous = sys.excepthook
        sys.excepthook = self._hook

    def remove(self) -> None:
        """Put back what was there before."""
        sys.excepthook = self._previous

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if sys.stderr is not None:
            places = "".join(traceback.format_tb(trace))
            sys.stderr.write(f"Defect in the window: {kind.__name__}\n{places}")
        self.happened.emit(SENTENCE)
