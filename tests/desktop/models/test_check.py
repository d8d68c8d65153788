"""Whether a file is a model: whole, cut short at any place, or something else."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from muniment_desktop.models import check
from muniment_desktop.models.catalogue import ModelFile
from muniment_engines.errors import ModelInvalid


@pytest.fixture
def file(tmp_path):
    def write(content: bytes, name="model.gguf"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def test_a_chat_model(file, gguf):
    assert check.look_at(file(gguf())) == "chat"
    assert check.glance_at(file(gguf())) == "chat"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.data())
def test_a_model_that_is_cut_short_anywhere(file, gguf, data):
    whole = gguf()
    end = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(ModelInvalid):
        check.look_at(file(whole[:end]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(at=st.integers(4, 300), value=st.integers(0, 255))
def test_a_damaged_head_is_refused_or_read_and_nothing_else(file, gguf, at, value):
    whole = bytearray(gguf())
    whole[at] = value
    with contextlib.suppress(ModelInvalid):
        assert check.look_at(file(bytes(whole))) == "chat"


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"kind": "adapter"}, "adapter"),
        ({"architecture": "bert"}, "chat model"),
    ],
)
def test_a_model_of_the_wrong_kind(file, gguf, how, sentence):
    with pytest.raises(ModelInvalid, match=sentence):
        check.look_at(file(gguf(**how)))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\3\4"])
def test_no_model_at_all(file, content):
    with pytest.raises(ModelInvalid, match="GGUF"):
        check.look_at(file(content))


def test_nothing_there(tmp_path):
    with pytest.raises(ModelInvalid, match="no file or folder"):
        check.look_at(tmp_path / "nowhere")


def test_an_embedding_folder(embed_folder):
    assert check.look_at(embed_folder) == "embed"
    assert check.glance_at(embed_folder) == "embed"


@pytest.mark.parametrize("missing", ["config.json", "modules.json", "model.safetensors"])
def test_a_folder_that_lacks_something(embed_folder, missing):
    (embed_folder / missing).unlink()
    with pytest.raises(ModelInvalid, match="no sentence-transformers model"):
        check.look_at(embed_folder)


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 7, b"\xff" * 64, (2).to_bytes(8, "little") + b"[]", (2).to_bytes(8, "little") + b"{}"]
)
def test_weights_that_are_none(file, content):
    with pytest.raises(ModelInvalid, match="file of weights"):
        check.safetensors(file(content, "model.safetensors"))


def test_weights_that_are_cut_short(file, safetensors):
    check.safetensors(file(safetensors(), "model.safetensors"))
    with pytest.raises(ModelInvalid, match="cut short"):
        check.safetensors(file(safetensors()[:-1], "model.safetensors"))


def test_a_small_file_by_the_checksum_that_git_has(file):
    path = file(b"what is up, doc?")
    assert list(check.digest(path, ModelFile("", 16, "", "a", git="bd9dbf5aae1a3862dd1526723246b20206e5fc37"))) == [16]
    with pytest.raises(ModelInvalid, match="not kept"):
        list(check.digest(path, ModelFile("", 16, "", "a")))
