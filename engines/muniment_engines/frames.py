"""Frames: what two processes of Muniment say to each other, a small JSON object and raw attachments.

On the wire a frame is a prefix (mark, the header's length, the numbers of attachments and of descriptors), the attachments'
lengths, the header and the attachments, one after the other, little endian. Descriptors travel beside the prefix. Nothing is
pickled. `Decoder` does no input or output: it names the memory where the next bytes belong and is told how many have come.
"""

from __future__ import annotations

import json
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

MAX_HEADER = 256 * 1024
"""Bytes of JSON in one frame."""
MAX_ATTACHMENT = 8 * 1024 * 1024
"""Bytes of one attachment."""
MAX_ATTACHMENTS = 8
MAX_DESCRIPTORS = 4

_MARK = b"MuF0"
_PREFIX = struct.Struct("<4sIHH")
_LENGTH = struct.Struct("<I")


class ProtocolError(Exception):
    """The other side, or this one, broke the rules of frames. Never holds anything of a frame's content."""


class Frame:
    """One frame as it was received. `descriptors` belong to whoever takes the frame."""

    __slots__ = ("attachments", "descriptors", "header")

    def __init__(
        self, header: dict[str, Any], attachments: tuple[bytearray, ...] = (), descriptors: tuple[int, ...] = ()
    ) -> None:
        self.header = header
        self.attachments = attachments
        self.descriptors = descriptors


def encode(
    header: Mapping[str, Any], attachments: Sequence[bytes | bytearray | memoryview] = (), descriptors: int = 0
) -> list[memoryview]:
    """The bytes of a frame, in pieces; attachments are not copied.

    Raises `ProtocolError` for what is over a limit or is not JSON.
    """
    views = [memoryview(a).cast("B") if len(a) else memoryview(b"") for a in attachments]
    if len(views) > MAX_ATTACHMENTS or any(v.nbytes > MAX_ATTACHMENT for v in views) or descriptors > MAX_DESCRIPTORS:
        raise ProtocolError("A frame has too many or too large attachments.")
    text = _to_json(header)
    lengths = b"".join(_LENGTH.pack(v.nbytes) for v in views)
    start = _PREFIX.pack(_MARK, len(text), len(views), descriptors) + lengths + text
    return [memoryview(start), *(v for v in views if v.nbytes)]


class Decoder:
    """Puts frames together from bytes that come in any portions.

    Fill `wanted()`, in part or whole, then call `received(count)`, which returns a frame when one is complete. Descriptors are
    added to `descriptors` when they come. After a `ProtocolError` a decoder is of no more use.
    """

    def __init__(self) -> None:
        self.descriptors: list[int] = []
        self._steps = self._read()
        self._begin(next(self._steps))

    @property
    def between_frames(self) -> bool:
        return self._filled == 0 and self._first

    def wanted(self) -> memoryview:
        """Where the next bytes belong; never empty."""
        return memoryview(self._part)[self._filled :]

    def received(self, count: int) -> Frame | None:
        """Take note that `count` bytes were filled in."""
        self._filled += count
        if self._filled < len(self._part):
            return None
        step = next(self._steps)
        if isinstance(step, Frame):
            self._begin(next(self._steps))
            return step
        self._begin(step, first=False)
        return None

    def _begin(self, part: bytearray | Frame, *, first: bool = True) -> None:
        assert isinstance(part, bytearray)
        self._part, self._filled, self._first = part, 0, first

    def _read(self) -> Iterator[bytearray | Frame]:
        """Yield each piece of memory that must be filled, and after the last of a frame the frame."""
        while True:
            prefix = bytearray(_PREFIX.size)
            yield prefix
            header_size, attachments, descriptors = _check_prefix(prefix)
            lengths = bytearray(attachments * _LENGTH.size)
            if lengths:
                yield lengths
            sizes = _check_lengths(lengths)
            header = bytearray(header_size)
            yield header
            content = _from_json(header)
            parts = []
            for size in sizes:
                part = bytearray(size)
                if part:
                    yield part
                parts.append(part)
            yield Frame(content, tuple(parts), self._take_descriptors(descriptors))

    def _take_descriptors(self, expected: int) -> tuple[int, ...]:
        if len(self.descriptors) != expected:
            raise ProtocolError("A frame came with other descriptors than it states.")
        taken = tuple(self.descriptors)
        self.descriptors.clear()
        return taken


def _check_prefix(prefix: bytearray) -> tuple[int, int, int]:
    mark, header, attachments, descriptors = _PREFIX.unpack(prefix)
    if mark != _MARK or not 2 <= header <= MAX_HEADER or attachments > MAX_ATTACHMENTS or descriptors > MAX_DESCRIPTORS:
        raise ProtocolError("This is not a frame, or one over the limits.")
    return header, attachments, descriptors


def _check_lengths(lengths: bytearray) -> list[int]:
    sizes = [size for (size,) in _LENGTH.iter_unpack(lengths)]
    if any(size > MAX_ATTACHMENT for size in sizes):
        raise ProtocolError("A frame has an attachment over the limit.")
    return sizes


def _to_json(header: Mapping[str, Any]) -> bytes:
    try:
        text = json.dumps(header, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    except (TypeError, ValueError, RecursionError) as error:
        raise ProtocolError("A frame's header is not JSON.") from error
    if len(text) > MAX_HEADER:
        raise ProtocolError("A frame's header is over the limit.")
    return text


def _from_json(data: bytearray) -> dict[str, Any]:
    try:
        header = json.loads(str(data, "utf-8", "surrogatepass"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise ProtocolError("A frame's header is not JSON.") from None
    if not isinstance(header, dict):
        raise ProtocolError("A frame's header is not an object.")
    return header


def _refuse(_: str) -> None:
    raise ValueError
