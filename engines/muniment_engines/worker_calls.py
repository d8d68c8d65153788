"""What a worker does for each call of its engine's kind. Runs on the worker's main thread; see `worker`."""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import numpy as np

from muniment_engines.api import Chat, Container, Embed, Ocr, Opened, Parse, Redact, TextDelta, Usage
from muniment_engines.frames import MAX_ATTACHMENT
from muniment_engines.wire.chat import piece_to_wire, request_from_wire
from muniment_engines.wire.info import space_to_json
from muniment_engines.wire.ocr import MOST_PIXELS, seen_to_wire
from muniment_engines.wire.parse import (
    Picture,
    about_to_wire,
    bands_to_wire,
    limits_from_json,
    member_to_wire,
    page_to_wire,
    region_from_json,
)
from muniment_engines.wire.parts import Buffer, array_bytes, unpack_texts
from muniment_engines.wire.redact import names_to_wire
from muniment_engines.worker_request import Handler, Request

T = TypeVar("T")


def handlers_for(
    kind: str, engine: Chat | Embed | Parse | Ocr | Redact, request: Request
) -> tuple[dict[str, Handler], Mapping[str, Any]]:
    """The calls that an opened engine serves, and what is said of it when it has opened."""
    if kind == "chat":
        return ChatCalls(engine).handlers(), {}  # type: ignore[arg-type]
    if kind == "embed":
        calls = EmbedCalls(engine)  # type: ignore[arg-type]
        return calls.handlers(), {"space": space_to_json(request.step(lambda: calls.engine.space))}
    if kind == "ocr":
        return OcrCalls(engine).handlers(), {}  # type: ignore[arg-type]
    if kind == "redact":
        return RedactCalls(engine).handlers(), {}  # type: ignore[arg-type]
    return ParseCalls(engine).handlers(), {}  # type: ignore[arg-type]


class ChatCalls:
    def __init__(self, engine: Chat) -> None:
        self._engine = engine

    def handlers(self) -> dict[str, Handler]:
        return {"generate": self._generate, "count_tokens": self._count_tokens}

    def _generate(self, request: Request) -> Mapping[str, Any]:
        """Send pieces as they come. A reply that a cancel cut short ends as cancelled, however the engine took it."""
        asked = request_from_wire(request.fields, request.parts)
        whole = False
        for piece in _stepwise(request, lambda: self._engine.generate(asked, request.cancel)):
            if not isinstance(piece, TextDelta | Usage):
                raise TypeError("generate yields TextDelta and Usage")
            whole = isinstance(piece, Usage) and piece.ended != "cancelled"
            request.send("piece", *piece_to_wire(piece))
        if not whole:
            request.cancel.check()
        return {}

    def _count_tokens(self, request: Request) -> Mapping[str, Any]:
        (text,) = unpack_texts(request.parts)
        count = request.step(lambda: self._engine.count_tokens(text))
        return {"value": count.value, "exact": count.exact}


