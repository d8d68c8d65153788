"""What happens to one file on its way into the vault, where only a look from inside can tell."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_engines.api import Cancel, Cancelled, ParseLimits
from muniment_engines.conformance.fakes import PlainDocument
from muniment_retrieval import ingest as ingesting
from muniment_retrieval.ingest import Ingest, stored_path
from muniment_retrieval.listing import look_at
from muniment_retrieval.model import VaultError
from muniment_retrieval.vault import Vault, create_vault


class Keeper:
    way, key = "keyfile", b""

    def get(self, name: str) -> bytes | None:
        return self.key

    def set(self, name: str, key: bytes) -> None:
        self.key = key


class Parser:
    """The plain parser, in this process. What is in `raises` is raised, once each; NUL in a file stands for the character."""

    class info:
        name, version = "plain", "1"

    def __init__(self) -> None:
        self.raises: list[Exception] = []
        self.opened = 0

    def open(self, source: int | bytes, media_type: str, limits: ParseLimits) -> Parser:
        if self.raises:
            raise self.raises.pop()
        self.opened += 1
        data = source if isinstance(source, bytes) else os.pread(source, 1 << 20, 0)
        self._document = PlainDocument(data.decode().replace("NUL", "\0").split("\f"), limits)
        self.about, self.pages = self._document.about, self._document.pages
        return self

    def __enter__(self) -> Parser:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with create_vault(tmp_path / "vault", [Keeper()]) as made:
        yield made


@pytest.fixture
def parser() -> Parser:
    return Parser()


@pytest.fixture
def read(vault: Vault, parser: Parser):
    """Read one file; its state and reason."""

    def one(path: Path) -> tuple[str, str]:
        return Ingest(vault, {"text/plain": parser}, ParseLimits()).read(look_at(str(path)), Cancel())  # type: ignore[dict-item]

    return one


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("The first text.")
    return path


def test_a_file_that_changes_once_while_it_is_read_is_read_as_it_is_then(
    read, vault: Vault, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied, times = ingesting._copied, iter([2_000_000_000])

    def changing(*arguments: object) -> object:
        content = copied(*arguments)  # type: ignore[arg-type]
        for time in times:
            file.write_text("The second text, which is longer.")
            os.utime(file, (time, time))
        return content

    monkeypatch.setattr(ingesting, "_copied", changing)
    assert read(file) == ("read", "")
    (document,) = vault.documents()
    assert vault.page(document.id, 0).text == "The second text, which is longer."
    assert (document.size, document.modified_ns) == (file.stat().st_size, file.stat().st_mtime_ns)


def test_a_file_that_never_stands_still_is_told(read, vault: Vault, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied, number = ingesting._copied, iter(range(1, 100))

    def growing(*arguments: object) -> object:
        content = copied(*arguments)  # type: ignore[arg-type]
        file.write_text("more " * next(number))
        os.utime(file, (next(number), 0))
        return content

    monkeypatch.setattr(ingesting, "_copied", growing)
    descriptors = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0
    state, reason = read(file)
    assert (state, "changes while it is read" in reason) == ("failed", True)
    if descriptors:
        assert len(list(Path("/proc/self/fd").iterdir())) == descriptors
    monkeypatch.undo()
    assert read(file) == ("read", "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_the_place_of_a_listed_file_holds_nobody_up(vault: Vault, parser: Parser, file: Path) -> None:
    listed = look_at(str(file))
    file.unlink()
    os.mkfifo(file)
    state, _ = Ingest(vault, {"text/plain": parser}, ParseLimits()).read(listed, Cancel())  # type: ignore[dict-item]
    assert state == "not supported"


def test_a_listed_file_that_is_gone_is_told(vault: Vault, parser: Parser, file: Path) -> None:
    listed = look_at(str(file))
    file.unlink()
    state, _ = Ingest(vault, {"text/plain": parser}, ParseLimits()).read(listed, Cancel())  # type: ignore[dict-item]
    assert state == "vanished"


def test_a_defect_costs_one_file_and_tells_no_text(read, vault: Vault, parser: Parser, file: Path) -> None:
    parser.raises = [RuntimeError("the secret text of a document")]
    state, reason = read(file)
    assert state == "failed"
    assert "RuntimeError" in reason
    assert "secret" not in reason
    assert read(file) == ("read", "")


@pytest.mark.parametrize("error", [Cancelled(), VaultError("The disk is full.")])
def test_what_is_not_the_files_fault_is_raised(read, vault: Vault, parser: Parser, file: Path, error: Exception) -> None:
    parser.raises = [error]
    with pytest.raises(type(error)):
        read(file)
    assert vault.documents() == []


def test_a_kind_that_was_not_supported_is_read_once_there_is_an_engine(read, vault: Vault, parser: Parser, file: Path) -> None:
    state, _ = Ingest(vault, {}, ParseLimits()).read(look_at(str(file)), Cancel())
    assert state == "not supported"
    assert Ingest(vault, {}, ParseLimits()).read(look_at(str(file)), Cancel()) == ("unchanged", "")
    assert read(file) == ("read", "")


def test_the_same_failure_again_writes_nothing(read, vault: Vault, parser: Parser, file: Path) -> None:
    generations = []
    for _ in range(2):
        parser.raises = [RuntimeError()]
        assert read(file)[0] == "failed"
        generations.append(vault.generation())
    assert generations[0] == generations[1]


def test_text_that_no_database_holds_keeps_its_places(read, vault: Vault, file: Path) -> None:
    file.write_text("aNULb \U0001f600 c")
    assert read(file) == ("read", "")
    assert vault.page(vault.documents()[0].id, 0).text == "a\ufffdb \U0001f600 c"


@given(st.text(st.characters()))
def test_every_path_can_be_kept(path: str) -> None:
    assert stored_path(path).encode("utf-8") is not None


def test_a_path_of_unicode_is_kept_as_it_is() -> None:
    assert stored_path("/Größe/\U0001f600.txt") == "/Größe/\U0001f600.txt"
    assert stored_path(os.fsdecode(b"/caf\xe9")) == "/caf<e9>"
