"""What the full-text index and the tables are asked: the only SQL of searching.

Ranking every match of common words is slow, so the words of a query are chosen first: the rarest, as long as the matches of
all that are chosen stay within a bound. Everything that comes out is an identifier; texts are fetched by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

MOST_MATCHES = 40_000
"""Words are added to a ranked query, rarest first, while their matches together stay below this."""

_STAMPED = 50
_COUNTED = 20_000
"""A word that stands in more passages than this counts as standing in this many."""


@dataclass(frozen=True)
class Searchable:
    """A document that can be searched, as far as searching needs to know it."""

    id: int
    path: str
    title: str
    passage_count: int

    @property
    def name(self) -> str:
        return self.path.replace("\\", "/").rsplit("/", 1)[-1]


class Lookup:
    """Questions to one vault's tables, through an open connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def generation(self) -> int:
        """Another number after every change to the documents."""
        return int(self._connection.execute("SELECT value FROM generation").fetchone()[0])

    def documents(self) -> list[Searchable]:
        """All documents that were read and hold text."""
        sql = "SELECT id, path, title, passage_count FROM documents WHERE state = 'read' AND passage_count > 0 ORDER BY id"
        return [Searchable(*row) for row in self._connection.execute(sql)]

    def document_count(self) -> int:
        """How many documents there are, those that could not be read included."""
        sql = "SELECT count(*) FROM documents WHERE state NOT IN ('arriving', 'leaving')"
        return int(self._connection.execute(sql).fetchone()[0])

    def passages_of(self, documents: Iterable[int] | None, limit: int) -> list[int]:
        """Identifiers of the passages of these documents (of all, where None), in order; at most `limit`."""
        where, values = _within(documents)
        sql = f"SELECT p.id FROM passages p WHERE {where} ORDER BY p.document_id, p.id LIMIT ?"
        return [row[0] for row in self._connection.execute(sql, (*values, limit))]

    def count(self, word: str) -> int:
        """In how many passages a word (or phrase) stands, counted up to a bound."""
        sql = "SELECT count(*) FROM (SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? LIMIT ?)"
        return int(self._connection.execute(sql, (word, _COUNTED)).fetchone()[0])

    def stamped(self, identifiers: Sequence[str]) -> list[int]:
        """Identifiers of the passages of pages whose Bates number is one of these, or ends with it; at most `_STAMPED`."""
        marks = " OR ".join("lower(replace(g.bates, ' ', '')) LIKE ? ESCAPE '!'" for _ in identifiers)
        ends = ["%" + re.sub(r"([%_!])", r"!\1", identifier) for identifier in identifiers]
        sql = (
            "SELECT p.id FROM pages g JOIN passages p ON p.document_id = g.document_id AND p.page_index = g.page_index "
            f"WHERE g.bates <> '' AND ({marks}) ORDER BY p.id LIMIT {_STAMPED}"
        )
        return [row[0] for row in self._connection.execute(sql, ends)]

    def documents_with(self, expression: str, limit: int) -> dict[int, int]:
        """The documents where an expression matches, and in how many passages of the first `limit` that match."""
        sql = (
            "SELECT p.document_id, count(*) FROM (SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? LIMIT ?) f "
            "JOIN passages p ON p.id = f.rowid GROUP BY p.document_id"
        )
        return dict(self._connection.execute(sql, (expression, limit)).fetchall())

    def best(self, expressions: Sequence[str], documents: Iterable[int] | None, limit: int) -> list[int]:
        """The passages that match any of the expressions best, best first, by the rarest that stay within bounds."""
        chosen = self._rarest(expressions)
        if not chosen:
            return []
        where, values = _within(documents)
        sql = (
            "SELECT f.rowid FROM passages_fts f JOIN passages p ON p.id = f.rowid "
            f"WHERE passages_fts MATCH ? AND {where} ORDER BY f.rank LIMIT ?"
        )
        return [row[0] for row in self._connection.execute(sql, (" OR ".join(chosen), *values, limit))]

    def _rarest(self, expressions: Sequence[str]) -> list[str]:
        counted = sorted((n, e) for e in dict.fromkeys(expressions) if (n := self.count(e)))
        chosen: list[str] = []
        matches = 0
        for n, expression in counted:
            matches += n
            if chosen and matches > MOST_MATCHES:
                break
            chosen.append(expression)
        return chosen


def quoted(text: str) -> str:
    """A word or phrase as an expression of the full-text index; whatever it holds is text, never an operator."""
    return '"' + re.sub(r'["\x00]', " ", text) + '"'


def either(spellings: Sequence[str], beginnings: Sequence[str] = ()) -> str:
    """An expression that matches any of the spellings of one word, and any word that begins so."""
    ways = [*map(quoted, spellings), *(f"{quoted(beginning)} *" for beginning in beginnings)]
    return "(" + " OR ".join(ways) + ")" if len(ways) > 1 else ways[0]


def _within(documents: Iterable[int] | None) -> tuple[str, tuple[int, ...]]:
    """The condition for a scope. Identifiers are numbers of ours, so they may stand in the text of the query."""
    if documents is None:
        return "1", ()
    listed = sorted({int(d) for d in documents})
    return f"p.document_id IN ({','.join(map(str, listed))})", ()
