"""Ways through files: reading what is none of a process's business, and leaving something where another program picks it up."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from muniment_engines.selftest.raw import call, open_file
from muniment_engines.selftest.way import Targets, Way

_HERE = -100


def _python_write(to: Targets) -> None:
    Path(to.folder, f"left-{to.token}").write_text(to.token, encoding="utf-8")


def _read(path: str) -> None:
    number = open_file(path, os.O_RDONLY)
    try:
        os.read(number, 1)
    finally:
        os.close(number)


def _folder(path: str) -> None:
    os.close(open_file(path, os.O_RDONLY | os.O_DIRECTORY))


def _leave(folder: str, to: Targets) -> None:
    path = os.path.join(folder, f"left-{to.token}")  # noqa: PTH118
    number = open_file(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        os.write(number, to.bytes_to_send)
    finally:
        os.close(number)
        os.unlink(path)  # noqa: PTH108


def _overwrite(to: Targets) -> None:
    os.close(open_file(_secret(to), os.O_WRONLY))


def _secret(to: Targets) -> str:
    return os.path.join(to.folder, "secret")  # noqa: PTH118


def _attribute(to: Targets) -> None:
    value = to.bytes_to_send
    call("setxattr", os.fsencode(_secret(to)), b"user.muniment", value, len(value), 0)


def _times(to: Targets) -> None:
    call("utimensat", _HERE, os.fsencode(_secret(to)), None, 0)


def _mode(to: Targets) -> None:
    call("fchmodat", _HERE, os.fsencode(_secret(to)), 0o640)


def _terminal_typed(_to: Targets) -> None:
    """A letter typed into a terminal. It is tried on what is none, so that nothing is typed where it comes through."""
    number = open_file(os.devnull, os.O_RDONLY)
    try:
        call("ioctl", number, 0x5412, ctypes.create_string_buffer(b" "))
    except OSError as error:
        if getattr(error, "errno", 0) != 25:  # ENOTTY: it came as far as the device
            raise
    finally:
        os.close(number)


def _home(to: Targets) -> None:
    _folder(to.home)


WAYS = (
    Way("writing a file outside its folder, in Python", _python_write, linux=False),
    Way("writing a file outside its folder", lambda to: _leave(to.folder, to)),
    Way("changing a file outside its folder", _overwrite),
    Way("reading a file outside its folder", lambda to: _read(_secret(to))),
    Way("reading another vault", lambda to: _read(os.path.join(to.folder, "vault", "header.json"))),  # noqa: PTH118
    Way("looking into the home folder", _home),
    Way("leaving a file in /tmp", lambda to: _leave("/tmp", to)),
    Way("leaving a file in /dev/shm", lambda to: _leave("/dev/shm", to)),
    Way("writing beside a file: extended attributes", _attribute),
    Way("writing beside a file: its times", _times),
    Way("writing beside a file: its rights", _mode),
    Way("the terminal", lambda _: _read_terminal()),
    Way("typing into the terminal", _terminal_typed),
)


def _read_terminal() -> None:
    os.close(open_file("/dev/tty", os.O_WRONLY | os.O_NOCTTY))
