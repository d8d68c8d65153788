"""The figures: by hand on a few predictions, and against another implementation of the same, where it is at hand."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any

import pytest
from muniment_retrieval.evaluation import Names, Quotes, evaluate, gold_documents
from muniment_retrieval.evaluation.figures import share
from muniment_retrieval.evaluation.sources import FilePages, files_in

QUESTIONS: list[dict[str, Any]] = [
    {"id": "a", "doc": "docs/lease.pdf", "gold_pages_1based": [2], "answers": ["900 dollars"], "evidence": "rent 900 dollars"},
    {"id": "b", "doc": "docs/lease.pdf", "gold_pages_1based": [1], "answers": ["Elm Street"]},
    {"id": "c", "doc": "docs/deed.pdf", "gold_pages_1based": [3], "answers": ["2011"]},
    {"id": "d", "doc": "docs/deed.pdf", "unanswerable": True},
]
LEASE, DEED = "/home/ada/docs/lease.pdf", "/home/ada/docs/deed.pdf"


def hit(document: str, page: int, text: str = "words") -> dict[str, Any]:
    return {"document": document, "page": page, "text": text}


def test_finding() -> None:
    told = {
        "a": {"hits": [hit(LEASE, 1), hit(LEASE, 1), hit(LEASE, 2, "The rent is 900 dollars.")], "seconds": 0.5},
        "b": {"hits": [hit(LEASE, 1, "word " * 250 + "Elm Street")], "seconds": 1.5},
    }
    scored = evaluate(QUESTIONS, told)
    assert (scored.questions, scored.predicted) == (4, 2)
    values = {name: figure.value for name, figure in scored.figures.items()}
    third = round(1 / 3, 4)
    assert values["page_recall@1"] == third
    assert values["page_recall@3"] == round(2 / 3, 4)
    assert values["page_mrr"] == 0.5
    assert values["doc_recall@1"] == round(2 / 3, 4)
    assert (values["answer_in_hits@1"], values["answer_in_hits@3"]) == (0.0, third)
    assert (values["evidence_recall@1"], values["evidence_recall@3"]) == (0.0, 1.0)
    assert values["seconds"] == 1.0
    assert scored.figures["page_recall@1"].n == 3
    assert not {"false_refusal", "answer_f1", "ndcg@10"} & values.keys()


def test_answers_refusals_and_sources() -> None:
    right = {"document": LEASE, "page": 2, "quote": "the rent is 900 dollars"}
    told = {
        "a": {"answer": "It is 900 dollars.", "refused": False, "citations": [right, {**right, "page": 1}]},
        "b": {"answer": "Elm Street", "refused": True, "citations": []},
        "d": {"answer": "", "refused": True, "citations": []},
    }
    values = {name: figure.value for name, figure in evaluate(QUESTIONS, told).figures.items()}
    assert values == {
        "false_refusal": round(1 / 3, 4),
        "answer_contains_gold": round(1 / 3, 4),
        "answer_f1": round(2 / 9, 4),
        "answer_words": 4,
        "answer_has_citation": 1.0,
        "cited_page_is_gold": 1.0,
        "citation_precision": 0.5,
        "correct_refusal": 1.0,
    }


def test_the_documents_that_matter_are_told_by_their_names_without_ending() -> None:
    told = {"q": {"hits": [hit("/x/7.txt", 1), hit("/x/8.txt", 1), hit("/x/7.txt", 2), hit("/x/9.txt", 1)]}}
    scored = evaluate([{"id": "q", "relevant": ["8", 9]}], told)
    gain = (1 / 1.5849625007 + 1 / 2) / (1 + 1 / 1.5849625007)
    assert scored.figures["ndcg@10"].value == round(gain, 4)


def test_an_interval_is_wilsons() -> None:
    assert share([1, 1, 1, 1, 1, 1, 1, 1, 0, 0]).as_json() == {"value": 0.8, "n": 10, "95%": [0.49, 0.943]}
    assert share([1.0] * 20).interval == (0.839, 1.0)
    assert share([0.0]).interval == (0.0, 0.793)


def test_a_path_means_the_document_that_it_ends_with() -> None:
    names = Names({"docs/en/one.txt", "docs/de/one.txt", "docs/two.txt"})
    assert names("/home/ada/docs/en/one.txt") == "docs/en/one.txt"
    assert names("two.txt") == "docs/two.txt"
    assert names("one.txt") == "one.txt"
    assert names("/other/two.txt") == "docs/two.txt"
    assert names(None) == ""


def test_nothing_asked_is_nothing_found() -> None:
    assert evaluate([], {}).as_json() == {"questions": 0, "predicted": 0}


@pytest.fixture(scope="session")
def other() -> Any:
    """The implementation that comes with the sets of questions."""
    path = Path(os.environ.get("MUNIMENT_EVAL_SETS") or "/nowhere/sets").parent / "score.py"
    if not path.exists():
        pytest.skip("there is no score.py beside the folder that MUNIMENT_EVAL_SETS names")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("with_docs", [False, True])
def test_another_implementation_comes_to_the_same(made_up: Any, other: Any, with_docs: bool) -> None:
    theirs = other.Scores(made_up.questions, made_up.predictions, made_up.docs if with_docs else None).report()
    files = files_in(made_up.docs) if with_docs else {}
    names = Names(gold_documents(made_up.questions) | files.keys())
    quotes = Quotes(FilePages(files, names, lambda _: [])) if with_docs else None
    ours = evaluate(made_up.questions, made_up.predictions, names, quotes).as_json()
    assert {name: one for name, one in ours.items() if name not in ("questions", "predicted")} == theirs
