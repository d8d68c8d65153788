"""What the parts of an exchange on screen have in common: quiet labels that can be selected, and a line put into a layout."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout

from ..labels import plain_label


def selectable(text: str, look: str, left: int = 0, above: int = 0) -> QLabel:
    """A label that wraps, whose text can be selected; its margins in pixels."""
    label = plain_label(text, look, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setContentsMargins(left, above, 10 if left else 0, 0)
    return label


def heading(text: str) -> QLabel:
    """What stands above a list of sources or passages."""
    label = selectable(text, "heading")
    label.setContentsMargins(10, 0, 10, 2)
    return label


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, and let the widgets go."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            clear(inner)
        elif (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
