"""Engines that turn a file into pages, and draw a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from muniment_engines.api.cancel import Cancel
from muniment_engines.errors import DocumentError


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
