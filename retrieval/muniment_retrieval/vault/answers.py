"""Keeping what was asked and answered, with its citations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ..model import Answer, Badge, Citation, Cost, Sentence
from .store import Transactions

_CITATION = "document_id, path, page_index, page_label, start, end, quote"


class Answers:
    """The answers of a vault, newest last."""

    def __init__(self, transaction: Transactions, connection: Any) -> None:
        self._transaction = transaction
        self._connection = connection

    def save(self, answer: Answer) -> int:
        """Keep an answer; returns its identifier."""
        with self._transaction(changes_documents=False) as connection:
            row = connection.execute(
                "INSERT INTO answers (question, refused, searched, documents, cost) VALUES (?, ?, ?, ?, ?)",
                (answer.question, answer.refused, answer.searched, answer.documents, json.dumps(asdict(answer.cost))),
            )
            answer_id = int(row.lastrowid)
            for sentence in answer.sentences:
                row = connection.execute(
                    "INSERT INTO sentences (answer_id, text, badge) VALUES (?, ?, ?)",
                    (answer_id, sentence.text, sentence.badge.value),
                )
                _save_citations(connection, answer_id, int(row.lastrowid), sentence.citations)
            _save_citations(connection, answer_id, None, answer.nearest)
        return answer_id

    def all(self) -> list[Answer]:
        rows = self._connection.execute(
            "SELECT id, question, refused, searched, documents, cost FROM answers ORDER BY id"
        ).fetchall()
        return [self._answer(*row) for row in rows]

    def _answer(self, answer_id: int, question: str, refused: int, searched: int, documents: int, cost: str) -> Answer:
        rows = self._connection.execute(
            "SELECT id, text, badge FROM sentences WHERE answer_id = ? ORDER BY id", (answer_id,)
        ).fetchall()
        sentences = tuple(Sentence(text, Badge(badge), self._citations("sentence_id = ?", i)) for i, text, badge in rows)
        nearest = self._citations("sentence_id IS NULL AND answer_id = ?", answer_id)
        return Answer(question, sentences, bool(refused), searched, documents, Cost(**json.loads(cost)), nearest)

    def _citations(self, where: str, value: int) -> tuple[Citation, ...]:
        rows = self._connection.execute(f"SELECT {_CITATION} FROM citations WHERE {where} ORDER BY id", (value,))
        return tuple(Citation(row[0] or 0, *row[1:]) for row in rows)


def _save_citations(connection: Any, answer_id: int, sentence_id: int | None, citations: Sequence[Citation]) -> None:
    connection.executemany(
        f"INSERT INTO citations (answer_id, sentence_id, {_CITATION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(answer_id, sentence_id, c.document_id, c.path, c.page_index, c.page_label, c.start, c.end, c.quote) for c in citations],
    )
