"""A model that does not fit is refused before it is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from muniment_engines.bundled.llama_cpp_chat import memory
from muniment_engines.bundled.llama_cpp_chat.gguf import GgufFile
from muniment_engines.errors import NotEnoughMemory

QWEN_1_5B = GgufFile(
    Path("model.gguf"),
    1_117_320_768,
    {
        "general.architecture": "qwen2",
        "qwen2.block_count": 28,
        "qwen2.embedding_length": 1536,
        "qwen2.attention.head_count": 12,
        "qwen2.attention.head_count_kv": 2,
    },
)
MEASURED_QWEN_1_5B = 1_398_000_000
"""Bytes in memory after reading 512 tokens, with a context of 4,096."""


def test_the_estimate_is_a_little_more_than_what_was_measured() -> None:
    assert 1.0 < memory.memory_needed(QWEN_1_5B, 4096) / MEASURED_QWEN_1_5B < 1.15


def test_a_longer_context_takes_more() -> None:
    more = memory.memory_needed(QWEN_1_5B, 8192) - memory.memory_needed(QWEN_1_5B, 4096)
    assert more == 28 * 2 * (128 + 128) * 4096 * 2


def test_a_model_that_does_not_fit_is_refused_with_both_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "available_memory", lambda: 900_000_000)
    with pytest.raises(NotEnoughMemory, match=r"about 1\.4 GB of memory and 0\.9 GB are free"):
        memory.require_memory(QWEN_1_5B, 4096)


@pytest.mark.parametrize("free", [None, 2_000_000_000])
def test_a_model_that_fits_or_a_machine_that_does_not_say_is_no_error(monkeypatch: pytest.MonkeyPatch, free: int | None) -> None:
    monkeypatch.setattr(memory, "available_memory", lambda: free)
    memory.require_memory(QWEN_1_5B, 4096)
