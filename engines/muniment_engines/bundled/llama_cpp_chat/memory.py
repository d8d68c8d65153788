"""Says how much memory a model will take, and refuses it before llama.cpp does what it does without memory: end."""

from __future__ import annotations

from muniment_engines.bundled.llama_cpp_chat.gguf import GgufFile
from muniment_engines.bundled.machine import available_memory
from muniment_engines.errors import NotEnoughMemory

BESIDES = 150_000_000
"""The interpreter, the vocabulary and the buffers of a small model, as measured; larger models' buffers grow with them."""
BUFFERS = 0.05
BYTES_OF_A_NUMBER = 2


def memory_needed(model: GgufFile, context: int) -> int:
    """Bytes for the weights, for what is remembered of `context` tokens (keys and values, 16 bits each), and for work."""
    heads = model.number("attention.head_count", 1)
    per_head = model.number("embedding_length") // max(1, heads)
    width = model.number("attention.key_length", per_head) + model.number("attention.value_length", per_head)
    remembered = model.number("block_count") * model.number("attention.head_count_kv", heads) * width * context
    return int(model.bytes * (1 + BUFFERS)) + remembered * BYTES_OF_A_NUMBER + BESIDES


def require_memory(model: GgufFile, context: int) -> None:
    """Raise `NotEnoughMemory` where the model will not fit beside what is running."""
    needed, free = memory_needed(model, context), available_memory()
    if free is not None and free < needed:
        raise NotEnoughMemory(
            f"This model needs about {needed / 1e9:.1f} GB of memory and {free / 1e9:.1f} GB are free; "
            "close other programs, choose a smaller model, or lower the context in the settings."
        )
