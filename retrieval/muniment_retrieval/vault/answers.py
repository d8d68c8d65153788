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
    """Keeps the answers of a vault."""

    def __init__(self, transaction: Transactions) -> None:
        self._transaction = transaction

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


def stored_answers(connection: Any) -> list[Answer]:
    """All answers, newest last. One whose document was forgotten has no sentences any more."""
    rows = connection.execute("SELECT id, question, refused, searched, documents, cost FROM answers ORDER BY id").fetchall()
    return [_answer(connection, *row) for row in rows]


def _answer(connection: Any, answer_id: int, question: str, refused: int, searched: int, documents: int, cost: str) -> Answer:
    rows = connection.execute("SELECT id, text, badge FROM sentences WHERE answer_id = ? ORDER BY id", (answer_id,)).fetchall()
    sentences = tuple(Sentence(text, Badge(badge), _citations(connection, "sentence_id = ?", i)) for i, text, badge in rows)
    nearest = _citations(connection, "sentence_id IS NULL AND answer_id = ?", answer_id)
    return Answer(question, sentences, bool(refused), searched, documents, Cost(**json.loads(cost)), nearest)


def _citations(connection: Any, where: str, value: int) -> tuple[Citation, ...]:
    rows = connection.execute(f"SELECT {_CITATION} FROM citations WHERE {where} ORDER BY id", (value,)).fetchall()
    return tuple(Citation(row[0] or 0, *row[1:]) for row in rows)


def _save_citations(connection: Any, answer_id: int, sentence_id: int | None, citations: Sequence[Citation]) -> None:
    connection.executemany(
        f"INSERT INTO citations (answer_id, sentence_id, {_CITATION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(answer_id, sentence_id, c.document_id, c.path, c.page_index, c.page_label, c.start, c.end, c.quote) for c in citations],
    )
