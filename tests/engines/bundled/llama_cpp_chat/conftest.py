"""GGUF files made by hand, and one small model that is loaded once for all tests."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from muniment_engines.api import Chat
from muniment_engines.bundled import llama_cpp_chat

ALIGNMENT = 32
CHAT_FACTS: Mapping[str, Any] = {
    "general.architecture": "llama",
    "llama.block_count": 2,
    "llama.context_length": 2048,
    "llama.embedding_length": 64,
    "llama.attention.head_count": 4,
    "llama.attention.head_count_kv": 2,
}

GgufMaker = Callable[..., bytes]


def _text(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _value(value: Any) -> bytes:
    if isinstance(value, bool):
        return struct.pack("<I?", 7, value)
    if isinstance(value, int):
        return struct.pack("<II", 4, value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    if isinstance(value, str):
        return struct.pack("<I", 8) + _text(value)
    inner = 8 if isinstance(value[0], str) else 4
    items = b"".join(_text(item) if inner == 8 else struct.pack("<I", item) for item in value)
    return struct.pack("<IIQ", 9, inner, len(value)) + items


def make_gguf(facts: Mapping[str, Any] = CHAT_FACTS, tensors: Mapping[str, tuple[tuple[int, ...], bytes]] | None = None) -> bytes:
    """A GGUF file with float32 tensors, given as shape and data."""
    tensors = {"a": ((8,), bytes(32)), "b": ((8, 2), bytes(64))} if tensors is None else tensors
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(facts))
    head += b"".join(_text(name) + _value(value) for name, value in facts.items())
    data = b""
    for name, (shape, content) in tensors.items():
        head += _text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, 0, len(data))
        data += content + bytes(-len(content) % ALIGNMENT)
    return head + bytes(-len(head) % ALIGNMENT) + data


@pytest.fixture(scope="session")
def gguf_maker() -> GgufMaker:
    return make_gguf


@pytest.fixture(scope="module")
def chat(chat_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """The engine with a small model, opened once a file of tests."""
    pytest.importorskip("llama_cpp", reason="llama-cpp-python is not installed")
    engine = llama_cpp_chat.open({"model": str(chat_model), "context": 512, "threads": 1}, tmp_path_factory.mktemp("private"))
    yield engine
    engine.close()
