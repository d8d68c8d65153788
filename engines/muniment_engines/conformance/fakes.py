"""Engines that behave, need no model and give the same result every time.

`ScriptedChat`, `HashEmbed`, `PlainParse`, `PlainRedact` and `PlainOcr` (of `blocks`) can be used as they are, or in a worker by
the references `muniment_engines.conformance.fakes:chat`, `:embed`, `:parse`, `:redact` and `:ocr`.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from muniment_engines.api import (
    API_VERSION,
    About,
    Cancel,
    ChatRequest,
    EngineInfo,
    Named,
    Page,
    ParseLimits,
    Pixels,
    Region,
    Setting,
    SettingValue,
    Space,
    TextDelta,
    TokenCount,
    Usage,
    Words,
)
from muniment_engines.conformance.blocks import ACROSS, DOWN, HEIGHT, WIDTH, PlainOcr, drawn
from muniment_engines.errors import DocumentError

PAGE_BREAK = "\f"
SCANNED = "\x1f"
"""What a page begins with that is to be a picture of its text, drawn so that `PlainOcr` reads it."""
_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"\s*\S+\s*")
_QUARTERS = 4


class ScriptedChat:
    """Writes what was enqueued, word by word; with nothing enqueued, the last message again. `history` has every request."""

    def __init__(self, replies: Sequence[str] = ()) -> None:
        self.history: list[ChatRequest] = []
        self._replies = deque(replies)

    def enqueue(self, *replies: str) -> None:
        """Have the next calls write these."""
        self._replies.extend(replies)

    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        self.history.append(request)
        reply = self._replies.popleft() if self._replies else request.messages[-1].content
        prompt = sum(len(_PIECE.findall(message.content)) for message in request.messages)
        pieces = _PIECE.findall(_cut(reply, request.stop))
        for written, piece in enumerate(pieces):
            if cancel.requested or written == request.max_tokens:
                yield Usage(prompt, written, ended="cancelled" if cancel.requested else "length")
                return
            yield TextDelta(piece)
        yield Usage(prompt, len(pieces), ended="end" if len(reply) == sum(map(len, pieces)) else "stop")

    def count_tokens(self, text: str) -> TokenCount:
        return TokenCount(len(_PIECE.findall(text)), exact=True)


class HashEmbed:
    """Texts with the same words have near vectors: each word adds one, at a place that its checksum names."""

    def __init__(self, dimension: int = 64) -> None:
        self.space = Space("hash", "1", dimension)

    def encode(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.space.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(text.casefold()) or [""]:
                vectors[row, zlib.crc32(word.encode("utf-8", "surrogatepass")) % self.space.dimension] += 1
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-9)
        return vectors


class PlainParse:
    """Reads UTF-8; a form feed begins a page, and every word has a box as on a typewriter."""

    def open(self, data: memoryview, media_type: str, limits: ParseLimits, password: str | None = None) -> PlainDocument:
        if media_type != "text/plain":
            raise DocumentError("not supported", "Only plain text is read here; choose a text file.")
        try:
            text = str(data, "utf-8")
        except UnicodeDecodeError:
            raise DocumentError("damaged", "The file is not UTF-8; save it as UTF-8.") from None
        if not text.strip():
            raise DocumentError("empty", "The file has no text; choose another.")
        return PlainDocument(text.split(PAGE_BREAK)[: limits.pages], limits)


class PlainDocument:
    def __init__(self, texts: Sequence[str], limits: ParseLimits) -> None:
        self._texts = texts
        self._limits = limits
        self.about = About(texts[0].strip().partition("\n")[0][:80], len(texts))

    def pages(self, cancel: Cancel) -> Iterator[Page]:
        for index, text in enumerate(self._texts):
            cancel.check()
            if text.startswith(SCANNED):
                yield Page(index, str(index + 1), "", Words.none(), WIDTH, HEIGHT, scanned=True)
            else:
                yield Page(index, str(index + 1), text, _typewritten(text), WIDTH, HEIGHT)

    def render(self, index: int, scale: float, region: Region | None = None) -> Pixels:
        """A white sheet of the right size, with what `drawn` draws of a page that is a picture."""
        if not 0 <= index < len(self._texts):
            raise DocumentError("failed", f"There is no page {index + 1}; the last is {len(self._texts)}.")
        left, top, right, bottom = region or (0.0, 0.0, WIDTH, HEIGHT)
        height, width = round((bottom - top) * scale), round((right - left) * scale)
        if height * width > self._limits.pixels:
            raise DocumentError("too large", "The picture would be too large; draw the page smaller.")
        if self._texts[index].startswith(SCANNED):
            return drawn(self._texts[index][1:], scale, (left, top, right, bottom))
        return Pixels(np.full((height, width, 4), 255, np.uint8))

    def close(self) -> None:
        self._texts = ()


class PlainRedact:
    """Every word of at least two capitals is a person."""

    def names(self, texts: Sequence[str], cancel: Cancel) -> list[tuple[Named, ...]]:
        cancel.check()
        return [tuple(Named(*found.span(), "person", 0.5) for found in re.finditer(r"\b[A-Z]{2,}\b", text)) for text in texts]


class _Chat:
    """Its setting `replies` is a JSON list of texts that the engine writes, one a call."""

    def describe(self) -> EngineInfo:
        replies = Setting("replies", "text", "What to write, as a JSON list of texts.", default="[]")
        return EngineInfo(API_VERSION, "chat", "scripted", "1", models=("script",), settings=(replies,))

    def open(self, settings: Mapping[str, SettingValue], private_folder: Path) -> ScriptedChat:
        return ScriptedChat(json.loads(str(settings.get("replies") or "[]")))


class _Embed:
    def describe(self) -> EngineInfo:
        return EngineInfo(API_VERSION, "embed", "hash", "1", models=("hash",))

    def open(self, settings: Mapping[str, SettingValue], private_folder: Path) -> HashEmbed:
        return HashEmbed()


class _Parse:
    def describe(self) -> EngineInfo:
        return EngineInfo(API_VERSION, "parse", "plain", "1", media_types=("text/plain",))

    def open(self, settings: Mapping[str, SettingValue], private_folder: Path) -> PlainParse:
        return PlainParse()


class _Ocr:
    """Its setting `confidence` is what it claims for each line."""

    def describe(self) -> EngineInfo:
        confidence = Setting("confidence", "number", "What to claim for each line.", default=1.0, minimum=0, maximum=1)
        return EngineInfo(API_VERSION, "ocr", "plain-ocr", "1", models=("blocks",), settings=(confidence,))

    def open(self, settings: Mapping[str, SettingValue], private_folder: Path) -> PlainOcr:
        return PlainOcr(float(settings.get("confidence") or 1.0))


class _Redact:
    def describe(self) -> EngineInfo:
        return EngineInfo(API_VERSION, "redact", "plain-redact", "1")

    def open(self, settings: Mapping[str, SettingValue], private_folder: Path) -> PlainRedact:
        return PlainRedact()


chat, embed, parse, ocr, redact = _Chat(), _Embed(), _Parse(), _Ocr(), _Redact()


def _cut(text: str, stop: Sequence[str]) -> str:
    places = [at for at in (text.find(word) for word in stop if word) if at >= 0]
    return text[: min(places)] if places else text


def _typewritten(text: str) -> Words:
    spans: list[tuple[int, int]] = []
    boxes: list[tuple[int, int, int, int]] = []
    for match in re.finditer(r"\S+", text):
        start, end = match.span()
        line, column = text.count("\n", 0, start), start - (text.rfind("\n", 0, start) + 1)
        left, top = column * ACROSS, line * DOWN
        right, bottom = left + (end - start) * ACROSS, top + DOWN
        spans.append((start, end))
        boxes.append((left * _QUARTERS, top * _QUARTERS, right * _QUARTERS, bottom * _QUARTERS))
    return Words(
        np.array(spans, np.int32).reshape(-1, 2), np.array(boxes, np.int64).clip(0, 32767).astype(np.int16).reshape(-1, 4)
    )
