"""The models that figures were measured with, by what their files hold."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from muniment_desktop.models.store import ModelStore
from muniment_desktop.settings import Settings
from muniment_desktop.weights import Weights, weights
from muniment_engines.api import Cancel, Cancelled
from muniment_engines.errors import EngineError, EngineMissing

CHAT, EMBED = b"GGUF and weights", b"other weights"


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    (tmp_path / "mini").mkdir()
    for name in ("config.json", "modules.json"):
        (tmp_path / "mini" / name).write_text("{}")
    (tmp_path / "mini" / "model.safetensors").write_bytes(EMBED)
    (tmp_path / "qwen.gguf").write_bytes(CHAT)
    return ModelStore(tmp_path)


def test_files_are_told_by_their_checksums(store: ModelStore, tmp_path: Path) -> None:
    (tmp_path / "law.lora").write_bytes(b"adapter")
    finds = Weights("embed", "mini", hashlib.sha256(EMBED).hexdigest())
    writes = Weights("chat", "qwen", hashlib.sha256(CHAT).hexdigest())
    adapter = Weights("chat", "LoRA law.lora", hashlib.sha256(b"adapter").hexdigest())
    settings = Settings(chat_model="qwen", embed_model="mini", lora=(str(tmp_path / "law.lora"),))
    assert weights(settings, store, Cancel(), chat=False) == (finds,)
    assert weights(settings, store, Cancel(), chat=True) == (finds, writes, adapter)
    assert str(writes) == f"qwen (SHA-256 {writes.sha256})"


def test_an_engine_that_keeps_its_models_itself_is_named(store: ModelStore) -> None:
    settings = Settings(chat_engine="cloud", chat_model="far", embed_engine="near", embed_model="")
    assert [str(one) for one in weights(settings, store, Cancel(), chat=True)] == ["near", "cloud far"]


def test_no_model_is_none(tmp_path: Path) -> None:
    assert weights(Settings(), ModelStore(tmp_path), Cancel(), chat=True) == ()


def test_what_is_not_here_or_not_readable_is_told(store: ModelStore) -> None:
    with pytest.raises(EngineMissing, match="nobody"):
        weights(Settings(chat_model="nobody"), store, Cancel(), chat=True)
    with pytest.raises(EngineError, match=r"none\.lora"):
        weights(Settings(lora=("/nowhere/none.lora",)), store, Cancel(), chat=True)


def test_reading_stops_when_it_is_asked_to(store: ModelStore) -> None:
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        weights(Settings(), store, cancel, chat=True)
