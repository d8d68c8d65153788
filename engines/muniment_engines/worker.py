"""A worker's process: one engine, asked over a channel, one request at a time.

`boot` has confined the process before any of this is imported. A thread reads frames: requests go to the main thread, where
the engine runs; "cancel" sets the request's `Cancel`, and "abort", for an engine that takes no notice, raises `Cancelled` in
the midst of its Python code. The end of the channel ends the process. What an engine raises goes back as a sentence if it is
one for a person, and else by the name of its type.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar, cast

from muniment_engines.api import Cancel, Cancelled, Chat, Embed, EngineInfo, EngineModule, NetworkEngineModule, Ocr, Parse, Redact
from muniment_engines.channel import Channel, ChannelClosed
from muniment_engines.frames import Frame, ProtocolError
from muniment_engines.loading import load_engine
from muniment_engines.wire.errors import error_to_json
from muniment_engines.wire.info import info_to_json
from muniment_engines.wire.parts import Parts, pack
from muniment_engines.worker_calls import handlers_for
from muniment_engines.worker_request import Handler, Request
from muniment_engines.worker_sending import WorkerCourier

T = TypeVar("T")

BEHIND = 10
"""By how much an engine that reads pictures steps back: it is slow, and everything else comes first."""


class Worker:
    """Reads requests on one thread, serves them on the main thread."""

    def __init__(self, channel: Channel, spec: Mapping[str, Any]) -> None:
        self._channel = channel
        self._spec = spec
        self._requests: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._pending: dict[int, Cancel] = {}
        self._running: int | None = None
        self._aborted: int | None = None
        self._loaded: EngineModule | None = None
        self._info: EngineInfo | None = None
        self._courier = WorkerCourier()
        self._handlers: dict[str, Handler] = {"describe": self._describe, "open": self._open}

    def serve(self) -> None:
        """Serve until the channel ends, which ends the process."""
        if hasattr(signal, "SIGUSR1"):
            signal.signal(signal.SIGUSR1, self._on_abort)
        threading.Thread(target=self._read, name="requests", daemon=True).start()
        while True:
            self._serve_one(self._requests.get())

    def run_engine(self, request: int, run: Callable[[], T]) -> T:
        self._running = request
        try:
            if self._aborted == request:
                raise Cancelled
            return run()
        finally:
            self._running = None

    def send(self, header: Mapping[str, Any], parts: Parts) -> None:
        """Send one frame whole: an abort that comes meanwhile waits for the engine's next step."""
        fields, attachments = pack(header, parts)
        running, self._running = self._running, None
        try:
            self._channel.send(fields, attachments, seconds=None)
        finally:
            self._running = running
        if running is not None and self._aborted == running:
            raise Cancelled

    # ── the main thread ──────────────────────────────────────────────────────────────────────────────────────────────

    def _serve_one(self, request: Request) -> None:
        self._courier.serving(request)
        try:
            reply = {"event": "done", **self._handlers[request.call](request)}
        except Cancelled:
            reply = {"event": "cancelled"}
        except ChannelClosed:
            os._exit(0)
        except BaseException as error:
            reply = {"event": "error", "error": error_to_json(error)}
        self._courier.serving(None)
        with self._lock:
            self._pending.pop(request.id, None)
        self._answer(request.id, reply)

    def _answer(self, request: int, reply: Mapping[str, Any]) -> None:
        try:
            self.send({**reply, "id": request}, {})
        except ProtocolError as error:  # an engine said more of itself than a frame holds
            self.send({"id": request, "event": "error", "error": error_to_json(error)}, {})
        except ChannelClosed:
            os._exit(0)

    def _describe(self, request: Request) -> Mapping[str, Any]:
        self._info = info = request.step(lambda: self._engine().describe())
        return {"info": info_to_json(info), "confined": self._spec["confined"]}

    def _open(self, request: Request) -> Mapping[str, Any]:
        # Where there is none: a folder that exists, because libraries insist on one, and that nothing can be written to.
        private = Path(self._spec.get("private_folder") or Path(__file__).parent)
        if self._spec["kind"] == "ocr" and hasattr(os, "nice"):
            os.nice(BEHIND)  # this thread, and those that the engine begins
        opened = request.step(lambda: self._opened(private))
        handlers, fields = handlers_for(self._spec["kind"], opened, request)
        self._handlers.update(handlers)
        return fields

    def _opened(self, private: Path) -> Chat | Embed | Parse | Ocr | Redact:
        engine, settings = self._engine(), self._spec["settings"]
        if self._info is not None and self._info.network:
            return cast(NetworkEngineModule, engine).open(settings, private, self._courier)
        return engine.open(settings, private)

    def _engine(self) -> EngineModule:
        """The engine, imported with the first request, so that what goes wrong is that request's answer."""
        if self._loaded is None:
            self._loaded = load_engine(self._spec["engine"])
        return self._loaded

    def _on_abort(self, _signal: int, _frame: FrameType | None) -> None:
        if self._running is not None and self._running == self._aborted:
            raise Cancelled

    # ── the reading thread ───────────────────────────────────────────────────────────────────────────────────────────

    def _read(self) -> None:
        try:
            while (frame := self._channel.receive()) is not None:
                self._take(frame)
        finally:
            os._exit(0)

    def _take(self, frame: Frame) -> None:
        match frame.header:
            case {"cancel": int(number)}:
                with self._lock:
                    cancel = self._pending.get(number)
                if cancel is not None:
                    cancel.request()
            case {"answer": int()}:
                self._courier.answered(frame)
            case {"abort": int(number)}:
                self._aborted = number
                _interrupt_main_thread()
            case _:
                request = Request(self, frame)
                with self._lock:
                    self._pending[request.id] = request.cancel
                self._requests.put(request)


def main(channel: Channel, spec: Mapping[str, Any]) -> None:
    """The target of the role "worker"; `spec` has `engine`, `kind`, `settings` and `private_folder`."""
    Worker(channel, spec).serve()


def _interrupt_main_thread() -> None:
    main_thread = threading.main_thread().ident
    if sys.platform == "win32" or main_thread is None:
        return  # there, an engine that takes no notice of `Cancel` is ended at once
    from muniment_engines.system import posix

    posix.interrupt_main_thread(main_thread)
