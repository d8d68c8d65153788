"""What the ways out have in common: each is a name and something to do, which returns where it came through and raises where not.

A way that can carry bytes carries the token of its attempt, so that a listener knows whom it heard.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Targets:
    """Where to: the self-test's own listeners, files and process. An empty text or 0: there is none this time.

    `tcp` and `udp` are ports of `host`, which is this machine, `tcp6` one of ::1; `local`, `letters` and `abstract` are names
    of local sockets; `folder` lies outside of what a child may touch, with a file `secret` in it; `victim` is another process.
    """

    __slots__ = ("abstract", "folder", "home", "host", "letters", "local", "tcp", "tcp6", "token", "udp", "victim")

    def __init__(self, **values: int | str) -> None:
        self.host = str(values.get("host", "127.0.0.1"))
        self.tcp = int(values.get("tcp", 0))
        self.tcp6 = int(values.get("tcp6", 0))
        self.udp = int(values.get("udp", 0))
        self.local = str(values.get("local", ""))
        self.letters = str(values.get("letters", ""))
        self.abstract = str(values.get("abstract", ""))
        self.folder = str(values.get("folder", ""))
        self.home = str(values.get("home", ""))
        self.victim = int(values.get("victim", 0))
        self.token = str(values.get("token", "muniment"))

    def as_json(self) -> dict[str, int | str]:
        return {name: getattr(self, name) for name in self.__slots__}

    @property
    def bytes_to_send(self) -> bytes:
        return self.token.encode()


class Way:
    """`name` is how a person reads it. `linux` is true of what only Linux has."""

    __slots__ = ("do", "linux", "name")

    def __init__(self, name: str, do: Callable[[Targets], object], *, linux: bool = True) -> None:
        self.name = name
        self.do = do
        self.linux = linux
