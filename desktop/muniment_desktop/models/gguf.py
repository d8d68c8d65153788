"""The head of a GGUF file, read far enough to know what it is and whether all of it is there.

A file that was cut short still has its head, so where each tensor ends is compared with the file's size.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from muniment_engines.errors import ModelInvalid

_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_TEXT, _LIST = 8, 9
_MOST = 1 << 24  # of anything that is counted: more than any model has

_BLOCKS = {  # tensor type: values in a block, bytes of a block
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 36), 10: (256, 84),
    11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292), 16: (256, 66), 17: (256, 74),
    18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2),
    26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip

Value = str | int | float | bool | None


@dataclass(frozen=True)
class GgufHead:
    """What the file says of itself. Lists (the vocabulary) are left out of `values`."""

    values: dict[str, Value]

    @property
    def architecture(self) -> str:
        return str(self.values.get("general.architecture", ""))

    @property
    def is_adapter(self) -> bool:
        return self.values.get("general.type") == "adapter"

    @property
    def context(self) -> int:
        found = self.values.get(f"{self.architecture}.context_length", 0)
        return found if isinstance(found, int) else 0


def read(path: Path) -> GgufHead:
    """Check the whole head and that every tensor is there. Raises `ModelInvalid`."""
    with _opened(path) as reader:
        tensors, count = reader.count(), reader.count()
        values = {reader.text(): reader.value() for _ in range(count)}
        ends = [_tensor_end(reader) for _ in range(tensors)]
        alignment = values.get("general.alignment", 32)
        if not isinstance(alignment, int) or alignment < 1:
            raise ValueError
        start = -(-reader.position // alignment) * alignment
        if start + max(ends, default=0) > reader.size:
            raise EOFError
    return GgufHead(values)


def glance(path: Path) -> GgufHead:
    """What the file says of itself before its vocabulary, which is the long part. Raises `ModelInvalid`."""
    values: dict[str, Value] = {}
    with _opened(path) as reader:
        _, count = reader.count(), reader.count()
        for _ in range(count):
            name = reader.text()
            if name.startswith("tokenizer."):
                break
            values[name] = reader.value()
    return GgufHead(values)


@contextmanager
def _opened(path: Path) -> Iterator[_Reader]:
    """A reader behind the magic and the version; what goes wrong while it is read becomes `ModelInvalid`."""
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise ModelInvalid(f"“{path.name}” is not a GGUF model; choose a file that ends in .gguf.")
        reader = _Reader(file, os.fstat(file.fileno()).st_size)
        try:
            if reader.number("I") not in (2, 3):
                raise ValueError
            yield reader
        except (struct.error, EOFError, ValueError, KeyError) as error:
            raise ModelInvalid(f"“{path.name}” is cut short or damaged; fetch or copy it again.") from error


def _tensor_end(reader: _Reader) -> int:
    reader.text()
    elements = 1
    for _ in range(min(int(reader.number("I")), 8)):
        elements *= int(reader.number("Q"))
    block, size = _BLOCKS.get(int(reader.number("I")), (1, 0))  # of a type that is newer than this, only the start is checked
    return int(reader.number("Q")) + elements // block * size


class _Reader:
    """Numbers and texts, little-endian, never past the file's end."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self.size = size

    @property
    def position(self) -> int:
        return self._file.tell()

    def number(self, kind: str) -> int | float | bool:
        (value,) = struct.unpack(f"<{kind}", self._file.read(struct.calcsize(f"<{kind}")))
        return value  # type: ignore[no-any-return]

    def count(self) -> int:
        value = int(self.number("Q"))
        if value > _MOST:
            raise ValueError
        return value

    def text(self) -> str:
        return self._bytes().decode("utf-8", "replace")

    def value(self) -> Value:
        return self._value(int(self.number("I")))

    def _value(self, kind: int) -> Value:
        if kind == _TEXT:
            return self.text()
        if kind == _LIST:
            self._skip_list()
            return None
        return self.number(_SCALARS[kind])

    def _bytes(self) -> bytes:
        length = self.count()
        content = self._file.read(length)
        if len(content) != length:
            raise EOFError
        return content

    def _skip_list(self) -> None:
        kind, count = int(self.number("I")), self.count()
        if kind in (_TEXT, _LIST):
            for _ in range(count):
                self._value(kind)
            return
        self._file.seek(count * struct.calcsize(f"<{_SCALARS[kind]}"), os.SEEK_CUR)
        if self.position > self.size:
            raise EOFError
