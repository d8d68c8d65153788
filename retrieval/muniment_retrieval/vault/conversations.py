"""Conversations: listing, reading, searching, renaming and deleting them, their answers' records, and marks on sentences.

Deleting is as true on disk as forgetting a document is: the rows are overwritten, and the log is cut to nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ..conversations import TITLE_CHARACTERS, Before, Conversation, FoundTalk, KeptAnswer, Marked
from ..model import NameNotFound
from ..unspaced import spaced
from .answers import answers_before, kept_answers
from .cleaning import Cleaning, mark
from .store import Transactions

MOST_FOUND = 200

_LISTED = """
SELECT c.id, c.title, c.begun_at, max(a.asked_at), count(*) FROM conversations c JOIN answers a ON a.conversation_id = c.id
"""
_GONE = "That conversation is not in this vault any more."
_NO_ANSWER = "There is no answer with that number in this vault; “muniment conversations show” lists them."


class Conversations:
    """What a vault holds of talking. Changes need a vault that can be written."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def listed(self) -> list[Conversation]:
        """The newest first: that in which something was asked last."""
        rows = self._connection.execute(f"{_LISTED} GROUP BY c.id ORDER BY max(a.id) DESC").fetchall()
        return [Conversation(*row) for row in rows]

    def one(self, conversation: int) -> Conversation:
        """Raises `NameNotFound` where it was deleted."""
        row = self._connection.execute(f"{_LISTED} WHERE c.id = ? GROUP BY c.id", (conversation,)).fetchone()
        if row is None:
            raise NameNotFound(_GONE)
        return Conversation(*row)

    def answers(self, conversation: int) -> list[KeptAnswer]:
        """Oldest first; none where it was deleted."""
        return kept_answers(self._connection, "conversation_id = ?", conversation)

    def before(self, conversation: int, count: int) -> list[Before]:
        """The last `count` at most, oldest first; none where it was deleted."""
        return answers_before(self._connection, conversation, count)

    def answer(self, answer_id: int) -> KeptAnswer:
        """Raises `NameNotFound` where there is none."""
        for answer in kept_answers(self._connection, "id = ?", answer_id):
            return answer
        raise NameNotFound(_NO_ANSWER)

    def record(self, answer_id: int) -> Mapping[str, Any] | None:
        """What was kept of how an answer came about; None where nothing was, or it went with a forgotten document."""
        row = self._connection.execute("SELECT record FROM records WHERE answer_id = ?", (answer_id,)).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def search(self, words: str) -> list[FoundTalk]:
        """The conversations with all of these words in a title, a question or an answer; those that fit best first."""
        asked = spaced(words).split()
        if not asked:
            return []
        listed = {one.id: one for one in self.listed()}
        expression = " ".join('"' + re.sub(r'["\x00]', " ", word) + '"*' for word in asked)
        rows = self._connection.execute(
            "SELECT a.conversation_id, a.question FROM answers_fts f JOIN answers a ON a.id = f.rowid"
            " WHERE answers_fts MATCH ? ORDER BY f.rank LIMIT ?",
            (expression, MOST_FOUND),
        ).fetchall()
        found = {one.id: FoundTalk(one) for one in listed.values() if _all_in(words, one.title)}
        for conversation, question in rows:
            if conversation in listed:
                found.setdefault(conversation, FoundTalk(listed[conversation], question))
        return list(found.values())

    def marked(self) -> list[Marked]:
        """Every sentence that was marked, in the order of the answers."""
        rows = self._connection.execute("SELECT DISTINCT answer_id FROM sentence_marks ORDER BY answer_id").fetchall()
        answers = [self.answer(answer_id) for (answer_id,) in rows]
        return [
            Marked(answer, position, right)
            for answer in answers
            for position, right in sorted(answer.marks.items())
            if position < len(answer.answer.sentences)
        ]


class ConversationChanges:
    """Changes to what a vault holds of talking."""

    def __init__(self, transaction: Transactions, cleaning: Cleaning) -> None:
        self._transaction = transaction
        self._cleaning = cleaning

    def rename(self, conversation: int, title: str) -> None:
        """Raises `NameNotFound` where it was deleted. A title without a word changes nothing."""
        plain = " ".join(title.split())[:TITLE_CHARACTERS]
        if not plain:
            return
        with self._transaction(changes_documents=False) as connection:
            row = connection.execute("UPDATE conversations SET title = ? WHERE id = ?", (plain, conversation))
            if not row.rowcount:
                raise NameNotFound(_GONE)

    def delete(self, conversation: int) -> None:
        """With its questions, answers, records, marks and tables, from the disk too."""
        with self._transaction(changes_documents=False) as connection:
            answers = "SELECT id FROM answers WHERE conversation_id = ?"
            connection.execute(f"DELETE FROM answers_fts WHERE rowid IN ({answers})", (conversation,))
            connection.execute("DELETE FROM answers WHERE conversation_id = ?", (conversation,))
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation,))
            mark(connection)
        self._cleaning.clean()

    def mark(self, answer_id: int, position: int, right: bool | None) -> None:
        """Say of a sentence, counted from 0, that it is right or wrong; None takes that back. Raises `NameNotFound`."""
        with self._transaction(changes_documents=False) as connection:
            count = connection.execute("SELECT count(*) FROM sentences WHERE answer_id = ?", (answer_id,)).fetchone()[0]
            if not 0 <= position < count:
                raise NameNotFound(_NO_ANSWER if not count else f"That answer has {count} sentences; count from 1.")
            connection.execute("DELETE FROM sentence_marks WHERE answer_id = ? AND position = ?", (answer_id, position))
            if right is not None:
                connection.execute(
                    "INSERT INTO sentence_marks (answer_id, position, holds) VALUES (?, ?, ?)", (answer_id, position, right)
                )


def _all_in(words: str, title: str) -> bool:
    folded = title.casefold()
    return all(word.casefold() in folded for word in words.split())
