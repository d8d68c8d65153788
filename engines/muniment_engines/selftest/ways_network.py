"""Ways onto the network: as a library would, as native code would, and through a program that is started for it."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys

from muniment_engines.selftest.raw import CallRefused, call, internet_6_address, internet_address
from muniment_engines.selftest.way import Targets, Way

_STREAM, _LETTER, _RAW = 1, 2, 3
_LOCAL, _INTERNET, _NETLINK, _INTERNET_6, _PACKET, _MACHINES = 1, 2, 16, 10, 17, 40
_OTHER_FAMILIES = tuple(range(3, 10)) + tuple(range(11, 16)) + tuple(range(18, 40)) + tuple(range(41, 46))
_NOWHERE = "muniment-selftest.invalid"
_QUESTION = b"\x4d\x55\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"
_SECONDS = 3.0

_HELPER = """
import socket, sys
try:
    socket.create_connection((sys.argv[1], int(sys.argv[2])), 2).sendall(sys.argv[3].encode())
except OSError as error:
    sys.exit(min(error.errno or 125, 125))
"""


def _python_stream(to: Targets) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        sock.settimeout(_SECONDS)
        sock.connect((to.host, to.tcp))
        sock.sendall(to.bytes_to_send)


def _python_stream_6(to: Targets) -> None:
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as sock:
        sock.settimeout(_SECONDS)
        sock.connect(("::1", to.tcp6))
        sock.sendall(to.bytes_to_send)


def _python_letter(to: Targets) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendto(to.bytes_to_send, (to.host, to.udp))


def _python_name(_to: Targets) -> None:
    socket.getaddrinfo(_NOWHERE, 443)


def _python_web(to: Targets) -> None:
    import urllib.request

    with urllib.request.urlopen(f"http://{to.host}:{to.tcp}/{to.token}", timeout=1):
        pass


def _raw_stream(to: Targets) -> None:
    _send_by_call(call("socket", _INTERNET, _STREAM, 0), internet_address(to.host, to.tcp), to)


def _raw_stream_6(to: Targets) -> None:
    _send_by_call(call("socket", _INTERNET_6, _STREAM, 0), internet_6_address(to.tcp6), to)


def _send_by_call(number: int, address: bytes, to: Targets) -> None:
    try:
        call("connect", number, address, len(address))
        os.write(number, to.bytes_to_send)
    finally:
        os.close(number)


def _raw_letter(to: Targets) -> None:
    _letter(to, to.bytes_to_send)


def _raw_name(to: Targets) -> None:
    """A question to a name server, as native code writes it; the server is the self-test's own."""
    label = to.bytes_to_send[:60]
    _letter(to, _QUESTION + bytes([len(label)]) + label + b"\x07invalid\x00\x00\x01\x00\x01")


def _letter(to: Targets, text: bytes) -> None:
    number = call("socket", _INTERNET, _LETTER, 0)
    address = internet_address(to.host, to.udp)
    try:
        call("sendto", number, text, len(text), 0, address, len(address))
    finally:
        os.close(number)


def _library_name(_to: Targets) -> None:
    """The C library's look-up, which no hook of Python's sees. It does not say what refused it, so what it needs comes first."""
    os.close(call("socket", _INTERNET, _LETTER, 0))
    libc = ctypes.CDLL(None)
    libc.getaddrinfo(_NOWHERE.encode(), b"443", None, ctypes.byref(ctypes.c_void_p()))


def _socket_of(family: int, kind: int) -> None:
    os.close(call("socket", family, kind, 0))


def _any_other(_to: Targets) -> None:
    """Families that a kernel lacks are passed over; one that it grants is a way out."""
    refused: CallRefused | None = None
    for family in _OTHER_FAMILIES:
        for kind in (_STREAM, _LETTER, _RAW):
            try:
                _socket_of(family, kind)
            except CallRefused as error:
                refused = error
            else:
                return
    if refused is not None:
        raise refused


def _program(to: Targets) -> None:
    """A helper that connects, as `curl` would. Its refusal comes back as its exit status."""
    if getattr(sys, "frozen", False):
        command = ["/bin/bash", "-c", 'exec 3<>"/dev/tcp/$0/$1" && printf %s "$2" >&3', to.host, str(to.tcp), to.token]
    else:
        command = [sys.executable, "-I", "-S", "-c", _HELPER, to.host, str(to.tcp), to.token]
    done = subprocess.run(command, capture_output=True, timeout=20, check=False)
    if done.returncode:
        raise CallRefused(done.returncode, "socket", (_INTERNET, _STREAM, 0))


def _inherited(_to: Targets) -> None:
    """Whatever open socket came along: only the channels to Muniment's own processes may be there, and they have no names."""
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208
        try:
            sock = socket.socket(fileno=os.dup(int(name)))
        except OSError:
            continue
        with sock:
            if sock.family != socket.AF_UNIX or sock.getsockname() or sock.getpeername():
                return
    raise FileNotFoundError("no socket but the channels")


WAYS = (
    Way("a TCP connection, in Python", _python_stream, linux=False),
    Way("a TCP connection over IPv6, in Python", _python_stream_6, linux=False),
    Way("a UDP letter, in Python", _python_letter, linux=False),
    Way("a name look-up, in Python", _python_name, linux=False),
    Way("a web page, by urllib", _python_web, linux=False),
    Way("a helper program that connects", _program, linux=False),
    Way("a TCP connection, by system call", _raw_stream),
    Way("a TCP connection over IPv6, by system call", _raw_stream_6),
    Way("a UDP letter, by system call", _raw_letter),
    Way("a question to a name server, by system call", _raw_name),
    Way("a name look-up, by the C library", _library_name),
    Way("a raw IP socket", lambda _: _socket_of(_INTERNET, _RAW)),
    Way("a packet socket", lambda _: _socket_of(_PACKET, _RAW)),
    Way("a netlink socket", lambda _: _socket_of(_NETLINK, _RAW)),
    Way("a socket to the virtual machine's host", lambda _: _socket_of(_MACHINES, _STREAM)),
    Way("a socket of any other family", _any_other),
    Way("an open socket that came along", _inherited),
)
