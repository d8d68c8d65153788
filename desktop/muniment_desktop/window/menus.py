"""The menus and their keys, as a table. An action is known by its name; what it does is connected by the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget


@dataclass(frozen=True)
class Entry:
    """One line of a menu; an empty name is a line between two groups."""

    name: str = ""
    text: str = ""
    keys: tuple[str, ...] = ()
    checkable: bool = False


LINE = Entry()

MENUS: dict[str, tuple[Entry, ...]] = {
    "&Vault": (
        Entry("new", "&New vault…", ("Ctrl+N",)),
        Entry("open", "&Open a vault…", ("Ctrl+O",)),
        Entry("recent", "Open &before"),
        LINE,
        Entry("add-files", "Add &files…", ("Ctrl+Shift+O",)),
        Entry("add-folder", "Add a f&older…", ("Ctrl+Shift+F",)),
        Entry("watch-folder", "&Watch a folder…", ("Ctrl+Shift+W",)),
        Entry("pause", "&Pause reading"),
        Entry("stop-reading", "&Stop reading"),
        LINE,
        Entry("passphrase", "Pass&phrase…"),
        Entry("recovery-key", "Recovery &key…"),
        Entry("destroy", "&Destroy this vault…"),
        LINE,
        Entry("lock", "&Lock", ("Ctrl+Shift+L",)),
        Entry("quit", "&Quit", ("Ctrl+Q",)),
    ),
    "&Ask": (
        Entry("ask", "&Ask a question", ("Ctrl+L",)),
        Entry("stop", "&Stop writing"),
        LINE,
        Entry("next", "&Next source", ("]", "Alt+Down")),
        Entry("before", "Source &before", ("[", "Alt+Up")),
        LINE,
        Entry("copy", "&Copy the answer with its sources", ("Ctrl+Shift+C",)),
        Entry("mark-right", "Mark the sentence as &right", ("Ctrl+Shift+Y",)),
        Entry("mark-wrong", "Mark the sentence as &wrong", ("Ctrl+Shift+X",)),
        LINE,
        Entry("new-talk", "New con&versation", ("Ctrl+Shift+N",)),
        Entry("export-talk", "Sa&ve the conversation as…", ("Ctrl+Shift+S",)),
    ),
    "&Documents": (
        Entry("find", "&Filter documents", ("Ctrl+F",)),
        Entry("ask-these", "&Ask these", ("Ctrl+Return",)),
        Entry("summarise-these", "&Summarise these", ("Ctrl+Shift+M",)),
        Entry("chronology-these", "&Chronology of these", ("Ctrl+Shift+H",)),
        Entry("elsewhere", "&Open the original", ("Ctrl+Shift+E",)),
        LINE,
        Entry("forget", "Fo&rget…", ("Ctrl+Del",)),
    ),
    "V&iew": (
        Entry("room-ask", "&Ask", ("Ctrl+1",)),
        Entry("room-library", "&Library", ("Ctrl+2",)),
        Entry("room-models", "&Models", ("Ctrl+3",)),
        Entry("room-folders", "Fol&ders", ("Ctrl+4",)),
        Entry("room-health", "&Health", ("Ctrl+5",)),
        Entry("room-chronology", "C&hronology", ("Ctrl+6",)),
        Entry("room-summaries", "S&ummaries", ("Ctrl+7",)),
        Entry("room-privacy", "P&rivacy", ("Ctrl+8",)),
        Entry("room-words", "Words &to mask", ("Ctrl+9",)),
        LINE,
        Entry("source", "&Source", ("F9",), checkable=True),
        Entry("text", "Page as &text", ("Ctrl+T",)),
        Entry("page-before", "Page &before", ("Ctrl+PgUp",)),
        Entry("page-next", "&Next page", ("Ctrl+PgDown",)),
        Entry("larger", "Lar&ger", ("Ctrl++", "Ctrl+=")),
        Entry("smaller", "S&maller", ("Ctrl+-",)),
        Entry("fit", "As &wide as the panel", ("Ctrl+0",)),
        LINE,
        Entry("pane-next", "Next &column", ("F6",)),
        Entry("pane-before", "Column be&fore", ("Shift+F6",)),
    ),
    "&Help": (Entry("keys", "&Keys", ("F1",)),),
}


class Menus:
    """All actions by name, and the menu of the vaults that were opened before."""

    def __init__(self, bar: QMenuBar, owner: QWidget) -> None:
        self.actions: dict[str, QAction] = {}
        self.recent = QMenu("Open before", owner)
        self.vaults = QMenu("Vaults", owner)
        for title, entries in MENUS.items():
            menu = bar.addMenu(title)
            for entry in entries:
                self._add(menu, entry, owner)

    def __getitem__(self, name: str) -> QAction:
        return self.actions[name]

    def show_recent(self, folders: Sequence[Path], opened: Callable[[Path], None]) -> None:
        """List the vaults that were opened before, in the menu and under the vault's name in the left column."""
        self.recent.clear()
        self.vaults.clear()
        for menu in (self.recent, self.vaults):
            for folder in folders:
                menu.addAction(folder.name.replace("&", "&&"), partial(opened, folder))
        self.recent.setEnabled(bool(folders))
        self.vaults.addSeparator()
        self.vaults.addActions([self.actions["new"], self.actions["open"]])

    def allow(self, allowed: bool, *names: str) -> None:
        """Which entries can be chosen now."""
        for name in names:
            self.actions[name].setEnabled(allowed)

    def _add(self, menu: QMenu, entry: Entry, owner: QWidget) -> None:
        if not entry.name:
            menu.addSeparator()
        elif entry.name == "recent":
            self.recent.setTitle(entry.text)
            menu.addMenu(self.recent)
        else:
            action = QAction(entry.text, owner)
            action.setCheckable(entry.checkable)
            action.setShortcuts([QKeySequence(k) for k in entry.keys])
            menu.addAction(action)
            self.actions[entry.name] = action
