"""Tab goes through what comes and goes in a room in the order in which it is seen.

Qt appends a new widget to the end of the window's order, so that an answer would come after the page that it is from.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def follow_layout(room: QWidget) -> None:
    """Let Tab go through a room as its layouts have it. What comes first in them stays where it is, and must never go."""
    for before, widget in pairwise(_stops(room)):
        QWidget.setTabOrder(before, widget)


def _stops(held: QWidget) -> Iterator[QWidget]:
    """What takes the focus by Tab in a widget: itself, or what its layouts hold."""
    if held.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield held
    elif isinstance(held, QScrollArea):
        yield from () if (inside := held.widget()) is None else _stops(inside)
    elif (layout := held.layout()) is not None:
        yield from _held(layout)


def _held(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _stops(widget)
        elif (inner := item.layout()) is not None:
            yield from _held(inner)
