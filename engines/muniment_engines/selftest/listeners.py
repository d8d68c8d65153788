"""What would hear an attempt that got out: local sockets here, and sockets of the network in a process that has one.

They keep the first bytes that anybody says to them, and answer nothing.
"""

from __future__ import annotations

import os
import selectors
import socket
import sys
import threading
from contextlib import suppress

from muniment_engines.channel import Channel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_MOST = 4096


class Ears:
    """Listening sockets and what they heard. A context manager; `heard` is every byte, joined."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._said: list[bytes] = []
        self._lock = threading.Lock()
        self._wake, self._woken = socket.socketpair()
        self._selector.register(self._woken, selectors.EVENT_READ, None)
        self._thread = threading.Thread(target=self._listen, name="self-test listener", daemon=True)

    def __enter__(self) -> Ears:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._wake.send(b"x")
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]
        self._wake.close()
        self._selector.close()

    @property
    def heard(self) -> bytes:
        with self._lock:
            return b"\0".join(self._said)

    def add(self, sock: socket.socket) -> socket.socket:
        """Listen to a socket that is bound; before the ears are opened."""
        sock.setblocking(False)
        streams = sock.type == socket.SOCK_STREAM
        if streams:
            sock.listen(64)
        self._selector.register(sock, selectors.EVENT_READ, self._accept if streams else self._take)
        return sock

    def _listen(self) -> None:
        while True:
            for key, _ in self._selector.select():
                if key.data is None:
                    return
                key.data(key.fileobj)

    def _accept(self, sock: socket.socket) -> None:
        with_whom, _ = sock.accept()
        with_whom.setblocking(False)
        self._keep(b"someone connected")
        self._selector.register(with_whom, selectors.EVENT_READ, self._take)

    def _take(self, sock: socket.socket) -> None:
        try:
            said = sock.recv(_MOST)
        except OSError:
            said = b""
        self._keep(said)
        if not said and sock.type == socket.SOCK_STREAM:
            self._selector.unregister(sock)
            sock.close()

    def _keep(self, said: bytes) -> None:
        with self._lock:
            self._said.append(said[:_MOST])


def local_ears(folder: str) -> tuple[Ears, dict[str, int | str]]:
    """Ears for local sockets in `folder`, and where they are, as `Targets` names them."""
    ears = Ears()
    where: dict[str, int | str] = {"local": os.path.join(folder, "stream"), "letters": os.path.join(folder, "letters")}  # noqa: PTH118
    _bind(ears, socket.AF_UNIX, socket.SOCK_STREAM, str(where["local"]))
    _bind(ears, socket.AF_UNIX, socket.SOCK_DGRAM, str(where["letters"]))
    if sys.platform == "linux":
        where["abstract"] = f"muniment-selftest-{os.getpid()}-{os.urandom(4).hex()}"
        _bind(ears, socket.AF_UNIX, socket.SOCK_STREAM, f"\0{where['abstract']}")
    return ears, where


def network_ears() -> tuple[Ears, dict[str, int | str]]:
    """Ears on this machine's own addresses. What it has no address for is left out."""
    ears = Ears()
    where: dict[str, int | str] = {}
    for name, family, kind, host in (
        ("tcp", socket.AF_INET, socket.SOCK_STREAM, "127.0.0.1"),
        ("udp", socket.AF_INET, socket.SOCK_DGRAM, "127.0.0.1"),
        ("tcp6", socket.AF_INET6, socket.SOCK_STREAM, "::1"),
    ):
        with suppress(OSError):
            where[name] = int(_bind(ears, family, kind, (host, 0)).getsockname()[1])
    return ears, where


def main(channel: Channel, _spec: Mapping[str, Any]) -> int:
    """The target of the role that listens on the network: says where, and on every frame, what was heard until then."""
    ears, where = network_ears()
    with ears:
        channel.send({"process": os.getpid(), "where": where})
        while channel.receive() is not None:
            channel.send({"heard": ears.heard.hex()})
    return 0


def _bind(ears: Ears, family: int, kind: int, address: str | tuple[str, int]) -> socket.socket:
    sock = socket.socket(family, kind)
    try:
        sock.bind(address)
    except OSError:
        sock.close()
        raise
    return ears.add(sock)
