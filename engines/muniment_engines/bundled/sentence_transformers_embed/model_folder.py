"""Looks at a model's folder before any library does, so that what is wrong with it can be said in one sentence.

Only weights in safetensors files are taken: other formats are pickles, and a pickle is a program. The file's header says how
long its data must be, which shows a download that was cut short; the digest of the weights names the space of the vectors.
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from pathlib import Path

from muniment_engines.errors import ModelInvalid

NEEDED = ("modules.json", "config.json")
LONGEST_HEADER = 100_000_000
DIGEST_CHARACTERS = 16


@dataclass(frozen=True)
class ModelFolder:
    """A folder that holds a whole model. `weights` are its safetensors files, those of its later modules included."""

    path: Path
    weights: tuple[Path, ...]

    @property
    def name(self) -> str:
        return self.path.resolve().name

    @property
    def bytes(self) -> int:
        return sum(file.stat().st_size for file in self.weights)

    def revision(self) -> str:
        """The first characters of the SHA-256 of the weights; of all files' bytes in order where there are several."""
        digest = hashlib.sha256()
        for file in self.weights:
            with file.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
        return digest.hexdigest()[:DIGEST_CHARACTERS]


def inspect(path: Path) -> ModelFolder:
    """Find the weights in a model's folder and make sure that they are whole.

    Raises `ModelInvalid` with the sentence for the person.
    """
    if not path.is_dir():
        raise ModelInvalid(f"The embedding model “{path.name}” is not there; get it again or choose another.")
    missing = [name for name in NEEDED if not _exists(path, name)]
    if missing:
        raise ModelInvalid(f"“{path.name}” is no sentence-transformers model ({missing[0]} is missing); choose another.")
    weights = tuple(sorted([*path.glob("*.safetensors"), *path.glob("[0-9]*_*/*.safetensors")]))
    if not weights:
        raise ModelInvalid(f"“{path.name}” has no weights in a safetensors file; get the model again or choose another.")
    for file in weights:
        _require_whole(file)
    return ModelFolder(path, weights)


def _exists(path: Path, name: str) -> bool:
    """Older models keep their first module, with its config, in a folder of its own."""
    return (path / name).is_file() or any(path.glob(f"0_*/{name}"))


def _require_whole(file: Path) -> None:
    try:
        expected = _expected_bytes(file)
    except (ValueError, OSError, struct.error, KeyError, TypeError, AttributeError, RecursionError):
        raise ModelInvalid(f"“{file.name}” of the model “{file.parent.name}” is damaged; get the model again.") from None
    if file.stat().st_size < expected:
        raise ModelInvalid(f"“{file.name}” of the model “{file.parent.name}” is cut short; get the model again.")


def _expected_bytes(file: Path) -> int:
    """A safetensors file: the header's length, the header (JSON: where each tensor lies), the data."""
    with file.open("rb") as stream:
        (length,) = struct.unpack("<Q", stream.read(8))
        if length > LONGEST_HEADER:
            raise ValueError("header too long")
        header = json.loads(stream.read(length))
    ends = [int(tensor["data_offsets"][1]) for name, tensor in header.items() if name != "__metadata__"]
    return 8 + int(length) + max(ends, default=0)
