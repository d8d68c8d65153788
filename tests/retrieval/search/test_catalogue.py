"""What is kept of the documents between searches is always what the vault holds."""

from __future__ import annotations

from typing import Any

import pytest
from muniment_retrieval.model import Scope
from muniment_retrieval.search import Searcher, catalogue
from muniment_retrieval.search.catalogue import Catalogue


def test_what_comes_and_goes_is_taken_up(shelf: Any) -> None:
    kept = Catalogue(shelf.vault.connection)
    known = shelf.put({"lightbridgecorp.txt": ["One."], "acme lease.txt": ["Two."]})
    before = kept.current()
    assert before.names.speaks_for("lightbridg") == {known["lightbridgecorp.txt"]}
    assert before.names.speaks_for("leas") == {known["acme lease.txt"]}
    assert kept.current() is before
    shelf.vault.forget([known["acme lease.txt"]])
    known |= shelf.put({"bolt lease.txt": ["Three."]})
    now = kept.current()
    assert now.names.with_all(["leas"]) == {known["bolt lease.txt"]}
    assert now.names.with_all(["acme"]) == set()
    assert now.names.with_all([]) == set()
    assert [document.name for document in now.documents] == ["lightbridgecorp.txt", "bolt lease.txt"]


def test_very_much_that_goes_is_taken_up_too(shelf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_MANY", 1)
    kept = Catalogue(shelf.vault.connection)
    known = shelf.put({f"lease {n}.txt": [f"Number {n}."] for n in range(4)})
    kept.current()
    shelf.vault.forget([known[f"lease {n}.txt"] for n in range(3)])
    assert kept.current().names.speaks_for("leas") == {known["lease 3.txt"]}


def test_a_searcher_finds_what_has_come_since(shelf: Any) -> None:
    kept = Catalogue(shelf.vault.connection)
    shelf.put({"a.txt": ["The rent is due in May."]})
    assert len(Searcher(shelf.vault, catalogue=kept).search("rent")) == 1
    known = shelf.put({"b.txt": ["The rent is due in June."]})
    assert len(Searcher(shelf.vault, catalogue=kept).search("rent")) == 2
    assert Searcher(shelf.vault, catalogue=kept).searched(Scope((known["b.txt"], 99))) == (1, 2)
