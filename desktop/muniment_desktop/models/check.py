"""Whether a file or folder is a model that Muniment can use, and whether its bytes are the published ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from muniment_engines.bundled.llama_cpp_chat import gguf
from muniment_engines.errors import ModelInvalid

from .catalogue import ModelFile, Task

_PIECE = 4 << 20
_HEADER_AT_MOST = 100 << 20

NEEDED_IN_A_FOLDER = ("config.json", "modules.json")
KEPT_FROM_A_FOLDER = (".json", ".txt", ".model", ".safetensors")
"""Endings of what is copied: data. No program text, and no weights in a format that can run a program when it is read."""


def look_at(path: Path) -> Task:
    """Say what this model does, having made sure that it is whole. Raises `ModelInvalid` with what is wrong with it."""
    if path.is_dir():
        _look_at_folder(path)
        return "embed"
    if not path.is_file():
        raise ModelInvalid(f"There is no file or folder called “{path.name}” there.")
    gguf.require_chat_model(gguf.read(path))
    return "chat"


def glance_at(path: Path) -> Task | None:
    """What a model does that was looked at when it came here; none where this is something else. Takes no time."""
    if path.is_dir():
        return "embed" if all((path / name).is_file() for name in NEEDED_IN_A_FOLDER) else None
    with path.open("rb") as file:
        return "chat" if file.read(len(gguf.MAGIC)) == gguf.MAGIC else None


def safetensors(path: Path) -> None:
    """Check that a file of weights is whole. Raises `ModelInvalid`."""
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if length > min(size, _HEADER_AT_MOST):
                raise ValueError
            header = json.loads(file.read(length))
        ends = [tensor["data_offsets"][1] for name, tensor in header.items() if name != "__metadata__"]
        whole = 8 + length + max(ends) == size
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        whole = False
    if not whole:
        raise ModelInvalid(f"“{path.name}” is cut short, damaged or no file of weights; fetch or copy it again.")


def digest(path: Path, file: ModelFile) -> Iterator[int]:
    """Read all of `path`, yielding the bytes read so far. Raises `ModelInvalid` where it is not `file`'s bytes."""
    size = path.stat().st_size
    hashed = hashlib.sha256() if file.sha256 else hashlib.sha1(f"blob {size}\0".encode(), usedforsecurity=False)
    done = 0
    with path.open("rb") as source:
        while piece := source.read(_PIECE):
            hashed.update(piece)
            done += len(piece)
            yield done
    if hashed.hexdigest() != (file.sha256 or file.git):
        raise ModelInvalid("What came is not what the publisher's checksum says, so it was not kept; fetch it another way.")


def _look_at_folder(path: Path) -> None:
    missing = [name for name in NEEDED_IN_A_FOLDER if not (path / name).is_file()]
    weights = sorted(path.glob("*.safetensors"))
    if missing or not weights:
        raise ModelInvalid(
            f"“{path.name}” is no sentence-transformers model: such a folder holds {', '.join(NEEDED_IN_A_FOLDER)} and "
            "model.safetensors."
        )
    for file in weights:
        safetensors(file)
