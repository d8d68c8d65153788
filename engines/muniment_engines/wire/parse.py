"""Documents between processes: what is said of them, their pages, the files in them, and pixels in bands of whole rows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muniment_engines.api import About, Heading, Member, Page, ParseLimits, Pixels, Region, Words
from muniment_engines.errors import DocumentError
from muniment_engines.frames import MAX_ATTACHMENT, MAX_ATTACHMENTS
from muniment_engines.wire.errors import error_from_json, error_to_json
from muniment_engines.wire.parts import (
    Buffer,
    Parts,
    array_bytes,
    array_of,
    decoding,
    pack_texts,
    text_bytes,
    text_of,
    unpack_texts,
)

_LONGEST_LABEL = 200
_LONGEST_LINE = 2_000
_MOST_NOTES = 100
_MOST_FACTS = 500
_MOST_HEADINGS = 100_000
_MEMBER_PIECE = MAX_ATTACHMENT * (MAX_ATTACHMENTS - 1)
_MOST_PLACES = 100_000
_CHANNELS = 4


def limits_to_json(limits: ParseLimits) -> dict[str, Any]:
    return asdict(limits)


def limits_from_json(data: dict[str, Any]) -> ParseLimits:
    return ParseLimits(**data)


def about_to_wire(about: About) -> tuple[dict[str, Any], Parts]:
    outline = about.outline[:_MOST_HEADINGS]
    places = np.array([(h.page_index, h.level) for h in outline], "<i4").reshape(-1, 2)
    facts = [(str(k)[:_LONGEST_LINE], str(v)[:_LONGEST_LINE]) for k, v in list(about.metadata.items())[:_MOST_FACTS]]
    parts = {
        **pack_texts([h.title[:_LONGEST_LINE] for h in outline], "headings"),
        "places": array_bytes(places, "<i4"),
        **pack_texts([word for fact in facts for word in fact], "metadata"),
        **pack_texts(_lines(about.notes), "notes"),
    }
    return {"title": about.title[:_LONGEST_LINE], "page_count": about.page_count}, parts


def about_from_wire(fields: dict[str, Any], parts: Parts) -> About:
    with decoding():
        titles = unpack_texts(parts, "headings")
        places = array_of(parts["places"], "<i4", 2).tolist()
        outline = tuple(Heading(title, index, level) for title, (index, level) in zip(titles, places, strict=True))
        facts = unpack_texts(parts, "metadata")
        metadata = dict(zip(facts[::2], facts[1::2], strict=True))
        page_count = int(fields["page_count"])
        if page_count < 0 or any(heading.page_index < 0 for heading in outline):
            raise ValueError
        return About(str(fields["title"]), page_count, outline, metadata, tuple(unpack_texts(parts, "notes")))


def page_to_wire(page: Page) -> tuple[dict[str, Any], Parts]:
    fields = {
        "index": page.index,
        "label": page.label[:_LONGEST_LABEL],
        "width": float(page.width),
        "height": float(page.height),
        "factor": float(page.factor),
        "scanned": bool(page.scanned),
        "bates": page.bates[:_LONGEST_LABEL],
    }
    return fields, {
        "text": text_bytes(page.text),
        "spans": array_bytes(page.words.spans, "<i4"),
        "boxes": array_bytes(page.words.boxes, "<i2"),
        "hidden": array_bytes(np.array(page.hidden[:_MOST_PLACES], "<i4").reshape(-1, 2), "<i4"),
        "lines": array_bytes(np.array(page.lines[:_MOST_PLACES], "<i4").reshape(-1, 2), "<i4"),
        "headings": array_bytes(np.array(page.headings[:_MOST_PLACES], "<i4").reshape(-1, 3), "<i4"),
        **pack_texts(_lines(page.notes), "notes"),
    }


def page_from_wire(fields: dict[str, Any], parts: Parts) -> Page:
    with decoding():
        text = text_of(parts["text"])
        width, height, factor = sizes = [float(fields[name]) for name in ("width", "height", "factor")]
        index = fields["index"]
        if type(index) is not int or index < 0 or not all(math.isfinite(size) and size >= 0 for size in sizes):
            raise ValueError
        words = _words(array_of(parts["spans"], "<i4", 2), array_of(parts["boxes"], "<i2", 4), len(text))
        notes = tuple(unpack_texts(parts, "notes"))
        scanned, bates = bool(fields["scanned"]), str(fields["bates"])
        hidden = tuple((start, end) for start, end in array_of(parts["hidden"], "<i4", 2).tolist())
        lines = tuple((start, number) for start, number in array_of(parts["lines"], "<i4", 2).tolist())
        headings = tuple((start, end, level) for start, end, level in array_of(parts["headings"], "<i4", 3).tolist())
        spans = (*hidden, *((start, end) for start, end, _ in headings))
        if any(not 0 <= start <= end <= len(text) for start, end in spans) or any(level < 1 for _, _, level in headings):
            raise ValueError
        if any(not 0 <= start <= len(text) or number < 0 for start, number in lines):
            raise ValueError
        label = str(fields["label"])
        return Page(index, label, text, words, width, height, factor, notes, scanned, bates, hidden, lines, headings)


def member_to_wire(member: Member) -> Iterator[tuple[dict[str, Any], Parts]]:
    """A file in as many messages as it needs, of which all but the last say that there is more of it."""
    refused = None if member.refused is None else error_to_json(member.refused)
    fields = {"name": member.name[:_LONGEST_LINE], "refused": refused}
    data = memoryview(member.data)
    for at in range(0, len(data) or 1, _MEMBER_PIECE):
        yield {**fields, "more": at + _MEMBER_PIECE < len(data)}, {"data": data[at : at + _MEMBER_PIECE]}


class Gathering:
    """Puts files together on the host's side; of each, `most` bytes are taken."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pieces: list[Buffer] = []

    def add(self, fields: dict[str, Any], parts: Parts) -> Member | None:
        """The file, with its last piece."""
        with decoding():
            refused = None if fields["refused"] is None else error_from_json(fields["refused"])
            if refused is not None and not isinstance(refused, DocumentError):
                raise ValueError
            self._pieces.append(parts["data"])
            if sum(map(len, self._pieces)) > self._most:
                raise ValueError
            if fields["more"]:
                return None
            data, self._pieces = b"".join(self._pieces), []
            return Member(str(fields["name"]), data, refused)