class EmbedCalls:
    def __init__(self, engine: Embed) -> None:
        self.engine = engine

    def handlers(self) -> dict[str, Handler]:
        return {"encode": self._encode}

    def _encode(self, request: Request) -> Mapping[str, Any]:
        """Send the vectors in bands of whole rows, as many as an attachment holds."""
        texts = unpack_texts(request.parts)
        vectors = np.asarray(request.step(lambda: self.engine.encode(texts, request.fields["role"])), np.float32)
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise ValueError("encode returns one row a text")
        rows = max(1, MAX_ATTACHMENT // max(1, vectors.shape[1] * 4))
        for top in range(0, len(vectors), rows):
            request.send("vectors", {}, {"rows": array_bytes(vectors[top : top + rows], "<f4")})
        return {}


class ParseCalls:
    """Documents stay open, under the number that the host gave them, until they are closed."""

    def __init__(self, engine: Parse) -> None:
        self._engine = engine
        self._open_documents: dict[int, tuple[Opened, memoryview]] = {}
        self._pieces: dict[int, list[Buffer]] = {}

    def handlers(self) -> dict[str, Handler]:
        return {
            "data": self._data,
            "open_document": self._open,
            "pages": self._pages,
            "members": self._members,
            "render": self._render,
            "close_document": self._close,
        }

    def _data(self, request: Request) -> Mapping[str, Any]:
        """The next piece of a file's bytes, where the system has no way to hand over an unchangeable file."""
        self._pieces.setdefault(request.fields["document"], []).append(request.parts["data"])
        return {}

    def _open(self, request: Request) -> Mapping[str, Any]:
        fields = request.fields
        pieces = self._pieces.pop(fields["document"], [])
        data = _map(request.descriptors[0]) if request.descriptors else memoryview(b"".join(pieces))
        limits = limits_from_json(fields["limits"])
        document = request.step(lambda: self._engine.open(data, fields["media_type"], limits, fields["password"]))
        self._open_documents[fields["document"]] = (document, data)
        request.send("about", *about_to_wire(request.step(lambda: document.about)))
        return {}

    def _pages(self, request: Request) -> Mapping[str, Any]:
        document, _ = self._open_documents[request.fields["document"]]
        for page in _stepwise(request, lambda: document.pages(request.cancel)):
            request.send("page", *page_to_wire(page))
        request.cancel.check()
        return {}

    def _members(self, request: Request) -> Mapping[str, Any]:
        """The files in a file, from an engine that knows of any; every one goes over before the next is unpacked."""
        document, _ = self._open_documents[request.fields["document"]]
        if isinstance(document, Container):
            for member in _stepwise(request, lambda: document.members(request.cancel)):
                for piece in member_to_wire(member):
                    request.send("member", *piece)
        request.cancel.check()
        return {}

    def _render(self, request: Request) -> Mapping[str, Any]:
        fields = request.fields
        document, _ = self._open_documents[fields["document"]]
        region = region_from_json(fields["region"])
        pixels = request.step(lambda: document.render(fields["index"], fields["scale"], region))
        for band in bands_to_wire(pixels):
            request.send("band", *band)
        return {}

    def _close(self, request: Request) -> Mapping[str, Any]:
        document, data = self._open_documents.pop(request.fields["document"])
        request.step(document.close)
        _release(data)
        return {}


class OcrCalls:
    """One picture at a time: its bands come one call after the other, then what it says is asked."""

    def __init__(self, engine: Ocr) -> None:
        self._engine = engine
        self._picture = Picture(MOST_PIXELS)

    def handlers(self) -> dict[str, Handler]:
        return {"pixels": self._pixels, "recognise": self._recognise}

    def _pixels(self, request: Request) -> Mapping[str, Any]:
        """The next band. The topmost begins a new picture, and lets go of one that was given up halfway."""
        if request.fields["top"] == 0:
            self._picture = Picture(MOST_PIXELS)
        self._picture.add(request.fields, request.parts)
        return {}

    def _recognise(self, request: Request) -> Mapping[str, Any]:
        picture, self._picture = self._picture, Picture(MOST_PIXELS)
        picture.check_whole()
        seen = request.step(lambda: self._engine.recognise(picture.pixels, request.cancel))
        request.cancel.check()
        request.send("seen", *seen_to_wire(seen))
        return {}


class RedactCalls:
    def __init__(self, engine: Redact) -> None:
        self._engine = engine

    def handlers(self) -> dict[str, Handler]:
        return {"names": self._names}

    def _names(self, request: Request) -> Mapping[str, Any]:
        texts = unpack_texts(request.parts)
        found = request.step(lambda: self._engine.names(texts, request.cancel))
        request.cancel.check()
        request.send("named", {}, names_to_wire(found))
        return {}


def _stepwise(request: Request, make: Callable[[], Iterator[T]]) -> Iterator[T]:
    """Run an engine's iterator step by step, so that an abort is raised in the engine's code and never in ours."""
    iterator = request.step(lambda: iter(make()))
    end = object()
    while (item := request.step(lambda: next(iterator, end))) is not end:
        yield item  # type: ignore[misc]


def _map(descriptor: int) -> memoryview:
    """A file's bytes, read as they are needed; the descriptor is closed."""
    try:
        size = os.fstat(descriptor).st_size
        return memoryview(mmap.mmap(descriptor, size, access=mmap.ACCESS_READ)) if size else memoryview(b"")
    finally:
        os.close(descriptor)


def _release(data: memoryview) -> None:
    """Let the file go, unless an engine still holds on to a piece of it; then it goes when the engine lets go."""
    mapped = data.obj
    try:
        data.release()
        if isinstance(mapped, mmap.mmap):
            mapped.close()
    except BufferError:
        pass
