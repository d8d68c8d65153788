"""A keeper of keys, a server on this machine that plays a host of files, and a courier that runs in a thread of the test."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from memory_keeper import MemoryKeeper
from muniment_desktop import courier
from muniment_engines.channel import Channel, ChannelClosed


@pytest.fixture
def keeper() -> MemoryKeeper:
    return MemoryKeeper()


@dataclass
class Page:
    """What the host has under one path. `cut` is how many bytes it sends before it hangs up, once for each number of the list."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: list[int] = field(default_factory=list)
    ranges: bool = True
    length: bool = True


class Host:
    """A scripted HTTP server: `pages` by path, `requests` as they came (path, headers)."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.requests.append((self.path, dict(self.headers.items())))
                _answer(self, host.pages.get(self.path, Page(status=404)))

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def name(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.name}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _answer(handler: BaseHTTPRequestHandler, page: Page) -> None:
    body, status, headers = page.body, page.status, dict(page.headers)
    asked = handler.headers.get("Range")
    if asked and page.ranges and status == 200:
        start = int(asked.removeprefix("bytes=").removesuffix("-"))
        status = 206 if start < len(body) else 416
        headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        body = body[start:]
    handler.send_response(status)
    if page.length:
        headers["Content-Length"] = str(len(body))
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body[: page.cut.pop(0)] if page.cut else body)
    handler.close_connection = True


@pytest.fixture
def host() -> Iterator[Host]:
    server = Host()
    yield server
    server.close()


@pytest.fixture
def other_host() -> Iterator[Host]:
    server = Host()
    yield server
    server.close()


class ThreadChild:
    """A courier in a thread: killing it breaks its channel, and it ends with the next thing that it says."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        near, far = socket.socketpair()
        self.channel = Channel(near)
        self._thread = threading.Thread(target=self._run, args=(Channel(far), spec))
        self._thread.start()

    def _run(self, channel: Channel, spec: Mapping[str, Any]) -> None:
        with suppress(ChannelClosed):
            courier.main(channel, spec)
        channel.close()

    def kill(self) -> None:
        self.channel.close()

    def wait(self, seconds: float | None = None) -> int | None:
        self._thread.join(seconds)
        return None if self._thread.is_alive() else 0


class ThreadLauncher:
    """Starts couriers only; `started` counts them and `specs` is what they were told."""

    def __init__(self) -> None:
        self.specs: list[Mapping[str, Any]] = []
        self.children: list[ThreadChild] = []

    def start(self, role: str, spec: Mapping[str, Any]) -> ThreadChild:
        assert role == "courier"
        self.specs.append(spec)
        self.children.append(ThreadChild(spec))
        return self.children[-1]

    def open_elsewhere(self, target: str) -> None:
        raise AssertionError(target)


@pytest.fixture
def launcher() -> Iterator[ThreadLauncher]:
    made = ThreadLauncher()
    yield made
    for child in made.children:
        child.kill()
        child.wait(10)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine's environment says of proxies is not what these tests are about."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def page() -> Callable[..., Page]:
    return Page
