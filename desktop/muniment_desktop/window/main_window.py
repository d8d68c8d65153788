"""The window: menus and keys above, columns below, files dropped on it, and how it was laid out the last time."""

from __future__ import annotations

import base64
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QWidget

from .choosing import Chooser
from .conduct.conductor import Conductor
from .conduct.destroying import SAID, Destroying
from .conduct.keys import KeysScene
from .conduct.locking import LOCKED, Locking
from .conduct.recovery import Recovery
from .conduct.stage import Stage
from .drops import Veil, dropped_paths
from .panes import Pane, go_round
from .rooms import Rooms
from .services import Start
from .theme import Theme
from .works import Works

SIZE = (1280, 820)
DRESSING_MS = 10
"""After a change of theme, the style sheet follows the palette in a turn of its own: both at once would take too long."""

LEAST = (640, 440)


class MainWindow(QMainWindow):
    """Made and shown before any vault or model is loaded."""

    def __init__(self, theme: Theme, works: Works, chooser: Chooser, start: Start) -> None:
        super().__init__()
        self._theme = theme
        self._pressed_on: QWidget | None = None
        self._dress()
        self._later = QTimer(self, singleShot=True, interval=DRESSING_MS)
        self._later.timeout.connect(self._dress)
        theme.changed.connect(self._later.start)
        self.setWindowTitle("Muniment")
        self.setWindowIcon(theme.icon("vault", "accent"))
        self.setAcceptDrops(True)
        self.setMinimumSize(*LEAST)
        self.resize(*SIZE)
        self.works = works
        self.rooms = Rooms(theme, works, chooser, start, self.menuBar(), self)
        self.setCentralWidget(self.rooms)
        self._veil = Veil(theme, self)
        self.conductor = Conductor(Stage(self, self.rooms, works, chooser))
        self.locking = Locking(self.conductor.stage, start.lock_after, self.layout_now, self)
        self._keys = KeysScene(self.conductor.stage, self)
        self.recovery = Recovery(self.conductor.stage, self)
        self.destroying = Destroying(self.conductor.stage, self.layout_now, self)
        self._connect()
        self._restore(start)
        self.conductor.vaults.show_recent(start.recent_vaults)
        self.rooms.enter("welcome")
        self.rooms.welcome.make.setFocus(Qt.FocusReason.OtherFocusReason)
        if said := start.layout.get(SAID):
            self.rooms.notice.say(said)
        elif start.vault is not None and start.layout.get(LOCKED):
            self.locking.show(start.vault)
        elif start.vault is not None:
            works.vault.open(start.vault)

    @property
    def dressing(self) -> bool:
        """Whether the style sheet of a new theme is still to come."""
        return self._later.isActive()

    def layout_now(self) -> dict[str, str]:
        """How the window is laid out, for `Services.keep_layout`."""
        geometry = base64.b64encode(bytes(self.saveGeometry().data())).decode()
        read = "\n".join(sorted(self.conductor.vaults.read_notices))
        locked = {LOCKED: "yes"} if self.rooms.room == "lock" else {}
        return {"geometry": geometry, "columns": self.rooms.columns.sizes(), "read_notices": read, **locked}

    def _dress(self) -> None:
        self.setStyleSheet(self._theme.sheet())

    def _restore(self, start: Start) -> None:
        try:
            geometry = base64.b64decode(start.layout.get("geometry", ""), validate=True)
        except ValueError:
            geometry = b""
        if geometry:
            self.restoreGeometry(QByteArray(geometry))
        self.rooms.columns.set_sizes(start.layout.get("columns", ""))
        self.conductor.vaults.read_notices.update(start.layout.get("read_notices", "").split("\n"))

    def _connect(self) -> None:
        for name, slot in self._slots().items():
            self.rooms.menus[name].triggered.connect(lambda _=False, s=slot: s())
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)

    def _slots(self) -> dict[str, Callable[[], object]]:
        rooms, works, source = self.rooms, self.works, self.rooms.source
        conductor = self.conductor
        stage, vaults, documents, sources = conductor.stage, conductor.vaults, conductor.documents, conductor.sources
        return {
            "new": vaults.make,
            "open": vaults.choose,
            "add-files": documents.add_files,
            "add-folder": documents.add_folder,
            "watch-folder": conductor.folders.watch,
            "pause": lambda: works.indexing.resume() if works.indexing.paused else works.indexing.pause(),
            "stop-reading": works.indexing.cancel,
            "lock": self.locking.lock,
            "passphrase": self.locking.change_passphrase,
            "recovery-key": self.recovery.make,
            "destroy": self.destroying.ask,
            "quit": self.close,
            "ask": lambda: stage.enter("ask"),
            "stop": works.asking.stop,
            "next": lambda: sources.walk(1),
            "before": lambda: sources.walk(-1),
            "copy": rooms.ask.copy_answer,
            "mark-right": lambda: conductor.talks.mark(True),
            "mark-wrong": lambda: conductor.talks.mark(False),
            "new-talk": conductor.talks.begin,
            "export-talk": conductor.talks.export,
            "find": self._find,
            "ask-these": lambda: documents.ask_these(rooms.library.selected()),
            "summarise-these": lambda: conductor.summaries.summarise_these(rooms.library.selected()),
            "chronology-these": lambda: conductor.tables.chronology_of(rooms.library.selected()),
            "elsewhere": documents.open_elsewhere,
            "forget": lambda: documents.forget(rooms.library.selected()),
            "room-ask": lambda: stage.enter("ask"),
            "room-library": lambda: stage.enter("library"),
            "room-folders": lambda: stage.enter("folders"),
            "room-models": lambda: stage.enter("models"),
            "room-privacy": lambda: stage.enter("privacy"),
            "room-words": lambda: stage.enter("words"),
            "room-summaries": lambda: stage.enter("summaries"),
            "room-chronology": lambda: stage.enter("chronology"),
            "room-health": lambda: stage.enter("health"),
            "source": sources.toggle,
            "text": source.foot.toggle_text,
            "page-before": lambda: source.turn(-1),
            "page-next": lambda: source.turn(1),
            "larger": lambda: source.page_view.zoom(1),
            "smaller": lambda: source.page_view.zoom(-1),
            "fit": source.page_view.fit,
            "pane-next": lambda: self._go_round(1),
            "pane-before": lambda: self._go_round(-1),
            "keys": self._keys.toggle,
        }

    def _find(self) -> None:
        if self.rooms.room != "library":
            self.rooms.enter("library")
        self.rooms.library.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.rooms.library.filter.selectAll()

    def _escape(self) -> None:
        """Keep here what would be sent; or stop what is being written; or uncover the answer; or ask a question of its own
        instead of what another one means; or go back to where one begins.
        """
        if self.rooms.room == "airlock":
            self.rooms.airlock.verbs.keep.click()
        elif self.rooms.room == "keys":
            self._keys.leave()
        elif self.works.asking.running:
            self.works.asking.stop()
        elif self.rooms.columns.source_over and self.rooms.columns.source_open:
            self.conductor.sources.toggle()
        elif self.rooms.room == "ask" and self.rooms.ask.box.meant:
            self.rooms.ask.box.unsay()
        else:
            self.conductor.stage.take_focus()

    def _go_round(self, step: int) -> None:
        rooms = self.rooms
        first_line: Callable[[], QWidget | None] = lambda: next(iter(rooms.ask.answer.lines), None)  # noqa: E731
        panes = (
            Pane(rooms.sidebar, lambda: rooms.sidebar.vault),
            Pane(rooms.welcome, lambda: rooms.welcome.make),
            Pane(rooms.lock, lambda: rooms.lock.field if rooms.lock.field.isVisible() else rooms.lock.open),
            Pane(rooms.key, lambda: rooms.key.done),
            Pane(rooms.library, rooms.library.focus_target),
            Pane(rooms.folders, rooms.folders.focus_target),
            Pane(rooms.health, rooms.health.focus_target),
            Pane(rooms.summaries, rooms.summaries.focus_target),
            Pane(rooms.chronology, rooms.chronology.focus_target),
            Pane(rooms.models, rooms.models.focus_target),
            Pane(rooms.privacy, rooms.privacy.focus_target),
            Pane(rooms.words, rooms.words.focus_target),
            Pane(rooms.keys, rooms.keys.focus_target),
            Pane(rooms.ask.answer, first_line),
            Pane(rooms.ask.box, lambda: rooms.ask.box.edit),
            Pane(rooms.source, rooms.source.focus_target),
        )
        go_round(panes, self.focusWidget(), step)

    # ── Qt's events ──────────────────────────────────────────────────────────────────────────────────────────────────

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:  # before the key is pressed
            self._pressed_on = self.focusWidget()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody took: Enter presses the button that has the focus, as the space bar does. A field may have taken it and
        have put the focus on a button."""
        button, plain = self.focusWidget(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(button, QAbstractButton) and button is self._pressed_on:
            button.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            vault = self.works.vault.folder
            self._veil.say(f"Drop to add to {vault.name}" if vault else "Make or open a vault first, then drop")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._veil.say("")

    def dropEvent(self, event: QDropEvent) -> None:
        self._veil.say("")
        event.acceptProposedAction()
        self.conductor.documents.add(dropped_paths(event.mimeData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._veil.say("")

    def closeEvent(self, event: QCloseEvent) -> None:
        self.rooms.ask.answer.rest()
        super().closeEvent(event)
