"""The indexer's workers: asked once what they read, ended when they have nothing to do, and now and then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.indexer import engines
from muniment_retrieval.indexer.engines import Engines

WORKER = {"worker": ("muniment_engines.worker:main", "worker")}
KIND = "text/plain"


@pytest.fixture
def plain() -> Iterator[Engines]:
    parse = {
        "engine": "muniment_engines.conformance.fakes:parse",
        "kind": "parse",
        "settings": {},
        "readable": [],
        "extra_path": [],
    }
    with Engines(DirectLauncher(WORKER), {"parse": [parse], "embed": None, "ocr": None}) as made:
        yield made


def test_what_has_nothing_to_do_ends_and_starts_again(plain: Engines, monkeypatch: pytest.MonkeyPatch) -> None:
    plain.find_parsers()
    worker = plain.parser_for(KIND, ())
    assert worker is not None
    plain.between_files()
    assert worker.state != "off"
    monkeypatch.setattr(engines, "IDLE_SECONDS", 0.0)
    plain.between_files()
    assert worker.state == "off"
    again = plain.parser_for(KIND, ())
    assert again is worker
    with worker.open(b"text", KIND) as document:
        assert document.about.page_count == 1


def test_engines_are_asked_once_what_they_read(plain: Engines) -> None:
    plain.find_parsers()
    plain.release()
    assert plain.find_parsers() == []
    worker = plain.parser_for(KIND, ())
    assert worker is not None
    assert worker.state == "off"


def test_a_process_is_replaced_after_many_files(plain: Engines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "FILES_A_PROCESS", 2)
    plain.find_parsers()
    worker = plain.parser_for(KIND, ())
    assert worker is not None
    plain.between_files()
    assert worker.state != "off"
    plain.parser_for(KIND, ())
    plain.between_files()
    assert worker.state == "off"
