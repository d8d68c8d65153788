"""The engine protocol: everything that an engine's author needs to know, in one file.

An engine is a module (or an object) with two functions, found by an entry point of the group that its kind names
(`ENTRY_POINT_GROUPS`). The host first calls `describe()`, which answers without loading anything heavy; then, for each way in
which the person has set the engine up, `open(settings, private_folder)`. What `open` returns speaks the protocol of its kind:
`Chat`, `Embed` or `Parse`. All calls are synchronous and come one at a time; the process has no network and sees no
files but the program's own, its model and its private folder.

The protocol's version is part of the entry point's group, so that an engine of another version is never imported.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from muniment_engines.errors import DocumentError

API_VERSION = 0
"""Provisional until other people's engines have lived on it."""

Kind = Literal["chat", "embed", "parse", "ocr"]

ENTRY_POINT_GROUPS: Mapping[Kind, str] = {
    "chat": f"muniment.chat.v{API_VERSION}",
    "embed": f"muniment.embed.v{API_VERSION}",
    "parse": f"muniment.parse.v{API_VERSION}",
    "ocr": f"muniment.ocr.v{API_VERSION}",
}

SettingValue = str | int | float | bool | None


class Cancelled(Exception):
    """Somebody asked to stop. Neither an error of the person's nor a defect."""


class Cancel:
    """A request to stop, shared between whoever asks and whoever works. Thread-safe, and set once for good."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []

    @property
    def requested(self) -> bool:
        return self._event.is_set()

    def request(self) -> None:
        """Ask to stop; runs the callbacks, once, on this thread."""
        with self._lock:
            if self._event.is_set():
                return
            self._event.set()
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def when_requested(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Run `callback` on request, at once where that has already come. Returns a function that takes it back."""
        with self._lock:
            if not self._event.is_set():
                self._callbacks.append(callback)
                return lambda: self._forget(callback)
        callback()
        return lambda: None

    def check(self) -> None:
        """Raise `Cancelled` where a stop was asked for."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> bool:
        """Sleep for at most `seconds`; true where a stop was asked for."""
        return self._event.wait(seconds)

    def _forget(self, callback: Callable[[], None]) -> None:
        with self._lock:
            if callback in self._callbacks:
                self._callbacks.remove(callback)


@dataclass(frozen=True)
class Setting:
    """One thing that a person can set for an engine. `secret` values never reach the engine's process."""

    name: str
    type: Literal["text", "integer", "number", "flag", "path"]
    description: str
    default: SettingValue = None
    required: bool = False
    secret: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Permissions:
    """What an engine wants beyond processor and memory. `hosts` are reached by the courier, never by the engine."""

    hosts: tuple[str, ...] = ()
    gpu: bool = False


@dataclass(frozen=True)
class EngineInfo:
    """What an engine says of itself before it is opened. `media_types` is for engines that parse."""

    api: int
    kind: Kind
    name: str
    version: str = "0"
    models: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    permissions: Permissions = field(default_factory=Permissions)
    max_parallel: int = 1
    media_types: tuple[str, ...] = ()


class EngineModule(Protocol):
    """What an entry point names."""

    def describe(self) -> EngineInfo:
        """Answer within a second, without loading a model or a heavy library."""
        ...

    def open(self, settings: Mapping[str, SettingValue], private_folder: Path) -> Chat | Embed | Parse | Ocr:
        """Load what is needed. `private_folder` is the only one that may be written to.

        Raises `muniment_engines.errors.EngineError` with a sentence that says what to do.
        """
        ...


# ── chat ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Message:
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class ChatRequest:
    """What to write. `schema` is a JSON schema that the text must follow, for engines that can hold it."""

    messages: tuple[Message, ...]
    max_tokens: int = 256
    stop: tuple[str, ...] = ()
    seed: int = 0
    temperature: float = 0.0
    schema: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class TextDelta:
    """The next piece of a text that is being written."""

    text: str


@dataclass(frozen=True)
class Usage:
    """What a reply cost; the last thing that `generate` yields. `cached_tokens` of the prompt were not read again."""

    prompt_tokens: int
    generated_tokens: int
    cached_tokens: int = 0
    prompt_seconds: float = 0.0
    generate_seconds: float = 0.0
    ended: Literal["end", "stop", "length", "cancelled"] = "end"


@dataclass(frozen=True)
class TokenCount:
    """How many tokens a text is; `exact` is false for an estimate."""

    value: int
    exact: bool


@runtime_checkable
class Chat(Protocol):
    """Writes text."""

    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        """Yield pieces as they are written, then one `Usage`. Ends soon after `cancel` is requested."""
        ...

    def count_tokens(self, text: str) -> TokenCount: ...


# ── embed ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Space:
    """Where a vector belongs. Vectors of two spaces never meet."""

    model: str
    revision: str
    dimension: int
    normalised: bool = True

    @property
    def identifier(self) -> str:
        return f"{self.model}@{self.revision}/{self.dimension}{'n' if self.normalised else ''}"


