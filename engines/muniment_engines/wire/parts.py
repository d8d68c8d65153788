"""Parts: the named pieces of bytes that go with a message, each in as many attachments as it needs.

The header's `parts` lists each name with its number of attachments. Texts are UTF-8, lone surrogates included, because a
document may hold them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muniment_engines.frames import MAX_ATTACHMENT, Frame, ProtocolError

Buffer = bytes | bytearray | memoryview
Parts = Mapping[str, Buffer]


def pack(header: Mapping[str, Any], parts: Parts) -> tuple[dict[str, Any], list[memoryview]]:
    """The header with its list of parts, and the attachments."""
    if not parts:
        return dict(header), []
    chunks = {name: _chunks(part) for name, part in parts.items()}
    listed = [[name, len(pieces)] for name, pieces in chunks.items()]
    return {**header, "parts": listed}, [piece for pieces in chunks.values() for piece in pieces]


def unpack(frame: Frame) -> dict[str, Buffer]:
    """The parts of a frame by name."""
    with decoding():
        parts: dict[str, Buffer] = {}
        attachments = iter(frame.attachments)
        for name, count in frame.header.get("parts", ()):
            pieces = [next(attachments) for _ in range(count)]
            parts[str(name)] = pieces[0] if count == 1 else b"".join(pieces)
        return parts


@contextmanager
def decoding() -> Iterator[None]:
    """Turn whatever a wrong message makes go wrong into a `ProtocolError`."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError, StopIteration) as error:
        raise ProtocolError(f"A message is not as it should be ({type(error).__name__}).") from None


def text_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def text_of(data: Buffer) -> str:
    return str(data, "utf-8", "surrogatepass")


def pack_texts(texts: Sequence[str], name: str = "texts") -> dict[str, Buffer]:
    """Many texts as two parts: all of them joined, and the length of each in bytes."""
    pieces = [text_bytes(text) for text in texts]
    return {name: b"".join(pieces), f"{name} lengths": np.array([len(p) for p in pieces], "<i4").tobytes()}


def unpack_texts(parts: Parts, name: str = "texts") -> list[str]:
    with decoding():
        joined, ends = memoryview(parts[name]), np.cumsum(np.frombuffer(parts[f"{name} lengths"], "<i4"), dtype=np.int64)
        if len(joined) != (int(ends[-1]) if len(ends) else 0):
            raise ValueError
        starts = [0, *ends[:-1].tolist()]
        return [text_of(joined[start:end]) for start, end in zip(starts, ends.tolist(), strict=False)]


def array_bytes(array: NDArray[Any], dtype: str) -> memoryview:
    """An array's bytes, row by row, as `dtype`."""
    contiguous = np.ascontiguousarray(array, dtype)
    return contiguous.reshape(-1).view(np.uint8).data


def array_of(data: Buffer, dtype: str, columns: int) -> NDArray[Any]:
    """`data` as rows of `columns`. Raises `ValueError` where it is no whole number of rows."""
    return np.frombuffer(data, dtype).reshape(-1, columns)


def _chunks(part: Buffer) -> list[memoryview]:
    view = memoryview(part)
    return [view[at : at + MAX_ATTACHMENT] for at in range(0, max(1, view.nbytes), MAX_ATTACHMENT)]
