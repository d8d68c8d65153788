"""Reads the head of a GGUF file, and makes sure that the file is whole, before llama.cpp maps it into memory.

A GGUF file is: the word GGUF, a version, how many tensors and how many facts; the facts (named, typed); for each tensor its
name, shape, type and place; then the tensors' data. llama.cpp believes what the head says, and a file that ends too soon can
end its process. So: read the facts that are needed, add up where the last tensor ends, and compare with the file's length.
"""

from __future__ import annotations

import math
import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from muniment_engines.bundled.llama_cpp_chat.gguf_types import ARRAY, BLOCKS, NUMBERS, STRING
from muniment_engines.errors import ModelInvalid

Fact = str | int | float | bool | tuple[int | float | bool, ...]

MAGIC = b"GGUF"
VERSIONS = (2, 3)
DEFAULT_ALIGNMENT = 32
MOST_DIMENSIONS = 8
NOT_CHAT = ("bert", "clip", "t5", "encoder", "whisper")
"""Words in the names of architectures that embed, see, hear, or translate with an encoder of their own."""
LONGEST_KEPT_ARRAY = 4096
"""Longer arrays are vocabularies; nothing here asks for them."""


class _Malformed(Exception):
    """The bytes are no GGUF head."""


@dataclass(frozen=True)
class GgufFile:
    """What the head of a GGUF file says. `facts` leaves out long arrays and arrays of words."""

    path: Path
    bytes: int
    facts: Mapping[str, Fact]

    @property
    def architecture(self) -> str:
        return str(self.facts.get("general.architecture", ""))

    @property
    def type(self) -> str:
        """ "model", "adapter", "mmproj" …; older files do not say, and are models."""
        return str(self.facts.get("general.type", "model"))

    def number(self, name: str, default: int = 0) -> int:
        """A fact of the architecture, such as `block_count`; the largest, where it has one for each layer."""
        value = self.facts.get(f"{self.architecture}.{name}", default)
        if isinstance(value, tuple):
            value = max(value, default=default)
        return default if isinstance(value, str) else int(value)


def read(path: Path) -> GgufFile:
    """Read the head and make sure that the whole file is there.

    Raises `ModelInvalid` for a file that is missing, of another kind, damaged or cut short.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            if stream.read(4) != MAGIC:
                raise ModelInvalid(f"“{path.name}” is not a model that llama.cpp can read; choose a GGUF file.")
            with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
                facts, end = _Head(data).read()
    except FileNotFoundError:
        raise ModelInvalid(f"The model file “{path.name}” is not there; get the model again or choose another.") from None
    except OSError:
        raise ModelInvalid(f"The model file “{path.name}” cannot be opened; check that you may read it.") from None
    except (_Malformed, struct.error, IndexError, OverflowError):
        raise ModelInvalid(f"The model file “{path.name}” is damaged or cut short; get the model again.") from None
    if size < end:
        raise ModelInvalid(
            f"The model file “{path.name}” is cut short ({size / 1e6:.0f} of {end / 1e6:.0f} MB are there); get the model again."
        )
    return GgufFile(path, size, facts)


def require_chat_model(file: GgufFile) -> None:
    """Raise `ModelInvalid` for a file that holds something else than a model that writes text."""
    if file.type != "model":
        raise ModelInvalid(f"“{file.path.name}” is no model but a part of one ({file.type}); choose the model itself.")
    if not file.number("block_count") or any(word in file.architecture for word in NOT_CHAT):
        raise ModelInvalid(f"“{file.path.name}” is a model that does not write text; choose a chat model.")


def require_adapter(file: GgufFile) -> None:
    """Raise `ModelInvalid` for a file that is no LoRA adapter."""
    if file.type != "adapter":
        raise ModelInvalid(f"“{file.path.name}” is no LoRA adapter; choose another file, or none.")


class _Head:
    """A cursor over the head. Reading beyond the data raises `struct.error`."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._at = len(MAGIC)

    def read(self) -> tuple[dict[str, Fact], int]:
        """The facts, and where the last tensor ends in the file."""
        if self._number("I") not in VERSIONS:
            raise _Malformed("version")
        tensors, count = self._number("Q"), self._number("Q")
        facts: dict[str, Fact] = {}
        for _ in range(count):
            name = self._text()
            value = self._value(self._number("I"))
            if value is not None:
                facts[name] = value
        ends = [self._tensor_end() for _ in range(tensors)]
        return facts, self._aligned(facts) + max(ends, default=0)

    def _aligned(self, facts: Mapping[str, Fact]) -> int:
        alignment = facts.get("general.alignment", DEFAULT_ALIGNMENT)
        if not isinstance(alignment, int) or alignment <= 0:
            raise _Malformed("alignment")
        return -(-self._at // alignment) * alignment

    def _tensor_end(self) -> int:
        """Where a tensor ends, counted from the start of the data. Of an unknown type, where it begins."""
        self._text()
        dimensions = self._number("I")
        if dimensions > MOST_DIMENSIONS:
            raise _Malformed("dimensions")
        elements = math.prod(self._number("Q") for _ in range(dimensions))
        kind, offset = self._number("I"), self._number("Q")
        per_block, block_bytes = BLOCKS.get(kind, (1, 0))
        return offset + -(-elements // per_block) * block_bytes

    def _value(self, kind: int) -> Fact | None:
        if kind == STRING:
            return self._text()
        if kind == ARRAY:
            return self._array()
        if kind not in NUMBERS:
            raise _Malformed("type")
        return self._number(NUMBERS[kind])

    def _array(self) -> tuple[int | float | bool, ...] | None:
        kind, length = self._number("I"), self._number("Q")
        if kind == STRING:
            for _ in range(length):
                self._skip(self._number("Q"))
            return None
        if kind not in NUMBERS:
            raise _Malformed("array of arrays")
        if length > LONGEST_KEPT_ARRAY:
            self._skip(length * struct.calcsize(NUMBERS[kind]))
            return None
        return tuple(self._number(NUMBERS[kind]) for _ in range(length))

    def _text(self) -> str:
        length = self._number("Q")
        start = self._at
        self._skip(length)
        return self._data[start : self._at].decode("utf-8", "replace")

    def _number(self, form: str) -> int:
        (value,) = struct.unpack_from("<" + form, self._data, self._at)
        self._at += struct.calcsize(form)
        return value  # type: ignore[no-any-return]

    def _skip(self, count: int) -> None:
        self._at += count
        if self._at > len(self._data):
            raise _Malformed("end")
