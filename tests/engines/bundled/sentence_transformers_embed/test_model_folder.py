"""A model's folder: what is missing, of another kind or cut short is said before any library sees it."""

from __future__ import annotations

import hashlib
import json
import struct
from pathlib import Path

import pytest
from muniment_engines.bundled.sentence_transformers_embed.model_folder import inspect
from muniment_engines.errors import ModelInvalid


def safetensors(data: bytes) -> bytes:
    header = json.dumps({"__metadata__": {"format": "pt"}, "a": {"dtype": "F32", "shape": [1], "data_offsets": [0, len(data)]}})
    return struct.pack("<Q", len(header)) + header.encode() + data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "a model"
    path.mkdir()
    (path / "modules.json").write_text("[]")
    (path / "config.json").write_text("{}")
    (path / "model.safetensors").write_bytes(safetensors(b"weights!"))
    return path


def test_a_whole_model_is_named_by_its_folder_and_its_weights(folder: Path) -> None:
    found = inspect(folder)
    assert found.name == "a model"
    assert found.bytes == (folder / "model.safetensors").stat().st_size
    assert found.revision() == hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()[:16]


def test_later_modules_with_weights_count(folder: Path) -> None:
    before = inspect(folder).revision()
    (folder / "2_Dense").mkdir()
    (folder / "2_Dense" / "model.safetensors").write_bytes(safetensors(b"dense"))
    after = inspect(folder)
    assert [path.parent.name for path in after.weights] == ["2_Dense", "a model"]
    assert after.revision() != before


def test_older_models_keep_their_first_module_in_a_folder(folder: Path) -> None:
    (folder / "0_Transformer").mkdir()
    (folder / "config.json").rename(folder / "0_Transformer" / "config.json")
    (folder / "model.safetensors").rename(folder / "0_Transformer" / "model.safetensors")
    assert len(inspect(folder).weights) == 1


def test_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelInvalid, match="is not there"):
        inspect(tmp_path / "gone")


@pytest.mark.parametrize("name", ["modules.json", "config.json"])
def test_another_kind_of_folder_says_what_is_missing(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelInvalid, match=f"no sentence-transformers model \\({name} is missing\\)"):
        inspect(folder)


def test_pickled_weights_are_not_taken(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelInvalid, match="no weights in a safetensors file"):
        inspect(folder)


def test_every_cut_is_noticed(folder: Path) -> None:
    file = folder / "model.safetensors"
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        with pytest.raises(ModelInvalid, match=r"damaged|cut short"):
            inspect(folder)


@pytest.mark.parametrize("head", [b"null", b"[]", b'{"a": 1}', b'{"a": {"data_offsets": null}}', b"[" * 9000, b"\xff\xfe"])
def test_a_damaged_header_is_a_sentence(folder: Path, head: bytes) -> None:
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(head)) + head)
    with pytest.raises(ModelInvalid, match=r"“model\.safetensors” of the model “a model” is damaged; get the model again\."):
        inspect(folder)


def test_an_absurd_header_is_not_read(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", 1 << 60) + b"{}")
    with pytest.raises(ModelInvalid, match="is damaged"):
        inspect(folder)
