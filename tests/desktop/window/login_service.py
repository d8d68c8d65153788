"""A login service of the tests' own (`org.freedesktop.login1`), on the bus whose address is the argument.

It says on its standard output what it is asked for and when a brake is let go, and does what it reads on its standard input:
`sleep`, `wake`, `lock`, `hint` (the desktop says that it has locked the screen), `unhint`, `other` (another session is locked).
"""

from __future__ import annotations

import os
import selectors
import sys

from jeepney import DBusAddress, HeaderFields, Message, MessageType, message_bus, new_error, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection

PLACE, SERVICE = "/org/freedesktop/login1", "org.freedesktop.login1"
MANAGER = DBusAddress(PLACE, interface=f"{SERVICE}.Manager")
SESSION = DBusAddress(f"{PLACE}/session/_37", interface=f"{SERVICE}.Session")
OTHER = DBusAddress(f"{PLACE}/session/_38", interface=f"{SERVICE}.Session")
PROPERTIES = DBusAddress(f"{PLACE}/session/_37", interface="org.freedesktop.DBus.Properties")


def hint(locked: bool) -> Message:
    return new_signal(PROPERTIES, "PropertiesChanged", "sa{sv}as", (SESSION.interface, {"LockedHint": ("b", locked)}, []))


TOLD = {
    "sleep": lambda: new_signal(MANAGER, "PrepareForSleep", "b", (True,)),
    "wake": lambda: new_signal(MANAGER, "PrepareForSleep", "b", (False,)),
    "lock": lambda: new_signal(SESSION, "Lock"),
    "other": lambda: new_signal(OTHER, "Lock"),
    "hint": lambda: hint(True),
    "unhint": lambda: hint(False),
}


def say(*words: str) -> None:
    print(*words, flush=True)


def answer(bus: DBusConnection, asked: Message, brakes: selectors.BaseSelector) -> None:
    member = asked.header.fields.get(HeaderFields.member)
    if member == "GetSession" and asked.body == ("auto",):
        bus.send(new_method_return(asked, "o", (SESSION.object_path,)))
    elif member == "Inhibit":
        ours, theirs = os.pipe()
        bus.send(new_method_return(asked, "h", (theirs,)))
        os.close(theirs)
        brakes.register(ours, selectors.EVENT_READ, ours)
        say("brake", *asked.body)
    else:
        bus.send(new_error(asked, f"{SERVICE}.Unknown"))


def main(address: str) -> None:
    bus = open_dbus_connection(address, enable_fds=True)
    bus.send_and_get_reply(message_bus.RequestName(SERVICE))
    waiting = selectors.DefaultSelector()
    waiting.register(bus.sock, selectors.EVENT_READ)
    waiting.register(sys.stdin, selectors.EVENT_READ)
    say("there")
    while True:
        for key, _ in waiting.select():
            if key.data is not None:
                waiting.unregister(key.fd)
                os.close(key.data)
                say("let go")
            elif key.fileobj is sys.stdin:
                order = os.read(0, 100).decode().split()
                if not order:
                    return
                for one in order:
                    bus.send(TOLD[one]())
            else:
                asked = bus.receive()
                if asked.header.message_type is MessageType.method_call:
                    answer(bus, asked, waiting)


main(sys.argv[1])
