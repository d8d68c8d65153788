"""A parse engine in a worker: documents are opened there, read page by page, and drawn, each within its limits of time."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, Self, TypeVar

from muniment_engines.api import About, Cancel, Cancelled, Member, Page, ParseLimits, Pixels, Region
from muniment_engines.errors import DocumentError, EngineCrashed, NotEnoughMemory
from muniment_engines.host.exchange import Connection, Died, Message
from muniment_engines.host.handing import descriptor_of, pieces
from muniment_engines.host.patience import Patience
from muniment_engines.host.spec import WorkerSpec
from muniment_engines.host.worker import Worker
from muniment_engines.launcher import Launcher
from muniment_engines.wire.parse import Gathering, Picture, about_from_wire, limits_to_json, page_from_wire
from muniment_engines.wire.parts import Buffer

T = TypeVar("T")

TOO_MUCH_MEMORY = "Reading this file takes more memory than there is; split it into smaller files."
_TOO_LONG = "Reading this file took too long and was given up; split it into smaller files."


class ParseWorker(Worker):
    """Opens documents in its process. A file that takes the process down costs that file alone."""

    def __init__(self, launcher: Launcher, spec: WorkerSpec) -> None:
        super().__init__(launcher, spec)
        self._documents = count(1)

    def open(
        self, source: int | bytes, media_type: str, limits: ParseLimits | None = None, password: str | None = None
    ) -> OpenedDocument:
        """Open a file by a descriptor (which stays the caller's), or by its bytes. Several may be open at once.

        Raises `DocumentError` (what the engine says, "timed out", or "too large" for the memory), and what `start` raises.
        """
        bounds = limits or ParseLimits()
        with descriptor_of(source) as descriptor:
            document = OpenedDocument(self, self.connect(), next(self._documents), bounds)
            if descriptor is None and isinstance(source, bytes):
                for piece in pieces(source):
                    document.send_piece(piece)
            document.open(media_type, password, descriptor)
        return document

    def connect(self) -> Connection:
        """The process, with the engine open."""
        with self._taking_turn(None), self._telling_deaths():
            return self._ready()

    def read(
        self,
        on: Connection,
        call: str,
        fields: Mapping[str, Any],
        read: Callable[[Message], T],
        patience: Patience,
        *,
        parts: Mapping[str, Buffer] | None = None,
        cancel: Cancel | None = None,
        descriptors: Sequence[int] = (),
    ) -> Iterator[T]:
        """A call about a document that `on` has open, or is to open."""
        try:
            yield from self._call(
                call, fields, parts or {}, read, patience=patience, cancel=cancel, descriptors=descriptors, on=on
            )
        except NotEnoughMemory as error:
            raise DocumentError("too large", TOO_MUCH_MEMORY) from error

    def _died(self, death: Died) -> Exception:
        return DocumentError("timed out", _TOO_LONG) if death.why == "silent" else super()._died(death)


class OpenedDocument:
    """Satisfies `api.Opened`; a context manager. Where its process has ended meanwhile, its methods raise `EngineCrashed`."""

    def __init__(self, worker: ParseWorker, connection: Connection, number: int, limits: ParseLimits) -> None:
        self._worker = worker
        self._connection = connection
        self._number = {"document": number}
        self._limits = limits
        self._reading = Patience(limits.seconds_per_page, limits.seconds)
        self._about = About("", 0)
        self._given: list[weakref.ref[Generator[Any, None, None]]] = []
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def about(self) -> About:
        return self._about

    def pages(self, cancel: Cancel) -> Generator[Page, None, None]:
        """Every page in order. Raises `Cancelled`, and `DocumentError` "timed out" where a page, or the file, takes too long."""
        pages = self._read("pages", _page, cancel)
        self._given.append(weakref.ref(pages))
        return pages

    def members(self, cancel: Cancel) -> Generator[Member, None, None]:
        """The files in it, one after the other; none where the engine knows of no such thing. Raises as `pages` does."""
        gathering = Gathering(self._limits.unpacked_bytes)

        def take(message: Message) -> Member | None:
            return gathering.add(message.fields, message.parts) if message.event == "member" else None

        members = self._read("members", take, cancel)
        self._given.append(weakref.ref(members))
        return members

    def render(self, index: int, scale: float, region: Region | None = None) -> Pixels:
        """Draw a page; `scale` is pixels per point. Raises `DocumentError`."""
        picture = Picture(self._limits.pixels)

        def take(message: Message) -> None:
            if message.event == "band":
                picture.add(message.fields, message.parts)
            else:
                picture.check_whole()

        fields = {**self._number, "index": index, "scale": scale, "region": region}
        patience = Patience(self._limits.seconds_per_page)
        for _ in self._worker.read(self._connection, "render", fields, take, patience):
            pass
        return picture.pixels

    def close(self) -> None:
        """Let go of the file; ends a reading of pages or members that was given up halfway. May be called again."""
        if self._closed:
            return
        self._closed = True
        try:
            for given in self._given:
                if (generator := given()) is not None:
                    generator.close()
            if self._connection.alive:
                self._drop()
        except (EngineCrashed, DocumentError, Cancelled):
            pass  # with the process, the document is gone too

    # ── for `ParseWorker` ────────────────────────────────────────────────────────────────────────────────────────────

    def send_piece(self, piece: Mapping[str, Buffer]) -> None:
        self._exhaust(self._worker.read(self._connection, "data", self._number, _nothing, self._reading, parts=piece))

    def open(self, media_type: str, password: str | None, descriptor: int | None) -> None:
        fields = {**self._number, "media_type": media_type, "limits": limits_to_json(self._limits), "password": password}
        handed = () if descriptor is None else (descriptor,)
        patience = self._reading.all_at_once()
        self._exhaust(
            self._worker.read(self._connection, "open_document", fields, self._take_about, patience, descriptors=handed)
        )

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _read(self, call: str, read: Callable[[Message], T | None], cancel: Cancel) -> Generator[T, None, None]:
        for piece in self._worker.read(self._connection, call, self._number, read, self._reading, cancel=cancel):
            if piece is not None:
                yield piece

    def _drop(self) -> None:
        patience = Patience(self._limits.seconds_per_page)
        self._exhaust(self._worker.read(self._connection, "close_document", self._number, _nothing, patience))

    def _take_about(self, message: Message) -> None:
        if message.event == "about":
            self._about = about_from_wire(message.fields, message.parts)

    @staticmethod
    def _exhaust(messages: Iterator[None]) -> None:
        for _ in messages:
            pass


def _page(message: Message) -> Page | None:
    return page_from_wire(message.fields, message.parts) if message.event == "page" else None


def _nothing(_: Message) -> None:
    """Of some calls only the end matters."""
