"""The window's style sheet, made from the tokens. What a widget is, is said by its `look` property, set with `looks`."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from PySide6.QtWidgets import QWidget

from .tokens import RADIUS, Tokens

PERCENTS = (92, 108, 125, 150, 200)
"""Sizes of letters, of the system's own."""

_SHEET = Template("""
QWidget { color: $text; }
QMainWindow, QWidget[look="ground"], QStackedWidget { background: $ground; }
QWidget[look="side"] { background: $side; }
QWidget[look="desk"] { background: $desk; }
QToolTip { background: $raised; color: $text; border: 1px solid $edge; padding: 4px 6px; }
QScrollArea { border: none; background: transparent; }

QLabel[look="quiet"] { color: $quiet; }
QLabel[look="display"] { font-size: ${size_200}px; font-weight: 600; }
QLabel[look="title"] { font-size: ${size_150}px; font-weight: 600; }
QLabel[look="question"] { font-size: ${size_125}px; font-weight: 600; }
QLabel[look="lead"] { font-size: ${size_108}px; color: $quiet; }
QLabel[look="lead-name"] { font-size: ${size_108}px; font-weight: 600; }
QLabel[look="name"] { font-weight: 600; }
QLabel[look="small"] { font-size: ${size_92}px; color: $quiet; }
QLabel[look="heading"] { font-size: ${size_92}px; font-weight: 600; color: $quiet; }
QLabel[look="bad"] { color: $bad; }
QLabel[look="good"] { color: $good; }
QLabel[look="doubtful"] { color: $doubtful; }

QMenuBar { background: $side; border-bottom: 1px solid $line; padding: 1px 4px; }
QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: 4px; }
QMenuBar::item:selected { background: $pressed; }
QMenu { background: $raised; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 14px; border-radius: 4px; }
QMenu::item:selected { background: $lit; }
QMenu::item:disabled { color: $quiet; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 4px; }

QPushButton { background: $raised; border: 1px solid $edge; border-radius: ${radius}px; padding: 5px 13px; }
QPushButton:hover { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 12px; }
QPushButton:disabled { color: $quiet; background: transparent; border-color: $line; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[look="primary"]:hover { background: $accent_pressed; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled { background: $pressed; color: $quiet; border-color: $pressed; }
QPushButton[look="plain"] { background: transparent; border: 2px solid transparent; color: $accent; padding: 4px 6px; }
QPushButton[look="plain"]:hover { background: $pressed; }
QPushButton[look="plain"]:focus { border-color: $accent; }
QPushButton[look="plain"]:disabled { color: $quiet; }
QPushButton[look="row"] { background: transparent; border: 2px solid transparent; padding: 4px 7px; text-align: left; }
QPushButton[look="row"]:hover { background: $pressed; }
QPushButton[look="row"]:checked { background: $lit; font-weight: 600; }
QPushButton[look="row"]:focus { border-color: $accent; }
QPushButton[look="vault"] { background: transparent; border: 2px solid transparent; }
QPushButton[look="vault"]:hover { background: $pressed; }
QPushButton[look="vault"]:focus { border-color: $accent; }
QPushButton[look="chip"] { background: $lit; border: 2px solid $lit; border-radius: 9px; padding: 1px 8px; }
QPushButton[look="chip"]:hover { background: $pressed; }
QPushButton[look="chip"]:focus { border-color: $accent; }
QPushButton[look="group"] { background: transparent; border: 1px solid $line; padding: 3px 9px; }
QPushButton[look="group"]:hover { background: $pressed; }
QPushButton[look="group"]:checked { background: $lit; border-color: $lit; }
QPushButton[look="group"]:focus { border: 2px solid $accent; padding: 2px 8px; }

QToolButton { background: transparent; border: 2px solid transparent; border-radius: ${radius}px; padding: 3px; }
QToolButton:hover { background: $pressed; }
QToolButton:focus { border-color: $accent; }
QToolButton:checked { background: $pressed; }
QToolButton::menu-indicator { image: none; }
QToolButton[look="primary"] { background: $accent; }
QToolButton[look="primary"]:hover { background: $accent_pressed; }
QToolButton[look="primary"]:focus { border-color: $text; }
QToolButton[look="primary"]:disabled { background: $pressed; }

QLineEdit { background: $raised; border: 1px solid $outline; placeholder-text-color: $quiet;
    border-radius: ${radius}px; padding: 5px 8px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus { border: 2px solid $accent; padding: 4px 7px; }
QPlainTextEdit { background: transparent; border: none; placeholder-text-color: $quiet;
    selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit[look="sent"] { background: $raised; border: 1px solid $edge; border-radius: ${radius}px;
    selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit[look="sent"]:focus { border: 2px solid $accent; }
QScrollArea[look="desk"], QPlainTextEdit[look="page"] { border: 2px solid transparent; }
QScrollArea[look="desk"]:focus, QPlainTextEdit[look="page"]:focus { border-color: $accent; }
QListView[look="checks"] { background: $raised; border: 1px solid $edge; }
QListView[look="checks"]:focus { border: 2px solid $accent; }
QListView[look="checks"]::item { padding: 3px 4px; }
QRadioButton { spacing: 7px; border: 2px solid transparent; border-radius: ${radius}px; padding: 1px 5px 1px 3px; outline: none; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid $quiet; border-radius: 7px; background: $raised; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid $accent; background: $on_accent; }
QRadioButton::indicator:disabled { border-color: $edge; }
QRadioButton:disabled, QLineEdit:disabled { color: $quiet; }
QRadioButton:focus { border-color: $accent; }
QComboBox { background: $raised; border: 1px solid $outline; border-radius: ${radius}px; padding: 4px 8px; }
QComboBox:focus { border: 2px solid $accent; padding: 3px 7px; }
QComboBox::drop-down { border: none; width: 20px; }
QListView[look="checks"]::indicator { width: 11px; height: 11px; border: 1px solid $quiet; border-radius: 3px; }
QListView[look="checks"]::indicator:checked { background: $accent; border-color: $accent; }
QFrame[look="field"] { background: $raised; border: 1px solid $outline; border-radius: 9px; }
QFrame[look="field"][focused="true"] { border: 2px solid $accent; }
QFrame[look="field"][inviting="true"] { border: 2px dashed $accent; }
QFrame[look="card"] { background: $side; border: 1px solid $line; border-radius: 9px; }
QFrame[look="notice"] { background: $lit; border: none; }
QFrame[look="offer"] { background: $lit; border: none; border-radius: 9px; }
QFrame[look="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[look="bar"] { background: $side; border: none; border-bottom: 1px solid $line; }
QFrame[look="foot"] { background: $side; border: none; border-top: 1px solid $line; }
QFrame[look="sheet"] { background: $raised; border: 1px solid $edge; }

QTableView, QListView { background: $ground; alternate-background-color: $ground; border: none; outline: none;
    selection-background-color: $lit; selection-color: $text; gridline-color: $line; }
QTableView, QListView { border: 2px solid transparent; border-radius: ${radius}px; }
QTableView:focus, QListView:focus { border-color: $accent; }
QListView[look="bare"] { background: transparent; }
QListView[look="side"] { background: $side; }
QListView[look="side"]::item { padding: 5px 8px; border-radius: ${radius}px; color: $text; }
QListView[look="side"]::item:hover { background: $pressed; }
QListView[look="side"]::item:selected { background: $lit; color: $text; }
QTableView::item { border: none; border-bottom: 1px solid $line; padding: 0 6px; }
QTableView::item:selected, QListView::item:selected { background: $lit; color: $text; }
QHeaderView { background: $ground; border: none; }
QHeaderView::section { background: $ground; color: $quiet; border: none; border-bottom: 1px solid $edge; padding: 5px 9px; }
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $ground; border: none; }

QProgressBar { background: $pressed; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QSplitter::handle { background: $line; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def stylesheet(tokens: Tokens, pixels: int) -> str:
    """The whole sheet for one set of tokens; `pixels` is the size of the system's own letters."""
    sizes = {f"size_{percent}": round(pixels * percent / 100) for percent in PERCENTS}
    return _SHEET.substitute(asdict(tokens), radius=RADIUS, **sizes)


def looks(widget: QWidget, look: str, **more: bool) -> None:
    """Say what a widget is, for the sheet; may be said again."""
    widget.setProperty("look", look)
    for name, value in more.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
