"""A channel: frames over one socket, with time limits, and closable from any thread.

The socket never blocks by itself; sending and receiving wait for it with a limit, so that a process that hangs cannot hang the
one that talks to it. Any thread may send. One thread at a time may receive; what came before a time limit is kept for the next
call.
"""

from __future__ import annotations

import os
import select
import socket
import threading
from contextlib import suppress
from time import monotonic

from muniment_engines.frames import MAX_DESCRIPTORS, Decoder, Frame, ProtocolError, encode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

SEND_SECONDS = 60.0
"""How long the other side may leave a frame lying before this one gives it up."""


class ChannelClosed(Exception):
    """The other side is gone."""


class Channel:
    """Frames over `sock`, which the channel owns. Descriptors that come are taken only where `takes_descriptors`; otherwise the
    kernel closes them.
    """

    def __init__(self, sock: socket.socket, *, takes_descriptors: bool = False) -> None:
        sock.setblocking(False)
        self._socket = sock
        self._decoder = Decoder()
        self._sending = threading.Lock()
        self._takes_descriptors = takes_descriptors

    def fileno(self) -> int:
        """The socket's number, -1 once closed."""
        return self._socket.fileno()

    def send(
        self,
        header: Mapping[str, Any],
        attachments: Sequence[bytes | bytearray | memoryview] = (),
        descriptors: Sequence[int] = (),
        seconds: float | None = SEND_SECONDS,
    ) -> None:
        """Send one frame, whole.

        Raises `ProtocolError` for a frame over the limits, `ChannelClosed` where the other side is gone and `TimeoutError` where
        it takes nothing for `seconds` (None: for ever); the channel is closed then, because half a frame may have been sent.
        """
        pieces = encode(header, attachments, len(descriptors))
        with self._sending:
            try:
                self._send_pieces(pieces, descriptors, seconds)
            except (OSError, ValueError) as error:
                self.close()
                if isinstance(error, TimeoutError):
                    raise
                raise ChannelClosed from None

    def receive(self, seconds: float | None = None) -> Frame | None:
        """The next frame, or None where the other side has ended.

        Raises `TimeoutError` after `seconds` and `ProtocolError` for what is no frame.
        """
        until = None if seconds is None else monotonic() + seconds
        try:
            while True:
                count = self._receive_some()
                if count == 0:
                    self._check_end()
                    return None
                frame = self._decoder.received(count) if count > 0 else None
                if frame is not None:
                    return frame
                if count < 0:
                    self._wait(until, receiving=True)
        except TimeoutError:
            raise
        except (OSError, ValueError):
            return None  # reset by the other side, or closed by this one

    def close(self) -> None:
        """End the channel for both sides; a thread that waits in `receive` wakes up."""
        with suppress(OSError):  # the other side was faster
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        while self._decoder.descriptors:
            os.close(self._decoder.descriptors.pop())  # of a frame that never became whole

    def _check_end(self) -> None:
        if not self._decoder.between_frames:
            raise ProtocolError("The other side ended in the middle of a frame.")

    def _receive_some(self) -> int:
        """How many bytes came; 0 at the end, -1 where there are none yet."""
        wanted = self._decoder.wanted()
        try:
            if not self._takes_descriptors:
                return self._socket.recv_into(wanted)
            from muniment_engines.system import posix

            count = posix.receive(self._socket, wanted, self._decoder.descriptors)
        except (BlockingIOError, InterruptedError):
            return -1
        if len(self._decoder.descriptors) > MAX_DESCRIPTORS:
            raise ProtocolError("A frame came with too many descriptors.")
        return count

    def _send_pieces(self, pieces: list[memoryview], descriptors: Sequence[int], seconds: float | None) -> None:
        while pieces:
            try:
                sent = self._send_some(pieces, descriptors)
            except (BlockingIOError, InterruptedError):
                self._wait(None if seconds is None else monotonic() + seconds, receiving=False)
                continue
            descriptors = ()
            while pieces and sent >= pieces[0].nbytes:
                sent -= pieces.pop(0).nbytes
            if sent:
                pieces[0] = pieces[0][sent:]

    def _send_some(self, pieces: list[memoryview], descriptors: Sequence[int]) -> int:
        if descriptors:
            from muniment_engines.system import posix

            return posix.send(self._socket, pieces[0], descriptors)
        if hasattr(self._socket, "sendmsg"):
            return self._socket.sendmsg(pieces)
        return self._socket.send(pieces[0])

    def _wait(self, until: float | None, *, receiving: bool) -> None:
        """Sleep until the socket is ready. Raises `TimeoutError`, and `OSError` or `ValueError` where it was closed meanwhile."""
        seconds = None if until is None else max(0.0, until - monotonic())
        if not _ready(self._socket, receiving, seconds):
            raise TimeoutError


def _ready(sock: socket.socket, receiving: bool, seconds: float | None) -> bool:
    if not hasattr(select, "poll"):
        return any(select.select([sock] * receiving, [sock] * (not receiving), [], seconds))
    poll = select.poll()
    poll.register(sock, select.POLLIN if receiving else select.POLLOUT)
    return bool(poll.poll(None if seconds is None else seconds * 1000))