@runtime_checkable
class Embed(Protocol):
    """Turns text into vectors."""

    @property
    def space(self) -> Space: ...

    def encode(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        """float32[n, d], one row a text, in the order given. n may be 0."""
        ...


# ── parse ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class ParseLimits:
    """Bounds on one file. The host ends a worker that does not keep them.

    `unpacked_bytes` is for everything that a compressed file holds, its members and its own parts together.
    """

    seconds_per_page: float = 30.0
    seconds: float = 600.0
    pages: int = 20_000
    characters_per_page: int = 2_000_000
    pixels: int = 40_000_000
    members: int = 2_000
    unpacked_bytes: int = 1_000_000_000


@dataclass(frozen=True, eq=False)
class Words:
    """Where the words of a page stand.

    `spans` is int32[n, 2]: start and end in code points of the page's text. `boxes` is int16[n, 4]: left, top, right and
    bottom in quarter points times the page's `factor`, from the top left of the page as displayed. A word that is broken over
    two lines has a row for each part.
    """

    spans: NDArray[np.int32]
    boxes: NDArray[np.int16]

    @staticmethod
    def none() -> Words:
        return Words(np.zeros((0, 2), np.int32), np.zeros((0, 4), np.int16))


@dataclass(frozen=True, eq=False)
class Page:
    """One page (or section, sheet, slide) as it was read. `width` and `height` are points; `factor` scales its boxes.

    `scanned` says that what is to be read on it is a picture: an OCR engine is asked what it says. `label` is what is printed on
    it, or what its place is called; `bates` the number in its margins under which courts know it.

    `hidden` is start and end, in its text, of what a person cannot see on it: white, tiny, beyond its edge. `lines` is for pages
    whose lines are numbered in the margin, as in transcripts: where a line begins in the text, and its number, which is not in
    the text. `headings` is start, end and level (from 1) of the headings that are known by how they are set.
    """

    index: int
    label: str
    text: str
    words: Words
    width: float = 0.0
    height: float = 0.0
    factor: float = 1.0
    notes: tuple[str, ...] = ()
    scanned: bool = False
    bates: str = ""
    hidden: tuple[tuple[int, int], ...] = ()
    lines: tuple[tuple[int, int], ...] = ()
    headings: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class Heading:
    """An entry of a document's outline. `level` counts from 1."""

    title: str
    page_index: int
    level: int = 1


@dataclass(frozen=True)
class About:
    """What a document says of itself. `notes` are findings in plain words ("repaired while reading")."""

    title: str
    page_count: int
    outline: tuple[Heading, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Member:
    """A file in a file: an attachment, or what an archive holds. `name` may have folders, separated by "/".

    `refused` says why there are no bytes.
    """

    name: str
    data: bytes = b""
    refused: DocumentError | None = None


@dataclass(frozen=True, eq=False)
class Pixels:
    """A drawn page: uint8[height, width, 4], RGBA, not premultiplied."""

    data: NDArray[np.uint8]


Region = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the top left of the page as displayed."""


class Opened(Protocol):
    """One open document."""

    @property
    def about(self) -> About: ...

    def pages(self, cancel: Cancel) -> Iterator[Page]:
        """Every page in order. A page that cannot be read is yielded with empty text and a note that says why."""
        ...

    def render(self, index: int, scale: float, region: Region | None = None) -> Pixels:
        """Draw a page; `scale` is pixels per point.

        Raises `DocumentError` for a page that does not exist or more pixels than the limits allow.
        """
        ...

    def close(self) -> None: ...


@runtime_checkable
class Container(Opened, Protocol):
    """An open document that may hold other files."""

    def members(self, cancel: Cancel) -> Iterator[Member]:
        """The files in it, one after the other, so that never more than one is in memory. Asked for after the pages.

        A file that cannot be had (a password that nobody gave, more than the limits allow) comes as a `DocumentError` in the
        place of its bytes, and the others come nevertheless.
        """
        ...


@runtime_checkable
class Parse(Protocol):
    """Turns a file into pages, and draws a page."""

    def open(self, data: memoryview, media_type: str, limits: ParseLimits, password: str | None = None) -> Opened:
        """`data` is read-only and stays valid until the document is closed.

        Raises `muniment_engines.errors.DocumentError` whose `state` says what is wrong.
        """
        ...


# ── ocr ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class SeenWord:
    """A word in a picture; its box is left, top, right, bottom in pixels of the picture as it was given."""

    text: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class SeenLine:
    """Words that follow each other on one line. `confidence` is between 0 and 1."""

    words: tuple[SeenWord, ...]
    confidence: float


@dataclass(frozen=True)
class Seen:
    """What a picture says, in the order in which a person reads it.

    `turned` is by how many degrees, clockwise (0, 90, 180 or 270), the writing stands turned in the picture.
    """

    lines: tuple[SeenLine, ...]
    turned: int = 0


@runtime_checkable
class Ocr(Protocol):
    """Reads pictures."""

    def recognise(self, pixels: Pixels, cancel: Cancel) -> Seen:
        """The lines of a picture, of which there may be none. Raises `Cancelled`."""
        ...
