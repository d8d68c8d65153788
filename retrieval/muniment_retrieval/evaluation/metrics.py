"""Figures of retrieval, answers, refusals and citations, one prediction after the other.

A question without a prediction counts as a miss in everything that the predictions hold. Of a hit, its first 250 words count.
Documents are compared by their path within the set (`names`); in a set with `relevant` identifiers, by file name without ending.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, TypeVar

from .figures import Figure, figure
from .names import Names, documents_of, gold_documents, listed
from .quotes import Quotes
from .words import contains, f1, holds

DEPTHS = (1, 3, 5, 10)
HIT_WORDS = 250

_CLOCKS = ("seconds_to_first_token", "seconds")
_Line = Mapping[str, Any]
_T = TypeVar("_T")


@dataclass(frozen=True)
class Scored:
    """`figures` by name; `quotes_unchecked` are those whose page has nothing to compare with."""

    questions: int
    predicted: int
    figures: dict[str, Figure]
    quotes_unchecked: int

    def as_json(self) -> dict[str, Any]:
        counts = {"questions": self.questions, "predicted": self.predicted}
        unchecked = {"quotes_unchecked": self.quotes_unchecked} if self.quotes_unchecked else {}
        return {**counts, **{name: one.as_json() for name, one in self.figures.items()}, **unchecked}


def evaluate(
    questions: Sequence[_Line], predictions: Mapping[Any, _Line], names: Names | None = None, quotes: Quotes | None = None
) -> Scored:
    """Score predictions, given by identifier. `names` says what paths mean, by default among the questions' own documents;
    without `quotes`, none is looked up."""
    scores = _Scores(predictions, names or Names(gold_documents(questions)), quotes)
    for question in questions:
        scores.add(question, predictions.get(question["id"], {}))
    figures = {name: figure(name, values) for name, values in scores.values.items()}
    return Scored(len(questions), sum(q["id"] in predictions for q in questions), figures, scores.unchecked)


def is_answerable(question: _Line) -> bool:
    """Whether the documents hold the answer."""
    return not (question.get("unanswerable") or question.get("clause_absent"))


class _Scores:
    """Collects the values of each figure."""

    def __init__(self, predictions: Mapping[Any, _Line], names: Names, quotes: Quotes | None) -> None:
        self._names = names
        self._quotes = quotes
        self._hits = any("hits" in p for p in predictions.values())
        self._answers = any("answer" in p or "refused" in p for p in predictions.values())
        self.values: dict[str, list[float]] = {}
        self.unchecked = 0

    def add(self, question: _Line, prediction: _Line) -> None:
        if self._hits and is_answerable(question):
            self._add_hits(question, prediction.get("hits", []))
        if self._answers:
            self._add_answer(question, prediction)
            if self._quotes is not None:
                self._add_quotes(self._quotes, prediction.get("citations", []))
        for clock in _CLOCKS:
            if clock in prediction:
                self._count(clock, prediction[clock])

    def _count(self, name: str, value: float) -> None:
        self.values.setdefault(name, []).append(float(value))

    def _gold(self, question: _Line) -> tuple[set[str], set[tuple[str, int]]]:
        """The documents that hold the answer, and the pages."""
        documents = {self._names(document) for document in documents_of(question)}
        return documents, {(d, p) for d in documents for p in question.get("gold_pages_1based") or []}

    # ── retrieval ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _add_hits(self, question: _Line, hits: Sequence[_Line]) -> None:
        documents, pages = self._gold(question)
        answers = [answer for answer in question.get("answers") or [] if answer]
        evidence = [e if isinstance(e, str) else e.get("text", "") for e in listed(question.get("evidence"))]
        found = [(self._names(hit.get("document")), hit.get("page")) for hit in hits]
        texts = [" ".join(hit.get("text", "").split()[:HIT_WORDS]) for hit in hits[: max(DEPTHS)]]
        ranked_documents = list(dict.fromkeys(document for document, _ in found))
        for hit in hits[: max(DEPTHS)]:
            self._count("hit_words", len(hit.get("text", "").split()))
        if pages:
            rank = _rank(list(dict.fromkeys(found)), pages.__contains__)
            self._add_recall("page_recall", rank)
            self._count("page_mrr", 1 / (rank + 1))
        if documents:
            self._add_recall("doc_recall", _rank(ranked_documents, documents.__contains__))
            if answers:
                own = [text if place[0] in documents else "" for place, text in zip(found, texts, strict=False)]
                self._add_recall("answer_in_hits", _rank(own, lambda text: any(contains(text, a) for a in answers)))
        if evidence:
            self._add_recall("evidence_recall", _rank(texts, lambda text: any(holds(text, e) for e in evidence)))
        if question.get("relevant"):
            relevant = {str(identifier) for identifier in question["relevant"]}
            self._count("ndcg@10", _ndcg([PurePosixPath(d).stem for d in ranked_documents[:10]], relevant))

    def _add_recall(self, name: str, rank: float) -> None:
        for depth in DEPTHS:
            self._count(f"{name}@{depth}", rank < depth)

    # ── answers ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _add_answer(self, question: _Line, prediction: _Line) -> None:
        refused = bool(prediction.get("refused"))
        if not is_answerable(question):
            self._count("correct_refusal", refused)
            return
        text = "" if refused else prediction.get("answer", "")
        citations = prediction.get("citations", [])
        golds = [gold for gold in question.get("answers") or [] if gold]
        self._count("false_refusal", refused)
        if golds:
            self._count("answer_contains_gold", any(contains(text, gold) for gold in golds))
            self._count("answer_f1", max(f1(text, gold) for gold in golds))
        if prediction and not refused:
            self._count("answer_words", len(text.split()))
            self._count("answer_has_citation", bool(citations))
        _, pages = self._gold(question)
        if citations and pages:
            right = [(self._names(citation.get("document")), citation.get("page")) in pages for citation in citations]
            self._count("cited_page_is_gold", any(right))
            self._count("citation_precision", statistics.fmean(right))

    def _add_quotes(self, quotes: Quotes, citations: Sequence[_Line]) -> None:
        for citation in citations:
            stands = quotes.stands(citation)
            if stands is None:
                self.unchecked += 1
            else:
                self._count("quote_is_in_source", stands)


def _rank(ranked: Sequence[_T], is_it: Callable[[_T], bool]) -> float:
    """The place of the first that it is, from 0; infinite where it is none."""
    return next((float(place) for place, one in enumerate(ranked) if is_it(one)), math.inf)


def _ndcg(ranked: Sequence[str], relevant: set[str]) -> float:
    gain = sum(1 / math.log2(place + 2) for place, document in enumerate(ranked) if document in relevant)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(len(relevant), 10)))
