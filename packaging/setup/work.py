"""Runs the commands of setting up, and shows how far they are. Used by run.py; the standard library only."""

from __future__ import annotations

import collections
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
STEP = re.compile(r"\[(\d+)/(\d+)\]|^ *((?:Collecting|Downloading|Installing|Building) .{1,60})")


class Stop(Exception):
    """Why setting up cannot go on, and what to do about it: for the person who started it."""


class Work:
    """Commands that run, and one line about them that changes; without a terminal, a line now and then."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._states: dict[str, str] = {}
        self._children: set[subprocess.Popen[str]] = set()
        self._terminal = sys.stdout.isatty()
        threading.Thread(target=self._show, daemon=True).start()

    def run(self, name: str, command: list[str], environment: dict[str, str] | None = None) -> None:
        """Run a command to its end. Raises `Stop` with its last lines where it fails."""
        last: collections.deque[str] = collections.deque(maxlen=25)
        self._states[name] = ""
        with subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,  # so that it is ended with all its children, and by us alone
        ) as child:
            self._children.add(child)
            for line in child.stdout or ():
                last.append(line)
                step = STEP.search(line)
                if step:
                    self._states[name] = f"{step[1]} of {step[2]}" if step[1] else step[3]
        self._children.discard(child)
        del self._states[name]
        if child.returncode:
            raise Stop(f"{''.join(last)}\nThis failed ({name}); its last lines are above. The same command tries again.")

    def say(self, text: str) -> None:
        print(f"\r{text:{_width()}}" if self._terminal else text, flush=True)

    def end(self) -> None:
        """End what is still running, with all its children."""
        for child in list(self._children):
            with contextlib.suppress(OSError):
                if os.name == "posix":
                    os.killpg(child.pid, signal.SIGTERM)
                else:
                    child.kill()

    def clock(self) -> str:
        """Minutes and seconds since the beginning."""
        minutes, seconds = divmod(int(time.monotonic() - self._begun), 60)
        return f"{minutes}:{seconds:02}"

    def _show(self) -> None:
        while True:
            time.sleep(0.5 if self._terminal else 15)
            states = " | ".join(f"{name}: {state}" if state else name for name, state in list(self._states.items()))
            text = f"  {self.clock()}  {states}"
            if self._terminal and states:
                print(f"\r{text[: _width()]:{_width()}}", end="", flush=True)
            elif states:
                print(text, flush=True)


def in_background(function: Callable[[], T]) -> Future[T]:
    """What a function will return or raise, from a thread that does not keep Python from ending."""
    future: Future[T] = Future()

    def work() -> None:
        try:
            future.set_result(function())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    return future


def _width() -> int:
    return shutil.get_terminal_size().columns - 1
