"""Work that takes long, off the Qt thread: the only module that knows both threads and Qt.

A lane is one plain thread that takes one job after the other; a job is a function, or an iterator of events. What a job has to
say comes back to the Qt thread as letters in one mailbox, which is emptied a few milliseconds at a time, so that a flood of
events can never hold up a key press. Events of one job that wait together are delivered together, in order.
Threads own no Qt object: all that they touch is the mailbox's signal, whose connection is queued.
"""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from muniment_engines.errors import MunimentError
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

if TYPE_CHECKING:
    from muniment_engines.api import Cancel

T = TypeVar("T")

SLICE_SECONDS = 0.008
"""How long the mailbox is emptied before the rest of the window has its turn."""

SWITCH_SECONDS = 0.0005
"""How long a lane may hold the interpreter while the Qt thread waits for it, which it does after nearly every call of Qt's."""

DEFECT = "Something went wrong inside Muniment. Your documents are safe; please try again."


def _nothing(*_: object) -> None:
    return None


class Job:
    """One piece of work on its way. Its methods may be called more than once, and after the end."""

    def __init__(self) -> None:
        self.abandoned = False
        self._stopped = False
        self._cancel: Cancel | None = None
        self._lock = threading.Lock()

    @property
    def cancel(self) -> Cancel:
        """What the work looks at; asked for on the lane."""
        from muniment_engines.api import Cancel  # brings numpy, which must not hold up the window

        with self._lock:
            if self._cancel is None:
                self._cancel = Cancel()
            if self._stopped:
                self._cancel.request()
            return self._cancel

    def stop(self) -> None:
        """Ask the work to stop; what it still says is delivered."""
        with self._lock:
            self._stopped = True
            cancel = self._cancel
        if cancel is not None:
            cancel.request()

    def abandon(self) -> None:
        """Ask the work to stop, and hear nothing more of it. If it has not begun, it never will."""
        self.abandoned = True
        self.stop()


class Lane:
    """One thread, one job at a time, in the order in which they came."""

    def __init__(self, name: str, post: Callable[[Callable[[], None]], None]) -> None:
        self._post = post
        self._jobs: queue.SimpleQueue[tuple[Job, Callable[[], None]] | None] = queue.SimpleQueue()
        self._current: Job | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._run, name=f"muniment-{name}", daemon=True)
        self._thread.start()

    def call(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] = _nothing,
        failed: Callable[[MunimentError], None] = _nothing,
    ) -> Job:
        """Run `work`; then `done` with its result, or `failed`, on the Qt thread. A cancelled job says nothing."""

        def run(job: Job) -> None:
            result = work()
            self._tell(job, lambda: done(result))

        return self._add(run, failed, _nothing)

    def follow(
        self,
        events: Callable[[Cancel], Iterator[T]],
        each: Callable[[list[T]], None],
        failed: Callable[[MunimentError], None] = _nothing,
        ended: Callable[[], None] = _nothing,
    ) -> Job:
        """Run an iterator to its end; `each` gets its events on the Qt thread, all at once that wait.

        `ended` comes last, however it ended.
        """

        def run(job: Job) -> None:
            waiting: deque[T] = deque()

            def deliver() -> None:
                if batch := [waiting.popleft() for _ in range(len(waiting))]:
                    each(batch)

            for event in events(job.cancel):
                waiting.append(event)
                self._tell(job, deliver)

        return self._add(run, failed, ended)

    def finish(self) -> None:
        """Abandon what runs and what waits, and let the thread end."""
        self._closing = True
        current = self._current
        if current is not None:
            current.abandon()
        self._jobs.put(None)

    def join(self, seconds: float) -> bool:
        """Wait for the thread; false where it did not end in time."""
        self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    def _add(self, run: Callable[[Job], None], failed: Callable[[MunimentError], None], ended: Callable[[], None]) -> Job:
        job = Job()
        self._jobs.put((job, lambda: self._attempt(job, run, failed, ended)))
        return job

    def _attempt(
        self, job: Job, run: Callable[[Job], None], failed: Callable[[MunimentError], None], ended: Callable[[], None]
    ) -> None:
        from muniment_engines.api import Cancelled

        try:
            run(job)
        except Cancelled:
            pass
        except MunimentError as error:
            self._tell(job, partial(failed, error))
        except Exception as defect:
            self._tell(job, partial(failed, MunimentError(DEFECT)))
            self._post(partial(_raise, defect))
        self._tell(job, ended)

    def _tell(self, job: Job, letter: Callable[[], None]) -> None:
        self._post(lambda: None if job.abandoned else letter())

    def _run(self) -> None:
        while (entry := self._jobs.get()) is not None:
            self._current, attempt = entry
            if not self._closing and not self._current.abandoned:
                attempt()
            self._current = None
            del entry, attempt  # they may hold the last reference to something of Qt's, which must not end on this thread


class Lanes(QObject):
    """The window's lanes and the mailbox where they meet the Qt thread. Made on that thread; `finish` and `join` at the end.

    `vault` opens, closes and forgets; `indexing` reads documents; `watching` keeps up with folders; `asking` answers; `drawing`
    draws pages; `listing` lists, sorts and filters; `fetching` gets models; `tables` makes chronologies and saves; `summaries`
    summarises; `privacy` switches the network off, and `selftest` tries to get out; `trying`
    tries an engine elsewhere.
    """

    _arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        sys.setswitchinterval(SWITCH_SECONDS)
        self._letters: deque[Callable[[], None]] = deque()
        self._lock = threading.Lock()
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._rest = QTimer(self, interval=0, singleShot=True)
        self._rest.timeout.connect(self._deliver)
        names = "vault indexing watching asking drawing listing fetching tables summaries privacy selftest trying"
        self._all = tuple(Lane(name, self._post) for name in names.split())
        self.vault, self.indexing, self.watching, self.asking, self.drawing = self._all[:5]
        self.listing, self.fetching, self.tables, self.summaries = self._all[5:9]
        self.privacy, self.selftest, self.trying = self._all[9:]

    def finish(self) -> None:
        """Abandon everything; nothing is delivered any more."""
        with self._lock:
            self._closed = True
            self._letters.clear()
        for lane in self._all:
            lane.finish()

    def join(self, seconds: float = 4.0) -> bool:
        """Wait for the threads; false where one of them did not end in time."""
        end = time.monotonic() + seconds
        ended = [lane.join(end - time.monotonic()) for lane in self._all]
        return all(ended)

    def post(self, letter: Callable[[], None]) -> None:
        """Have this done on the Qt thread, from any other."""
        self._post(letter)

    def _post(self, letter: Callable[[], None]) -> None:
        with self._lock:
            if self._closed:
                return
            first = not self._letters
            self._letters.append(letter)
            if first:
                self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        end = time.monotonic() + SLICE_SECONDS
        try:
            while self._letters and time.monotonic() < end:
                self._take()()
        finally:
            if self._letters:  # a defect in one letter does not keep the others
                self._rest.start()

    def _take(self) -> Callable[[], None]:
        with self._lock:
            return self._letters.popleft() if self._letters else _nothing


def _raise(defect: Exception) -> None:
    raise defect