def bands_to_wire(pixels: Pixels) -> Iterator[tuple[dict[str, Any], dict[str, Buffer]]]:
    """The picture from top to bottom, as many whole rows at a time as an attachment holds."""
    height, width, _ = pixels.data.shape
    rows = max(1, MAX_ATTACHMENT // max(1, width * _CHANNELS))
    for top in range(0, height, rows):
        band = pixels.data[top : top + rows]
        yield {"top": top, "height": height, "width": width}, {"rows": array_bytes(band, "u1")}


class Picture:
    """Puts bands together on the host's side; `most` pixels are taken."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._data: NDArray[np.uint8] = np.zeros((0, 0, _CHANNELS), np.uint8)
        self._filled = 0

    def add(self, fields: dict[str, Any], parts: Parts) -> None:
        with decoding():
            top, height, width = (int(fields[name]) for name in ("top", "height", "width"))
            if top == 0:
                if min(height, width) < 1 or height * width > self._most:
                    raise ValueError
                self._data = np.empty((height, width, _CHANNELS), np.uint8)
            if top != self._filled or (height, width) != self._data.shape[:2]:
                raise ValueError
            rows = array_of(parts["rows"], "u1", width * _CHANNELS).reshape(-1, width, _CHANNELS)
            if top + len(rows) > height:
                raise ValueError
            self._data[top : top + len(rows)] = rows
            self._filled += len(rows)

    def check_whole(self) -> None:
        with decoding():
            if self._filled != len(self._data) or not self._filled:
                raise ValueError

    @property
    def pixels(self) -> Pixels:
        return Pixels(self._data)


def region_from_json(data: list[float] | None) -> Region | None:
    if data is None:
        return None
    left, top, right, bottom = data
    return (left, top, right, bottom)


def _words(spans: NDArray[np.int32], boxes: NDArray[np.int16], length: int) -> Words:
    if len(spans) != len(boxes):
        raise ValueError
    if len(spans) and (spans.min() < 0 or spans.max() > length or bool((spans[:, 0] > spans[:, 1]).any())):
        raise ValueError
    return Words(spans, boxes)


def _lines(notes: tuple[str, ...]) -> list[str]:
    return [note[:_LONGEST_LINE] for note in notes[:_MOST_NOTES]]
