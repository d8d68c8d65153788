from __future__ import annotations

from pathlib import Path

import pytest
from muniment_engines import run
from muniment_engines.conformance.blocks import drawn
from PIL import Image

FAKES = "muniment_engines.conformance.fakes"


def test_a_chat_engine_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([f"{FAKES}:chat", "hello", 'replies=["well met"]']) == 0
    assert "well met" in capsys.readouterr().out


def test_a_factory_will_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([f"{FAKES}:_Chat", "hello"]) == 0
    assert "hello" in capsys.readouterr().out


def test_an_embed_engine_shows_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([f"{FAKES}:embed", "hello"]) == 0
    assert capsys.readouterr().out.startswith("hash@1/64n [")


def test_a_parse_engine_shows_pages(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("first\fsecond")
    assert run.main([f"{FAKES}:parse", str(tmp_path / "a.txt")]) == 0
    assert "── 2 ── 1 words\nsecond" in capsys.readouterr().out


def test_an_ocr_engine_reads_a_picture(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    Image.fromarray(drawn("read me", scale=2.0).data[:200, :300]).save(tmp_path / "a.png")
    assert run.main([f"{FAKES}:ocr", str(tmp_path / "a.png")]) == 0
    assert "1.00  read me" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([f"{FAKES}:parse", "/no/such/file"], "cannot be read"),
        ([f"{FAKES}:chat", "hello", "depth=3"], "no setting called “depth”"),
        (["muniment_engines.bundled.llama_cpp_chat", "hello", "threads=many"], "“many” will not do"),
    ],
)
def test_a_mistake_is_one_sentence(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    assert run.main(arguments) == 1
    assert words in capsys.readouterr().err
