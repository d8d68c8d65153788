"""The head of a GGUF file: what it says, and that nothing but a whole one is accepted."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_engines.bundled.llama_cpp_chat import gguf
from muniment_engines.bundled.llama_cpp_chat.gguf_types import BLOCKS
from muniment_engines.errors import ModelInvalid

FACTS = {
    "general.architecture": "llama",
    "llama.block_count": 2,
    "llama.attention.head_count_kv": [1, 4, 2],
    "llama.rope.freq_base": 10000.0,
    "tokenizer.ggml.tokens": ["a", "ä", "\u2581the"],
    "tokenizer.ggml.scores": list(range(5000)),
    "tokenizer.ggml.add_bos_token": True,
}


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(data: bytes) -> Path:
        path = tmp_path / "model.gguf"
        path.write_bytes(data)
        return path

    return write


def test_facts_are_read(written: Any, gguf_maker: Any) -> None:
    file = gguf.read(written(gguf_maker(FACTS)))
    assert (file.architecture, file.type) == ("llama", "model")
    assert file.number("block_count") == 2
    assert file.number("attention.head_count_kv") == 4
    assert file.number("context_length", 77) == 77
    assert file.facts["tokenizer.ggml.add_bos_token"] is True
    assert "tokenizer.ggml.tokens" not in file.facts
    assert "tokenizer.ggml.scores" not in file.facts


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelInvalid, match="is not there"):
        gguf.read(tmp_path / "gone.gguf")


def test_a_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelInvalid, match="cannot be opened"):
        gguf.read(tmp_path)


@pytest.mark.parametrize("data", [b"", b"GG", b"%PDF-1.7\n", b"PK\x03\x04" + bytes(100), bytes(4096)])
def test_another_kind_of_file_says_so(written: Any, data: bytes) -> None:
    with pytest.raises(ModelInvalid, match=r"not a model that llama\.cpp can read"):
        gguf.read(written(data))


def test_every_cut_is_noticed(tmp_path: Path, gguf_maker: Any) -> None:
    whole = gguf_maker()
    path = tmp_path / "cut.gguf"
    for length in range(4, len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(ModelInvalid, match="cut short"):
            gguf.read(path)
    path.write_bytes(whole)
    assert gguf.read(path).bytes == len(whole)


@given(at=st.integers(0, 400), bits=st.integers(1, 255))
def test_damage_never_ends_in_anything_but_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, gguf_maker: Any, at: int, bits: int
) -> None:
    data = bytearray(gguf_maker(FACTS | {"tokenizer.ggml.scores": [1, 2]}))
    data[at % len(data)] ^= bits
    path = tmp_path_factory.mktemp("damaged") / "model.gguf"
    path.write_bytes(data)
    try:
        gguf.read(path)
    except ModelInvalid as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"general.architecture": "llama", "general.type": "adapter"}, "no model but a part"),
        ({"general.architecture": "clip", "general.type": "mmproj"}, "no model but a part"),
        ({"general.architecture": "nomic-bert", "nomic-bert.block_count": 12}, "does not write text"),
        ({"general.architecture": "t5", "t5.block_count": 12}, "does not write text"),
        ({"general.name": "nothing"}, "does not write text"),
    ],
)
def test_what_is_no_chat_model_says_so(written: Any, gguf_maker: Any, facts: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ModelInvalid, match=sentence):
        gguf.require_chat_model(gguf.read(written(gguf_maker(facts))))


def test_a_model_is_no_adapter(written: Any, gguf_maker: Any) -> None:
    file = gguf.read(written(gguf_maker()))
    gguf.require_chat_model(file)
    with pytest.raises(ModelInvalid, match="no LoRA adapter"):
        gguf.require_adapter(file)


def test_the_sizes_of_types_are_those_of_llama_cpp() -> None:
    llama = pytest.importorskip("llama_cpp", reason="llama-cpp-python is not installed")
    folder = Path(llama.__file__).parent / "lib"
    libraries = [path for path in folder.glob("*ggml-base*") if path.suffix in {".so", ".dylib", ".dll"}]
    library = ctypes.CDLL(str(libraries[0]))
    library.ggml_blck_size.restype = ctypes.c_int64
    library.ggml_type_size.restype = ctypes.c_size_t
    for kind in range(llama.GGML_TYPE_COUNT):
        elements, size = library.ggml_blck_size(kind), library.ggml_type_size(kind)
        assert BLOCKS.get(kind, (0, 0)) == (elements, size), kind
