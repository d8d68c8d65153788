"""Linux's login service (logind), on the system's bus: it tells before the machine sleeps, and when the session is locked.

The bus is reached on a lane, because that blocks. From then on `leaving` comes before a sleep and with the lock of the session;
and where something has to be locked first, a brake is held, which ends with this process: the machine sleeps when it is gone,
or after some seconds (logind's `InhibitDelayMaxSec`, 5). Without such a service nothing is told, and nothing is said of it.
"""

from __future__ import annotations

import itertools
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusError, QDBusMessage, QDBusObjectPath, QDBusUnixFileDescriptor

from ..lanes import Lane

SERVICE = "org.freedesktop.login1"
PLACE = "/org/freedesktop/login1"
MANAGER, SESSION = f"{SERVICE}.Manager", f"{SERVICE}.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
WHY = "Vaults are locked first"
REPLY_MS = 5_000

_numbers = itertools.count(1)


class Login(QObject):
    """`leaving` before a sleep and when the session is locked; `ready` when that is listened for; `braked` with each brake held.

    `address` is a bus's, where it is not the system's.
    """

    leaving = Signal()
    ready = Signal()
    braked = Signal()

    def __init__(self, address: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        self._name = f"muniment-login-{next(_numbers)}"
        self._bus: QDBusConnection | None = None
        self._wanted = False
        self._brake: QDBusUnixFileDescriptor | None = None

    def begin(self, lane: Lane) -> None:
        """Reach the bus, on the lane, and listen."""
        lane.call(self._reach, self._listen)

    def hold(self, wanted: bool) -> None:
        """Have a sleep wait for the end of this process, or no longer."""
        asked, self._wanted = self._wanted, wanted
        if not wanted:
            self._brake = None
        elif not asked and self._bus is not None:
            self._ask("Inhibit", ["sleep", "Muniment", WHY, "delay"], _slot("_held(QDBusMessage)"))

    def close(self) -> None:
        """Let go of brake and bus."""
        self._brake = self._bus = None
        QDBusConnection.disconnectFromBus(self._name)

    def _reach(self) -> QDBusConnection:
        if self._address:
            return QDBusConnection.connectToBus(self._address, self._name)
        return QDBusConnection.connectToBus(QDBusConnection.BusType.SystemBus, self._name)

    def _listen(self, bus: QDBusConnection) -> None:
        if not bus.isConnected():
            return
        self._bus = bus
        bus.connect(SERVICE, PLACE, MANAGER, "PrepareForSleep", self, _slot("_sleeps(bool)"))
        self._ask("GetSession", ["auto"], _slot("_listen_to(QDBusMessage)"))
        if self._wanted:
            self._wanted = False
            self.hold(True)

    def _ask(self, method: str, arguments: list[Any], slot: Any) -> None:
        assert self._bus is not None
        message = QDBusMessage.createMethodCall(SERVICE, PLACE, MANAGER, method)
        message.setArguments(arguments)
        self._bus.callWithCallback(message, self, slot, _slot("_refused(QDBusError)"), REPLY_MS)

    @Slot(QDBusMessage)
    def _listen_to(self, reply: QDBusMessage) -> None:
        session = reply.arguments()[0]
        if self._bus is None or not isinstance(session, QDBusObjectPath):
            return
        self._bus.connect(SERVICE, session.path(), SESSION, "Lock", self, _slot("_locked()"))
        changed = _slot("_changed(QString,QVariantMap,QStringList)")
        self._bus.connect(SERVICE, session.path(), PROPERTIES, "PropertiesChanged", self, changed)
        self.ready.emit()

    @Slot(QDBusMessage)
    def _held(self, reply: QDBusMessage) -> None:
        brake = reply.arguments()[0]
        if self._wanted and isinstance(brake, QDBusUnixFileDescriptor):
            self._brake = brake
            self.braked.emit()

    @Slot(QDBusError)
    def _refused(self, _error: QDBusError) -> None:
        """A system without logind, or one that grants nothing: a sleep is noticed afterwards, then."""

    @Slot(bool)
    def _sleeps(self, begins: bool) -> None:
        if begins:
            self.leaving.emit()

    @Slot()
    def _locked(self) -> None:
        self.leaving.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def _changed(self, interface: str, values: dict[str, object], _others: list[str]) -> None:
        """A desktop that locks its own screen only tells logind so."""
        if interface == SESSION and values.get("LockedHint") is True:
            self.leaving.emit()


def _slot(name: str) -> Any:
    return SLOT(name)
