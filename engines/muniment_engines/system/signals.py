"""POSIX signals for a process that waits in a selector: they wake it up, and none is lost."""

from __future__ import annotations

import os
import signal
import socket
import sys
from contextlib import contextmanager

assert sys.platform != "win32"  # for type checkers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


@contextmanager
def handled_by(handler: Callable[[int, FrameType | None], None]) -> Iterator[socket.socket]:
    """Have signals, that of a child's end too, run `handler` and wake up whoever selects on the socket."""
    wakeup, written = socket.socketpair()
    wakeup.setblocking(False)
    written.setblocking(False)
    numbers = (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, handler) for number in numbers]
    signal.set_wakeup_fd(written.fileno(), warn_on_full_buffer=False)
    try:
        yield wakeup
    finally:
        signal.set_wakeup_fd(-1)
        for number, previous in zip(numbers, before, strict=True):
            signal.signal(number, previous)
        wakeup.close()
        written.close()


def in_foreground() -> bool:
    """True where this process belongs to the group that its terminal sends Ctrl-C to."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
    finally:
        os.close(terminal)
