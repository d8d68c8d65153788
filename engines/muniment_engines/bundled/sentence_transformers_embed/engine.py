"""The engine itself: loads the model, then encodes.

Loading checks the folder and the memory, imports the libraries, loads the weights in the number format that this processor is
fastest with, and encodes one word, so that the first search does not pay for it. Encoding hands the texts to
sentence-transformers, which sorts them by length into batches and restores the order, and normalises the vectors in float32.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from muniment_engines.api import Space
from muniment_engines.bundled.machine import available_memory, give_back_memory, physical_cores
from muniment_engines.bundled.sentence_transformers_embed.libraries import Libraries, load_libraries
from muniment_engines.bundled.sentence_transformers_embed.model_folder import ModelFolder, inspect
from muniment_engines.errors import EngineError, ModelInvalid, NotEnoughMemory

LIBRARY_BYTES = 450_000_000
"""What torch and its company take in memory, with the room that a batch of texts needs."""

MANY = 64
"""After so many texts at once memory is given back: it takes milliseconds, which a question would notice."""


class SentenceTransformersEmbed:
    """An `Embed`. `model` is a `SentenceTransformer`."""

    def __init__(self, model: Any, name: str, revision: str, batch: int) -> None:
        self._model = model
        self._batch = batch
        dimension = self._encode(["word"], "query").shape[1]
        self._space = Space(name, revision, dimension)

    @property
    def space(self) -> Space:
        return self._space

    def encode(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        """float32[n, d], each row of length 1. A text beyond the model's window counts with its beginning."""
        if not texts:
            return np.zeros((0, self._space.dimension), np.float32)
        vectors = self._encode([_valid(text) for text in texts], role)
        if len(texts) >= MANY:
            give_back_memory()
        return vectors

    def _encode(self, texts: list[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        encode = self._model.encode_query if role == "query" else self._model.encode_document
        try:
            vectors = encode(texts, batch_size=self._batch, show_progress_bar=False, convert_to_numpy=True)
        except (MemoryError, RuntimeError) as error:
            raise _about_memory(error) from None
        return _normalised(np.asarray(vectors, np.float32))


def load(path: Path, *, threads: int, batch: int, private_folder: Path) -> SentenceTransformersEmbed:
    """Load the model in the folder `path`. `threads` 0 takes every core."""
    folder = inspect(path)
    _require_memory(folder)
    libraries = load_libraries(private_folder)
    libraries.torch.set_num_threads(threads or physical_cores())
    model = _load_model(folder, libraries)
    return SentenceTransformersEmbed(model, folder.name, folder.revision(), batch)


def _load_model(folder: ModelFolder, libraries: Libraries) -> Any:
    torch = libraries.torch
    dtype = torch.bfloat16 if _fast_bfloat16(torch) else torch.float32
    try:
        return libraries.sentence_transformers.SentenceTransformer(
            str(folder.path), device="cpu", local_files_only=True, model_kwargs={"dtype": dtype}
        )
    except MemoryError as error:
        raise _about_memory(error) from None
    except Exception:
        # Whatever a library says of a file that is no model of its kind; the folder itself has been found whole.
        raise ModelInvalid(
            f"sentence-transformers cannot open the model “{folder.name}”; get it again or choose another."
        ) from None


def _fast_bfloat16(torch: Any) -> bool:
    """Twice as fast where the processor has instructions for it, several times slower where it has not."""
    capabilities: Mapping[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))


def _require_memory(folder: ModelFolder) -> None:
    needed, free = folder.bytes + LIBRARY_BYTES, available_memory()
    if free is not None and free < needed:
        raise NotEnoughMemory(
            f"The embedding model needs about {needed // 1_000_000} MB of memory and {free // 1_000_000} MB are free; "
            "close other programs, or go on searching by words."
        )


def _about_memory(error: Exception) -> EngineError:
    if isinstance(error, MemoryError) or "allocate memory" in str(error):
        return NotEnoughMemory(
            "The embedding model ran out of memory; close other programs, or lower its batch size in the settings."
        )
    return EngineError("The embedding model failed on a text; try another model.")


def _normalised(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    return np.asarray(vectors / lengths, np.float32)


def _valid(text: str) -> str:
    """Half a surrogate pair, which a broken document can hold, is no character; a tokenizer refuses it."""
    return text.encode("utf-8", "replace").decode("utf-8")
