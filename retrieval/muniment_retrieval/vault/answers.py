"""Keeping what was asked and answered, with its citations, its conversation and how it came about.

A document may be forgotten while it is asked: of an answer that repeats it only the question is kept, as if it had been forgotten
afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from ..conversations import TITLE_CHARACTERS, Asking, Before, KeptAnswer, KeptTable, RewrittenBy
from ..model import Answer, Badge, Citation, Cost, Kept, Sentence
from ..unspaced import spaced
from .cleaning import LEAVING
from .store import Transactions

_CITATION = "document_id, path, page_index, page_label, start, end, quote, holder"
_ANSWER = "id, question, refused, searched, documents, cost"
_KEPT = f"{_ANSWER}, conversation_id, asked_at, standing, rewritten_by, scope"
_ROWS = """
SELECT data, (SELECT group_concat(document_id) FROM kept_row_documents d WHERE d.row_id = r.id)
FROM kept_rows r WHERE answer_id = ? ORDER BY id
"""

_READ = ("value", "note", "date", "written", "text", "label", "who")
"""What of a row of a table, or of a chronology, a person reads besides its quote."""

Row = tuple[Mapping[str, Any], Sequence[int]]
"""A row of a table, and the documents that its words are from."""


class Answers:
    """Keeps the answers of a vault."""

    def __init__(self, transaction: Transactions) -> None:
        self._transaction = transaction

    def save(
        self,
        answer: Answer,
        asking: Asking,
        head: Mapping[str, Any] | None = None,
        rows: Iterable[Row] = (),
    ) -> Kept:
        """Keep an answer; with `head`, a table with its rows. Without a conversation, a new one is begun."""
        with self._transaction(changes_documents=False) as connection:
            if not are_here(connection, _repeated(answer, asking)):
                answer = replace(answer, sentences=(), nearest=())
                head = None if asking.standing else head
                asking = replace(asking, standing="", repeats=(), record=None)
            conversation = _conversation(connection, asking.conversation, answer.question)
            row = connection.execute(
                "INSERT INTO answers (question, refused, searched, documents, cost, conversation_id, standing, rewritten_by,"
                " scope) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    answer.question,
                    answer.refused,
                    answer.searched,
                    answer.documents,
                    json.dumps(asdict(answer.cost)),
                    conversation,
                    asking.standing,
                    asking.rewritten_by,
                    json.dumps(asking.scope),
                ),
            )
            answer_id = int(row.lastrowid)
            for sentence in answer.sentences:
                row = connection.execute(
                    "INSERT INTO sentences (answer_id, text, badge) VALUES (?, ?, ?)",
                    (answer_id, sentence.text, sentence.badge.value),
                )
                _save_citations(connection, answer_id, int(row.lastrowid), sentence.citations)
            _save_citations(connection, answer_id, None, answer.nearest)
            _save_repeated(connection, answer_id, answer, asking)
            if asking.record is not None:
                record = json.dumps(asking.record, ensure_ascii=False)
                connection.execute("INSERT INTO records VALUES (?, ?)", (answer_id, record))
            if head is not None:
                _save_table(connection, answer_id, head, rows)
            write_words(connection, answer_id)
        return Kept(answer_id, conversation)


def _conversation(connection: Any, wanted: int | None, question: str) -> int:
    """The conversation that is wanted, if it is still there; else a new one, named after its question."""
    if wanted is not None and connection.execute("SELECT 1 FROM conversations WHERE id = ?", (wanted,)).fetchone():
        return wanted
    title = " ".join(question.split())[:TITLE_CHARACTERS]
    return int(connection.execute("INSERT INTO conversations (title) VALUES (?)", (title,)).lastrowid)


def are_here(connection: Any, documents: Iterable[int]) -> bool:
    """Whether none of these documents was forgotten."""
    query = "SELECT 1 FROM documents WHERE id = ? AND state <> ?"
    return all(connection.execute(query, (document_id, LEAVING)).fetchone() for document_id in set(documents))


def _repeated(answer: Answer, asking: Asking) -> set[int]:
    """The documents whose words are in an answer, or in how it came about."""
    return {*(citation.document_id for citation in (*answer.citations, *answer.nearest)), *asking.repeats}


def _save_repeated(connection: Any, answer_id: int, answer: Answer, asking: Asking) -> None:
    connection.executemany(
        "INSERT INTO answer_documents VALUES (?, ?)", [(answer_id, document_id) for document_id in _repeated(answer, asking)]
    )


def _save_table(connection: Any, answer_id: int, head: Mapping[str, Any], rows: Iterable[Row]) -> None:
    rows = list(rows)
    gone = {one for one in {document for _, documents in rows for document in documents} if not are_here(connection, [one])}
    here = [row for row in rows if not gone.intersection(row[1])]
    if len(here) < len(rows):
        head = {name: value for name, value in head.items() if name != "said"}
    connection.execute("INSERT INTO kept_tables VALUES (?, ?)", (answer_id, json.dumps(head, ensure_ascii=False)))
    for data, documents in here:
        row = connection.execute(
            "INSERT INTO kept_rows (answer_id, data) VALUES (?, ?)", (answer_id, json.dumps(data, ensure_ascii=False))
        )
        connection.executemany(
            "INSERT OR IGNORE INTO kept_row_documents VALUES (?, ?)", [(row.lastrowid, document_id) for document_id in documents]
        )


def write_words(connection: Any, answer_id: int) -> None:
    """Have an answer found by the words that it has now, within a transaction."""
    connection.execute("DELETE FROM answers_fts WHERE rowid = ?", (answer_id,))
    row = connection.execute("SELECT question, standing FROM answers WHERE id = ?", (answer_id,)).fetchone()
    said = connection.execute("SELECT text FROM sentences WHERE answer_id = ? ORDER BY id", (answer_id,)).fetchall()
    rows = connection.execute("SELECT data FROM kept_rows WHERE answer_id = ? ORDER BY id", (answer_id,)).fetchall()
    told = [*(text for (text,) in said), *(_words_of(json.loads(data)) for (data,) in rows)]
    connection.execute(
        "INSERT INTO answers_fts (rowid, asked, said) VALUES (?, ?, ?)",
        (answer_id, spaced(" ".join(row)), spaced(" ".join(told))),
    )


def _words_of(data: Mapping[str, Any]) -> str:
    """What a person reads in a row of a table or of a chronology."""
    cited = data.get("citation") or {"path": "", "quote": ""}
    name = cited["path"].replace("\\", "/").rsplit("/", 1)[-1]
    return " ".join([*(str(data[key]) for key in _READ if key in data), cited["quote"], name])


def remove_repeated(connection: Any, document_id: int) -> None:
    """Take out, within a transaction, whatever answers repeat of a document: what rests on it goes, and the question stays."""
    touched = connection.execute("SELECT answer_id FROM answer_documents WHERE document_id = ?", (document_id,)).fetchall()
    for (answer_id,) in touched:
        _remove_tabled_follow_up(connection, answer_id)
        for table in ("sentences", "records", "sentence_marks"):
            connection.execute(f"DELETE FROM {table} WHERE answer_id = ?", (answer_id,))
        connection.execute("UPDATE answers SET standing = '' WHERE id = ?", (answer_id,))
        write_words(connection, answer_id)
    connection.execute("DELETE FROM citations WHERE document_id = ?", (document_id,))
    rows = "SELECT row_id FROM kept_row_documents WHERE document_id = ?"
    tables = f"SELECT answer_id FROM kept_rows WHERE id IN ({rows})"
    connection.execute(f"UPDATE kept_tables SET head = json_remove(head, '$.said') WHERE answer_id IN ({tables})", (document_id,))
    tabled = connection.execute(f"SELECT DISTINCT answer_id FROM kept_rows WHERE id IN ({rows})", (document_id,)).fetchall()
    connection.execute(f"DELETE FROM kept_rows WHERE id IN ({rows})", (document_id,))
    for (answer_id,) in tabled:
        write_words(connection, answer_id)


def _remove_tabled_follow_up(connection: Any, answer_id: int) -> None:
    """Take out the table of a follow-up: its head and the topics of its rows are made of the question as it was rewritten."""
    follow_up = "SELECT id FROM answers WHERE id = ? AND standing <> ''"
    for table in ("kept_tables", "kept_rows"):
        connection.execute(f"DELETE FROM {table} WHERE answer_id IN ({follow_up})", (answer_id,))


def hand_over(connection: Any, old: int, new: int) -> None:
    """What answers repeat of a document's old version counts as the new one's, within a transaction."""
    connection.execute("UPDATE citations SET document_id = ? WHERE document_id = ?", (new, old))
    for table in ("answer_documents", "kept_row_documents"):
        connection.execute(f"UPDATE OR REPLACE {table} SET document_id = ? WHERE document_id = ?", (new, old))


def stored_answers(connection: Any) -> list[Answer]:
    """All answers, newest last. One whose document was forgotten has no sentences any more."""
    rows = connection.execute(f"SELECT {_ANSWER} FROM answers ORDER BY id").fetchall()
    return [_answer(connection, *row) for row in rows]


def kept_answers(connection: Any, where: str, value: int) -> list[KeptAnswer]:
    """The answers that a condition of ours names, oldest first, with all that is known of them but their records."""
    rows = connection.execute(f"SELECT {_KEPT} FROM answers WHERE {where} ORDER BY id", (value,)).fetchall()
    return [_kept(connection, row) for row in rows]


def answers_before(connection: Any, conversation: int, count: int) -> list[Before]:
    """The newest answers of a conversation, so many at most, oldest first; no row of a table is read."""
    query = f"SELECT {_ANSWER}, standing FROM answers WHERE conversation_id = ? ORDER BY id DESC LIMIT ?"
    rows = connection.execute(query, (conversation, count)).fetchall()
    return [Before(row[0], row[6] or row[1], _answer(connection, *row[:6])) for row in reversed(rows)]


def _kept(connection: Any, row: tuple[Any, ...]) -> KeptAnswer:
    answer = _answer(connection, *row[:6])
    conversation, asked_at, standing, rewritten_by, scope = row[6:]
    wanted = json.loads(scope)
    marks = connection.execute("SELECT position, holds FROM sentence_marks WHERE answer_id = ?", row[:1]).fetchall()
    table = _table(connection, row[0])
    return KeptAnswer(
        row[0],
        conversation,
        asked_at,
        answer,
        standing,
        RewrittenBy(rewritten_by),
        None if wanted is None else tuple(wanted),
        {position: bool(holds) for position, holds in marks},
        table,
        forgotten=not answer.sentences and table is None,
    )


def _table(connection: Any, answer_id: int) -> KeptTable | None:
    head = connection.execute("SELECT head FROM kept_tables WHERE answer_id = ?", (answer_id,)).fetchone()
    if head is None:
        return None
    rows = connection.execute(_ROWS, (answer_id,)).fetchall()
    return KeptTable(json.loads(head[0]), tuple(_data(data, documents) for data, documents in rows))


def _data(data: str, documents: str | None) -> Mapping[str, Any]:
    """A row with the documents that it is about now, which may have been read again since."""
    return {**json.loads(data), "documents": [int(one) for one in (documents or "").split(",") if one]}


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
        f"INSERT INTO citations (answer_id, sentence_id, {_CITATION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (answer_id, sentence_id, c.document_id, c.path, c.page_index, c.page_label, c.start, c.end, c.quote, c.holder)
            for c in citations
        ],
    )
