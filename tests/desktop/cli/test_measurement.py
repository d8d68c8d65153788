"""What a report says of how it came about, and what tells one run from another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from muniment_desktop.cli.batch import Asking
from muniment_desktop.cli.measurement import Measurement, VaultState
from muniment_desktop.weights import Weights

VAULT = VaultState("matter", "5f", 7, {"documents": 2, "pages": 9})
USED = (Weights("embed", "mini", "e5"), Weights("chat", "qwen", "c4"), Weights("chat", "LoRA law.gguf", "1a"))


@pytest.fixture
def measurement(tmp_path: Path) -> Measurement:
    file = tmp_path / "questions.jsonl"
    file.write_text("a question\n")
    return Measurement(file, 3, 5, Asking("document", False), USED, 4096, VAULT)


def said(model: str, engine: str, found_by: str) -> dict[str, Any]:
    return {"model": model, "engine": engine, "hits": [{"found_by": found_by}]}


def test_the_report_says_who_did_what(measurement: Measurement) -> None:
    told = [said("qwen", "llama-cpp", "both"), said("", "", "words"), said("far", "cloud", "words")]
    facts = dict(measurement.facts(told, "the vault's own pages", "2020-01-31", VAULT))
    assert facts["questions"].startswith("3, by random.Random(0).sample over the sorted identifiers, of the 5 in questions.jsonl")
    assert facts["asked"] == "each question's own documents of the vault matter"
    assert facts["the vault"] == "2 documents, 9 pages"
    assert facts["found by"] == "words, and meaning by mini (SHA-256 e5)"
    assert facts["answers"] == (
        "1 by cloud far; 1 by qwen (SHA-256 c4); 1 by no model (sentences of the documents, or a refusal); "
        "with LoRA law.gguf (SHA-256 1a)"
    )
    assert facts["date"].endswith("begun 2020-01-31")
    assert "muniment" in facts["versions"]
    assert "cores" in facts["machine"]


def test_the_report_says_where_a_model_gave_way_to_the_documents(measurement: Measurement) -> None:
    told = [{**said("qwen", "llama-cpp", "both"), "quoted": quoted} for quoted in (True, False, True)]
    facts = dict(measurement.facts(told, "the vault's own pages", "2020-01-31", VAULT))
    assert "3 by qwen (SHA-256 c4); 2 of them sentences of the documents" in facts["answers"]


def test_what_was_not_of_use_is_not_named(measurement: Measurement) -> None:
    finding = replace(measurement, asking=Asking("corpus", True), number=5)
    facts = dict(finding.facts([{"hits": [{"found_by": "words"}]}], "", "2020-01-31", replace(VAULT, generation=8)))
    assert facts["found by"] == "words alone"
    assert facts["questions"].startswith("all of the 5 in")
    assert facts["the vault"].endswith("it changed while it was asked")
    assert not {"answers", "quotes looked up in"} & facts.keys()


def test_runs_differ_by_what_changes_predictions(measurement: Measurement) -> None:
    identity = measurement.identity()
    assert replace(measurement, number=4).identity() == identity
    others = [
        replace(measurement, asking=Asking("corpus", False)),
        replace(measurement, asking=Asking("document", True)),
        replace(measurement, weights=USED[:1]),
        replace(measurement, context=2048),
        replace(measurement, vault=replace(VAULT, identifier="60")),
        replace(measurement, vault=replace(VAULT, generation=8)),
    ]
    assert len({str(other.identity()) for other in others} - {str(identity)}) == len(others)
    measurement.file.write_text("another question\n")
    assert measurement.identity() != identity
