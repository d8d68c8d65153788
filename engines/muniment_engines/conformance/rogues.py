"""Engines that misbehave, each in one way, to try a host with: `muniment_engines.conformance.rogues:NAME`.

A chat rogue does what the last message says; see `Rogue.generate`. The parse rogue does what the file says; the embed rogue what
the text says; the OCR rogue what the picture says, as `blocks.drawn` draws it. Only ever run them in a worker.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal, NoReturn

import numpy as np
from numpy.typing import NDArray

from muniment_engines.api import (
    API_VERSION,
    About,
    Cancel,
    Chat,
    ChatRequest,
    Embed,
    EngineInfo,
    Kind,
    Named,
    Ocr,
    Page,
    Parse,
    ParseLimits,
    Pixels,
    Redact,
    Region,
    Seen,
    SeenLine,
    SeenWord,
    SettingValue,
    Space,
    TextDelta,
    TokenCount,
    Usage,
    Words,
)
from muniment_engines.conformance.blocks import PlainOcr
from muniment_engines.errors import DocumentError, MunimentError

_FOREVER = 3600.0


def crash() -> NoReturn:
    """End as native code does that goes wrong."""
    os.abort()


def vanish() -> NoReturn:
    """End as the system ends a process when memory runs out."""
    os.kill(os.getpid(), 9)
    raise AssertionError


def sleep() -> None:
    """Hang where an abort can get through."""
    time.sleep(_FOREVER)


def sleep_deep() -> None:
    """Hang in native code that holds Python's lock: nothing but the end of the process helps."""
    ctypes.PyDLL(None).sleep(int(_FOREVER))


def exhaust() -> None:
    """Take more memory than there is."""
    bytearray(1 << 50)


def chatter() -> None:
    """Print to everything that a frame could be mistaken for."""
    print("noise " * 1000, flush=True)
    os.write(1, b"noise " * 1000)
    sys.__stdout__.write("noise\n") if sys.__stdout__ else None
    print("noise " * 100_000, file=sys.stderr, flush=True)


def mistake() -> NoReturn:
    raise ValueError("the secret text of a document")


def leave() -> NoReturn:
    sys.exit("the secret text of a document")


def refuse() -> NoReturn:
    raise MunimentError("This cannot be done here; do it elsewhere.")


ACTS: Mapping[str, Callable[[], object]] = {
    act.__name__: act for act in (crash, vanish, sleep, sleep_deep, exhaust, chatter, mistake, leave, refuse)
}


def reach(where: str) -> None:
    """Try every way out that there is. `where` is JSON of `selftest.way.Targets`; what is refused is taken without a word."""
    from muniment_engines.selftest import ways_files, ways_local, ways_network
    from muniment_engines.selftest.way import Targets

    for way in (*ways_network.WAYS, *ways_local.WAYS, *ways_files.WAYS):
        with suppress(Exception):
            way.do(Targets(**json.loads(where)))


def perform(what: str) -> None:
    """Do what the first word of `what` names; nothing, where it names nothing. "reach" is followed by where to."""
    name, _, rest = what.strip().partition(" ")
    if name == "reach":
        reach(rest)
    act = ACTS.get(name)
    if act is not None:
        act()


class Rogue:
    """A chat engine. "flood" writes without end and without a look at `cancel`; "wrong" yields what is no piece."""

    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        what = request.messages[-1].content
        yield TextDelta("begun")
        perform(what)
        if what == "wrong":
            yield "wrong"  # type: ignore[misc]
        while what == "flood":
            yield TextDelta("flood " * 100)
        yield TextDelta(" done")
        yield Usage(1, 2)

    def count_tokens(self, text: str) -> TokenCount:
        perform(text)
        return TokenCount(len(text), exact=False)


class RogueEmbed:
    """ "nan" and "short" return vectors that are none."""

    space = Space("rogue", "1", 4)

    def encode(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        for text in texts:
            perform(text)
        if "nan" in texts:
            return np.full((len(texts), 4), np.nan, np.float32)
        return np.ones((len(texts), 3 if "short" in texts else 4), np.float32)


class RogueParse:
    """The first line is done at opening, the second at the second page, the third when drawing. "spans" lies about words."""

    def open(self, data: memoryview, media_type: str, limits: ParseLimits, password: str | None = None) -> RogueDocument:
        lines = [*bytes(data).decode().split("\n"), "", "", ""]
        perform(lines[0])
        if media_type != "text/plain":
            raise DocumentError("not supported", "Only rogues are read here; choose another.")
        return RogueDocument(lines)


class RogueDocument:
    about = About("rogue", 3)

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def pages(self, cancel: Cancel) -> Iterator[Page]:
        for index in range(3):
            if index == 1:
                perform(self._lines[1])
            spans = np.array([[5, 900]], np.int32) if self._lines[1] == "spans" else np.zeros((1, 2), np.int32)
            yield Page(index, str(index), "a page", Words(spans, np.zeros((1, 4), np.int16)))

    def render(self, index: int, scale: float, region: Region | None = None) -> Pixels:
        perform(self._lines[2])
        return Pixels(np.zeros((1000, round(1000 * scale), 4), np.uint8))

    def close(self) -> None: ...


class RogueOcr:
    """ "outside" sees a word beyond the picture, "sure" is more than certain of one, "slanted" sees a picture turned by 45°."""

    def recognise(self, pixels: Pixels, cancel: Cancel) -> Seen:
        lines = PlainOcr().recognise(pixels, cancel).lines
        what = lines[0].words[0].text if lines else ""
        perform(what)
        height, width, _ = pixels.data.shape
        right = float(width + 9 if what == "outside" else width)
        line = SeenLine((SeenWord("word", (0.0, 0.0, right, float(height))),), 1.5 if what == "sure" else 1.0)
        return Seen((line,), 45 if what == "slanted" else 0)


class RogueRedact:
    """ "beyond" finds a name that goes on after the text, "sure" is more than certain of one, "fewer" leaves out a text."""

    def names(self, texts: Sequence[str], cancel: Cancel) -> list[tuple[Named, ...]]:
        what = texts[0]
        perform(what)
        name = Named(0, len(what) + (what == "beyond"), "person", 1.5 if what == "sure" else 1.0)
        return [(name,)] * (len(texts) - (what == "fewer"))


class _Engine:
    """What an entry point would name. `act` is done when it is opened, `says` is the kind that it claims to be."""

    def __init__(
        self, kind: Kind, made: Callable[[], Chat | Embed | Parse | Ocr | Redact], *, act: str = "", api: int = API_VERSION
    ) -> None:
        self._kind: Kind = kind
        self._made = made
        self._act = act
        self._api = api

    def describe(self) -> EngineInfo:
        return EngineInfo(self._api, self._kind, "rogue")

    def open(self, settings: Mapping[str, SettingValue], private_folder: Path) -> Chat | Embed | Parse | Ocr | Redact:
        perform(self._act or str(settings.get("act", "")))
        return self._made()


chat = _Engine("chat", Rogue)
embed = _Engine("embed", RogueEmbed)
parse = _Engine("parse", RogueParse)
ocr = _Engine("ocr", RogueOcr)
redact = _Engine("redact", RogueRedact)
from_the_future = _Engine("chat", Rogue, api=API_VERSION + 7)
