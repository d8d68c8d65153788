"""An audit hook in the interpreter: Python code that means no harm is refused what its process has no business doing.

This is not a wall: native code passes under it. It turns an honest library's attempt into an ordinary `PermissionError` on every
system, and counts it by the event's name. What was asked for, a path or an address, is neither kept nor told.
"""

from __future__ import annotations

import os
import sys

from muniment_engines.confinement.profiles import Profile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NAME_LOOKUPS = frozenset(
    {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "socket.getservbyname"}
)
_PROGRAMS = frozenset(
    {
        "_winapi.CreateProcess",
        "os.exec",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.startfile/2",
        "os.system",
        "pty.spawn",
        "subprocess.Popen",
        "webbrowser.open",
    }
)
_ADDRESSED = {"socket.connect": 1, "socket.bind": 1, "socket.sendto": 1, "socket.sendmsg": 1}  # which argument is the address
_WRITES = {  # which arguments are paths, and which say what folder each is relative to
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.link": ((1, 3),),
    "os.mkdir": ((0, 2),),
    "os.remove": ((0, 1),),
    "os.removexattr": ((0, None),),
    "os.rename": ((0, 2), (1, 3)),
    "os.rmdir": ((0, 1),),
    "os.setxattr": ((0, None),),
    "os.symlink": ((1, 2),),
    "os.truncate": ((0, None),),
    "os.utime": ((0, 3),),
}
_NO_FOLDER = -1
_OPENS_FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def install(profile: Profile, writable: Sequence[str]) -> dict[str, int]:
    """Put the hook in, for good. Returns the live counts of refusals by event."""
    refused: dict[str, int] = {}
    checks = _checks(profile, tuple(_real(path) for path in writable))

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        check = checks.get(event)
        if check is not None and check(arguments):
            refused[event] = refused.get(event, 0) + 1
            raise PermissionError(f"Muniment does not let this process do that ({event}).")

    sys.addaudithook(hook)
    return refused


def _checks(profile: Profile, writable: tuple[str, ...]) -> dict[str, Callable[[tuple[object, ...]], bool]]:
    """For each event that matters, a function that says whether it is refused."""
    checks: dict[str, Callable[[tuple[object, ...]], bool]] = {}
    if not profile.network:
        families = (-1, *profile.families)  # -1: a socket that is already there is taken over by its number
        checks["socket.__new__"] = lambda arguments: arguments[1] not in families
        checks.update(dict.fromkeys(_NAME_LOOKUPS, _always))
        for event, at in _ADDRESSED.items():
            checks[event] = _addressed(at, profile.connects)
    if not profile.executes:
        checks.update(dict.fromkeys(_PROGRAMS, _always))
    if profile.writes == "listed":
        checks["open"] = _opens_for_writing(writable)
        for event, places in _WRITES.items():
            checks[event] = _changes(places, writable)
    return checks


def _always(_arguments: tuple[object, ...]) -> bool:
    return True


def _addressed(at: int, local: bool) -> Callable[[tuple[object, ...]], bool]:
    """Refuse an address, except that of a local socket (text or bytes) where `local`."""

    def check(arguments: tuple[object, ...]) -> bool:
        address = arguments[at] if len(arguments) > at else None
        return address is not None and not (local and isinstance(address, str | bytes))

    return check


def _opens_for_writing(writable: tuple[str, ...]) -> Callable[[tuple[object, ...]], bool]:
    def check(arguments: tuple[object, ...]) -> bool:
        path, _mode, flags = arguments
        return isinstance(flags, int) and bool(flags & _OPENS_FOR_WRITING) and _outside(path, writable)

    return check


def _changes(places: tuple[tuple[int, int | None], ...], writable: tuple[str, ...]) -> Callable[[tuple[object, ...]], bool]:
    def check(arguments: tuple[object, ...]) -> bool:
        return any(
            _outside(arguments[path], writable)
            for path, folder in places
            if folder is None or arguments[folder] == _NO_FOLDER  # in an open folder, the system's own limits decide
        )

    return check


def _outside(path: object, writable: tuple[str, ...]) -> bool:
    if not isinstance(path, str | bytes | os.PathLike):
        return False  # an open file's number: its rights were decided when it was opened
    where = _real(os.fspath(path))
    return where != os.devnull and not any(where == folder or where.startswith(folder + os.sep) for folder in writable)


def _real(path: str | bytes) -> str:
    return os.path.realpath(os.fsdecode(path))
