"""What can be wrong with a model, each with the sentence that says so."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from muniment_engines.api import Cancel, ChatRequest, Message, TextDelta
from muniment_engines.bundled import llama_cpp_chat
from muniment_engines.bundled.llama_cpp_chat import library, memory
from muniment_engines.errors import EngineError, EngineMissing, ModelInvalid, NotEnoughMemory

REQUEST = ChatRequest((Message("user", "Name the capital of France."),), max_tokens=12)


@pytest.fixture
def made(tmp_path: Path, gguf_maker: Any) -> Path:
    path = tmp_path / "made.gguf"
    path.write_bytes(gguf_maker())
    return path


def test_describing_loads_nothing() -> None:
    code = (
        "import sys; from muniment_engines.bundled import llama_cpp_chat as engine; engine.describe(); "
        "assert not {'llama_cpp', 'jinja2'} & set(sys.modules)"
    )
    assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", code]) == 0


def test_settings_have_what_the_engine_reads() -> None:
    info = llama_cpp_chat.describe()
    assert [setting.name for setting in info.settings] == ["model", "context", "threads", "gpu_layers", "lora"]
    assert [setting.name for setting in info.settings if setting.required] == ["model"]


def test_without_the_library_it_says_what_to_do(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.load_library.cache_clear()
    monkeypatch.setitem(sys.modules, "llama_cpp", None)
    with pytest.raises(EngineMissing, match="llama-cpp-python"):
        llama_cpp_chat.open({"model": str(made)}, tmp_path)


def test_a_model_that_does_not_fit_is_not_loaded(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("llama_cpp", reason="llama-cpp-python is not installed")
    monkeypatch.setattr(memory, "available_memory", lambda: 1000)
    with pytest.raises(NotEnoughMemory):
        llama_cpp_chat.open({"model": str(made)}, tmp_path)


def test_a_head_without_a_model_behind_it_is_refused(made: Path, tmp_path: Path) -> None:
    pytest.importorskip("llama_cpp", reason="llama-cpp-python is not installed")
    with pytest.raises(ModelInvalid, match=r"cannot load “made\.gguf”"):
        llama_cpp_chat.open({"model": str(made)}, tmp_path)


@pytest.mark.model
def test_a_real_model_that_is_cut_short_is_refused(chat_model: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.gguf"
    with chat_model.open("rb") as stream:
        short.write_bytes(stream.read(8_000_000))
    with pytest.raises(ModelInvalid, match=r"cut short \(8 of 98 MB are there\)"):
        llama_cpp_chat.open({"model": str(short)}, tmp_path)


@pytest.mark.model
def test_the_context_is_never_more_than_the_model_was_made_for(chat_model: Path, tmp_path: Path) -> None:
    pytest.importorskip("llama_cpp", reason="llama-cpp-python is not installed")
    engine = llama_cpp_chat.open({"model": str(chat_model), "context": 1_000_000}, tmp_path)
    with pytest.raises(EngineError, match="takes 8,192"):
        list(engine.generate(ChatRequest((Message("user", "word " * 9000),)), Cancel()))
    engine.close()


def _adapter(maker: Any, width: int, value: bytes) -> bytes:
    """A LoRA of rank 1 on one matrix of a model that is `width` wide, all of one value."""
    facts = {
        "general.architecture": "llama",
        "general.type": "adapter",
        "adapter.type": "lora",
        "adapter.lora.alpha": 64.0,
    }
    name = "blk.0.attn_q.weight"
    tensors = {f"{name}.lora_a": ((width, 1), value * width), f"{name}.lora_b": ((1, width), value * width)}
    return bytes(maker(facts, tensors))


def _answer(model: Path, adapter: Path | None, folder: Path) -> str:
    engine = llama_cpp_chat.open({"model": str(model), "context": 256, "threads": 1, "lora": str(adapter or "")}, folder)
    try:
        return "".join(event.text for event in engine.generate(REQUEST, Cancel()) if isinstance(event, TextDelta))
    finally:
        engine.close()


@pytest.mark.model
def test_adapters_are_applied(chat_model: Path, tmp_path: Path, gguf_maker: Any) -> None:
    pytest.importorskip("llama_cpp", reason="llama-cpp-python is not installed")
    nothing, much = tmp_path / "nothing.gguf", tmp_path / "much.gguf"
    nothing.write_bytes(_adapter(gguf_maker, 576, bytes(4)))
    much.write_bytes(_adapter(gguf_maker, 576, b"\x00\x00\x00\x41"))
    plain = _answer(chat_model, None, tmp_path)
    assert _answer(chat_model, nothing, tmp_path) == plain
    assert _answer(chat_model, much, tmp_path) != plain


@pytest.mark.model
def test_an_adapter_of_another_model_is_refused(chat_model: Path, tmp_path: Path, gguf_maker: Any) -> None:
    pytest.importorskip("llama_cpp", reason="llama-cpp-python is not installed")
    other = tmp_path / "other.gguf"
    other.write_bytes(_adapter(gguf_maker, 64, bytes(4)))
    with pytest.raises(ModelInvalid, match=r"The adapter “other\.gguf” does not fit"):
        _answer(chat_model, other, tmp_path)
