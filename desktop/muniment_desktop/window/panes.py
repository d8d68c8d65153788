"""F6: the keyboard's focus goes round the columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Pane:
    """A column, and the widget in it that takes the focus; `None` where there is none now."""

    area: QWidget
    target: Callable[[], QWidget | None]


def go_round(panes: Sequence[Pane], focused: QWidget | None, step: int) -> None:
    """Move the focus to the next pane that can take it; the innermost pane that has it now is the one to leave."""
    open_panes = [p for p in panes if p.area.isVisible() and (target := p.target()) is not None and target.isVisible()]
    if not open_panes:
        return
    holding = [i for i, p in enumerate(open_panes) if focused is not None and _holds(p.area, focused)]
    place = holding[-1] + step if holding else 0
    target = open_panes[place % len(open_panes)].target()
    if target is not None:
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _holds(area: QWidget, widget: QWidget) -> bool:
    return area is widget or area.isAncestorOf(widget)
