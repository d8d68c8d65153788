"""Tab comes to what is chosen of a group of buttons, and the arrows choose; Qt would come to the first of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QButtonGroup


def stop_at_chosen(group: QButtonGroup) -> None:
    """Let Tab come to the one that is chosen, from now on."""
    for button in group.buttons():
        _stop(button, button.isChecked())
    group.buttonToggled.connect(_stop)


def _stop(button: QAbstractButton, chosen: bool) -> None:
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
