"""What each figure says, in words, and the order in which they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .figures import Figure
from .metrics import DEPTHS

_RECALLS = {
    "page_recall": "a page that holds the answer is {0}",
    "doc_recall": "a document that holds the answer is {0}",
    "answer_in_hits": "a passage of the right document in which the expected answer stands is {0}",
    "evidence_recall": "a passage that carries the evidence is {0}",
}


def _place(depth: int) -> str:
    return "the first that was found" if depth == 1 else f"among the first {depth}"


_GROUPS: dict[str, dict[str, str]] = {
    "Finding": {
        **{f"{name}@{depth}": says.format(_place(depth)) for name, says in _RECALLS.items() for depth in DEPTHS},
        "page_mrr": "one divided by the rank of the first page that holds the answer, mean",
        "ndcg@10": "how far up the documents that matter stand among the first 10, mean",
        "hit_words": "words of a passage, median",
    },
    "Answering": {
        "answer_contains_gold": "the expected answer stands in what was answered",
        "answer_f1": "how well the words agree with the expected answer's, mean",
        "correct_refusal": "refused, of the questions that the documents do not answer",
        "false_refusal": "refused, of the questions that they do answer: the less, the better",
        "answer_has_citation": "the answer names a source",
        "answer_words": "words of an answer, median",
    },
    "Proving": {
        "quote_is_in_source": "the quote stands word for word in its page",
        "cited_page_is_gold": "one of the cited pages holds the answer",
        "citation_precision": "of the cited pages of an answer, those that hold it, mean",
    },
    "Time": {
        "seconds_to_first_token": "seconds to the first word, median",
        "seconds": "seconds in all, median",
    },
}


@dataclass(frozen=True)
class Row:
    """A figure with its name and its meaning."""

    name: str
    meaning: str
    figure: Figure


def grouped(figures: Mapping[str, Figure]) -> dict[str, list[Row]]:
    """The figures that there are, in groups."""
    groups = {
        title: [Row(name, meaning, figures[name]) for name, meaning in meanings.items() if name in figures]
        for title, meanings in _GROUPS.items()
    }
    return {title: rows for title, rows in groups.items() if rows}
