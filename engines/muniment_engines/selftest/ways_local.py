"""Ways to other programs of this machine, which may have the network: local sockets, the desktop's services, queues."""

from __future__ import annotations

import ctypes
import os
import socket

from muniment_engines.selftest.raw import call, unix_address
from muniment_engines.selftest.way import Targets, Way

_LOCAL, _STREAM, _LETTER, _PAIR = 1, 1, 2, 1
_NAME_SERVICES = (
    "/run/systemd/resolve/io.systemd.Resolve",
    "/run/systemd/resolve/io.systemd.Resolve.Monitor",
    "/run/nscd/socket",
    "/var/run/nscd/socket",
)
_CREATE, _PRIVATE, _PRIVATE_KEY = 0o1000, 0o600, 0


def _python(to: Targets) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock:
        sock.connect(to.local)
        sock.sendall(to.bytes_to_send)


def _connect(path: str, to: Targets, *, say: bool) -> None:
    number = call("socket", _LOCAL, _STREAM, 0)
    address = unix_address(path)
    try:
        call("connect", number, address, len(address))
        if say:
            os.write(number, to.bytes_to_send)
    finally:
        os.close(number)


def _letter(to: Targets) -> None:
    number = call("socket", _LOCAL, _LETTER, 0)
    address = unix_address(to.letters)
    try:
        call("sendto", number, to.bytes_to_send, len(to.bytes_to_send), 0, address, len(address))
    finally:
        os.close(number)


def _pair(_to: Targets) -> None:
    call("socketpair", _LOCAL, _PAIR, 0, (ctypes.c_int * 2)())


def _service(places: list[str], to: Targets) -> None:
    """Connect to the first that is there; nothing is said to it."""
    missing: OSError = FileNotFoundError("no such service here")
    for place in places:
        try:
            _connect(place, to, say=False)
        except (FileNotFoundError, ConnectionRefusedError) as error:
            missing = error
        else:
            return
    raise missing


def _bus(to: Targets) -> None:
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "").partition("unix:path=")[2].partition(",")[0]
    user = os.getuid()
    _service([*([named] if named else []), f"/run/user/{user}/bus"], to)


def _display(to: Targets) -> None:
    user = os.getuid()
    _service(["/tmp/.X11-unix/X0", "\0/tmp/.X11-unix/X0", f"/run/user/{user}/wayland-0"], to)


def _queue(_to: Targets) -> None:
    name = ctypes.create_string_buffer(f"muniment-selftest-{os.getpid()}".encode())
    os.close(call("mq_open", name, os.O_RDWR | os.O_CREAT, _PRIVATE, None))
    ctypes.CDLL(None).mq_unlink(b"/" + name.value)


def _system_v(name: str, *arguments: int) -> None:
    number = call(name, *arguments)
    libc = ctypes.CDLL(None)
    remove, none = 0, None
    if name == "msgget":
        libc.msgctl(number, remove, none)
    else:
        libc.shmctl(number, remove, none)


WAYS = (
    Way("a local socket, in Python", _python, linux=False),
    Way("a local socket, by system call", lambda to: _connect(to.local, to, say=True)),
    Way("a local socket that takes letters", _letter),
    Way("an abstract local socket", lambda to: _connect("\0" + to.abstract, to, say=True)),
    Way("a pair of sockets", _pair),
    Way("the desktop's message bus", _bus),
    Way("the system's message bus", lambda to: _service(["/run/dbus/system_bus_socket", "/var/run/dbus/system_bus_socket"], to)),
    Way("the system's name service", lambda to: _service(list(_NAME_SERVICES), to)),
    Way("the display", _display),
    Way("containers' service", lambda to: _service(["/run/docker.sock", "/var/run/docker.sock", "/run/podman/podman.sock"], to)),
    Way("a queue of messages (POSIX)", _queue),
    Way("a queue of messages (System V)", lambda _: _system_v("msgget", _PRIVATE_KEY, _CREATE | _PRIVATE)),
    Way("shared memory (System V)", lambda _: _system_v("shmget", _PRIVATE_KEY, 4096, _CREATE | _PRIVATE)),
)
