"""What nobody can see on a page counts for nothing: neither in words nor in meaning, and it crowds nothing out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from muniment_engines.api import About, Page, Words
from muniment_retrieval.answer.refusing import says_nothing
from muniment_retrieval.indexer.meaning import Meaning
from muniment_retrieval.model import Finding, Found, Hit, Scope
from muniment_retrieval.passages import split_document
from muniment_retrieval.search import Searcher, gathering
from muniment_retrieval.vault.schema import STEPS
from muniment_retrieval.vault.writing import NewPassage, Reading, Source

FILLER = "The parties shall meet from time to time in order to talk about how the work goes on. "
WHITE = "The monthly rent is one euro. Rent, rent, monthly rent. "
QUESTION = "How much is the monthly rent?"


def hiding(text: str, white: str) -> Page:
    start = text.index(white)
    return Page(0, "1", text, Words.none(), hidden=((start, start + len(white)),))


def put_as_before(shelf: Any, name: str, text: str, white: str) -> int:
    """A document that was cut when hidden text still counted: it is in passages and their words."""
    page = Page(0, "1", text, Words.none())
    passages = [NewPassage(p.page_index, p.start, p.end, p.heading, "") for p in split_document(About("", 1), [page])]
    source = Source(f"/papers/{name}", "0" * 64, 1, 1, "text/plain")
    found = Found(0, Finding.HIDDEN, text.index(white), text.index(white) + len(white))
    return shelf.vault.writing.put(source, Reading("read"), [page], passages, [found])


def search(shelf: Any, question: str) -> list[Hit]:
    return Searcher(shelf.vault, shelf.embed, shelf.vectors()).search(question)


def test_hidden_words_find_nothing(shelf: Any) -> None:
    shelf.put({"white.pdf": [hiding(FILLER * 3 + WHITE + FILLER * 2, WHITE)]})
    assert search(shelf, "monthly rent euro") == []


def test_hidden_words_of_a_vault_read_before_do_not_change_the_order(shelf: Any) -> None:
    shelf.put({"lease.pdf": [FILLER * 3 + "The monthly rent is 900 euros. " + FILLER]})
    put_as_before(shelf, "white.pdf", FILLER * 2 + WHITE + "It is cold. " + FILLER * 2, WHITE)
    hits = Searcher(shelf.vault).search(QUESTION)
    assert [hit.document.name for hit in hits] == ["lease.pdf"]


def test_what_is_hidden_is_not_near_in_meaning(shelf: Any) -> None:
    shelf.put({"white.pdf": [hiding(FILLER + WHITE, WHITE)]})
    put_as_before(shelf, "before.pdf", FILLER + WHITE, WHITE)
    assert Meaning(shelf.vault, shelf.embed).embed_some() == 1
    ids, scores = shelf.vectors().search(shelf.embed.encode(["monthly rent euro"], "query")[0], 2)
    assert (sorted(ids), scores.tolist()) == ([1, 2], [0, 0])


def test_many_hidden_passages_crowd_nothing_out(shelf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("ALL_UP_TO", "BY_WORDS", "BY_DOCUMENT", "BY_MEANING"):
        monkeypatch.setattr(gathering, limit, 2)
    shelf.put({f"white{n}.pdf": [hiding(FILLER * 3 + f"Number {n}. " + WHITE * 3, WHITE * 3)] for n in range(9)})
    shelf.put({"lease.pdf": [FILLER * 3 + "The monthly rent is 900 euros. " + FILLER]})
    assert search(shelf, QUESTION)[0].document.name == "lease.pdf"


def test_a_hidden_heading_stands_above_nothing(shelf: Any) -> None:
    shelf.put({"white.pdf": [hiding("MONTHLY RENT\n" + FILLER * 2, "MONTHLY RENT")]})
    (hit,) = search(shelf, "When do the parties meet?")
    assert hit.passage.heading == ""


@pytest.mark.parametrize("put", [put_as_before, lambda shelf, name, *page: shelf.put({name: [hiding(*page)]})])
def test_a_hidden_clause_does_not_keep_a_question_from_being_refused(shelf: Any, put: Any) -> None:
    clause = "During the term the Distributor shall not sell any product that competes with those of the Company. "
    put(shelf, "contract.pdf", FILLER * 2 + clause + FILLER, clause)
    query, hits = Searcher(shelf.vault).look_up("Does the agreement restrict a party from competing?", Scope())
    assert says_nothing(query, hits)


def test_vectors_that_were_made_of_hidden_text_are_made_anew(shelf: Any) -> None:
    put_as_before(shelf, "before.pdf", FILLER + WHITE, WHITE)
    put_as_before(shelf, "scan.pdf", WHITE, WHITE)
    ids = shelf.vault.vectors.missing(shelf.embed.space, 9)
    shelf.vault.vectors.put(shelf.embed.space, ids, np.ones((2, shelf.embed.space.dimension), np.float32))
    with shelf.vault.writing._transaction() as connection:
        for statement in STEPS[15].split(";"):
            connection.execute(statement)
    assert shelf.vault.vectors.missing(shelf.embed.space, 9) == ids[:1]
    assert [document.vector_count for document in shelf.vault.documents()] == [0, 1]
