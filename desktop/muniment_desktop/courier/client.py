"""How everybody else uses the courier: it is started with the first order, and ended with the client or with a cancel.

Its folder is the only one that it can write to. Going on after a cut needs nothing from here: what was written is there.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from muniment_engines.api import Cancel, Cancelled, HttpReply, HttpRequest
from muniment_engines.channel import ChannelClosed
from muniment_engines.frames import MAX_ATTACHMENT, Frame, ProtocolError

from ..ledger import Ledger
from . import pip_files
from .account import accounting
from .failures import CourierFailed

if TYPE_CHECKING:
    from muniment_engines.launcher import Child, Launcher

_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
"""Where a person, or a company, says that certificates lie."""
_BODY_PIECE = MAX_ATTACHMENT
_SLACK = 15.0
"""Seconds that the courier has, on top of what it gives a host."""


@dataclass(frozen=True)
class Member:
    """A file of a wheel: its path there as a pattern, the name to write, from which offset, up to what size."""

    pattern: str
    name: str
    offset: int
    limit: int


class Courier:
    """One courier process. Not for several threads at once; a context manager.

    `folder` is for what is fetched; a courier without one only sends. Every order is written to the ledger, with `why` and
    the `engine` that it was for.
    """

    def __init__(self, launcher: Launcher, folder: Path | None, ledger: Ledger, why: str, engine: str = "") -> None:
        self._launcher = launcher
        self._folder = folder
        self._ledger = ledger
        self._why = why
        self._engine = engine
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
        limits = request.limits
        order = {
            "method": request.method,
            "url": request.url,
            "headers": [list(header) for header in request.headers],
            "host": host,
            "secrets": dict(secrets),
            "limits": {
                "connect": limits.connect_seconds,
                "first": limits.first_byte_seconds,
                "between": limits.between_seconds,
                "reply": limits.reply_bytes,
            },
        }
        waits = _Waits(limits.connect_seconds + limits.first_byte_seconds + _SLACK, limits.between_seconds + _SLACK)
        frames = self._frames({"send": order}, cancel, body, waits)
        reply = next(frames).header["reply"]
        return HttpReply(reply["status"], tuple((name, value) for name, value in reply["headers"]), _Pieces(frames))

    def _work(self, order: Mapping[str, Any], cancel: Cancel) -> Iterator[tuple[int, int]]:
        for frame in self._frames(order, cancel, ()):
            progress = frame.header["progress"]
            yield progress["done"], progress["total"]

    def _frames(
        self, order: Mapping[str, Any], cancel: Cancel, attachments: Sequence[bytes], waits: _Waits | None = None
    ) -> Generator[Frame]:
        """The frames of one order up to its end. An order that is not seen to its end takes its process with it."""
        with accounting(self._ledger, order, attachments, cancel, self._why, self._engine) as account:
            for frame in self._all_frames(order, cancel, attachments, waits or _Waits(None, None)):
                account.came(frame)
                yield frame

    def _all_frames(
        self, order: Mapping[str, Any], cancel: Cancel, attachments: Sequence[bytes], waits: _Waits
    ) -> Generator[Frame]:
        with self._order(cancel) as child:
            try:
                child.channel.send(order, attachments)
            except (ChannelClosed, TimeoutError) as error:
                raise CourierFailed("ended") from error
            except ProtocolError as error:
                raise CourierFailed("request") from error
            while (frame := _receive(child, waits.next())) is not None:
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
            if error.why in ("ended", "slow"):
                self.close()
            raise
        except (GeneratorExit, Cancelled):
            self.close()
            raise
        finally:
            forget()

    def _started(self) -> Child:
        if self._child is None:
            self._child = self._launcher.start("courier", self._spec())
        return self._child

    def _spec(self) -> dict[str, Any]:
        certificates = [os.environ[name] for name in _CERTIFICATES if os.environ.get(name)]
        if self._folder is None:
            return {"folder": "", "readable": certificates, "writable": []}
        readable = [*certificates, *(str(path) for path in pip_files.local_files())]
        return {"folder": str(self._folder), "readable": readable, "writable": [str(self._folder)]}


class _Waits:
    """How long the courier itself may take: for its first frame and for each later one; None for ever."""

    def __init__(self, first: float | None, later: float | None) -> None:
        self._now, self._later = first, later

    def next(self) -> float | None:
        now, self._now = self._now, self._later
        return now


def _receive(child: Child, seconds: float | None) -> Frame | None:
    """The next frame, or none where the courier has ended, in whatever way."""
    try:
        return child.channel.receive(seconds)
    except TimeoutError as error:
        raise CourierFailed("slow") from error
    except ProtocolError:
        return None


class _Pieces:
    """The pieces of a reply. Closing it before its end ends the courier, and with it the connection."""

    def __init__(self, frames: Generator[Frame]) -> None:
        self._frames = frames

    def __iter__(self) -> _Pieces:
        return self

    def __next__(self) -> bytes:
        return bytes(next(self._frames).attachments[0])

    def close(self) -> None:
        self._frames.close()
