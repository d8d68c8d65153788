"""What is written is what is read; a document that is read again takes the place of its old self; no lock is held for long."""

from __future__ import annotations

import itertools
import random
import time
from pathlib import Path

import numpy as np
import pytest
from muniment_engines.api import Page, Space, Words
from muniment_retrieval.model import Answer, Badge, Citation, Cost, NameAmbiguous, NameNotFound, Sentence
from muniment_retrieval.vault import Vault, cleaning, open_vault, writing
from muniment_retrieval.vault.writing import NewPassage, Reading, Source

SOURCE = Source("/papers/Größe.pdf", "0" * 64, 7, 8, "application/pdf")


def test_a_page_comes_back_as_it_was(vault: Vault) -> None:
    words = Words(np.array([[0, 5], [6, 8]], np.int32), np.array([[1, 2, 3, 4], [-5, 6, 32767, -32768]], np.int16))
    text = "Zoë 𝔘 \U0001f600 \ufffe naïve\u2028"
    document_id = vault.writing.put(
        SOURCE,
        Reading("read", "", "Títle", "pdf", "1.2", ("repaired while reading",)),
        [Page(0, "iv", text, words, 612.5, 792.25, 0.5)],
        [NewPassage(0, 4, 7, "One › Two", "Títle")],
    )
    page = vault.page(document_id, 0)
    assert (page.label, page.text, page.width, page.height, page.factor) == ("iv", text, 612.5, 792.25, 0.5)
    assert page.words.spans.tolist() == words.spans.tolist()
    assert page.words.boxes.tolist() == words.boxes.tolist()
    document = vault.document(document_id)
    assert (document.title, document.notes, document.name) == ("Títle", ("repaired while reading",), "Größe.pdf")
    (passage,) = vault.passages(vault.vectors.missing(Space("m", "1", 3), 10))
    assert (passage.text, passage.heading) == (text[4:7], "One › Two")


def test_all_pages_come_in_order_however_many(vault: Vault, write) -> None:
    document_id = write(vault, "/a.txt", [f"page {i}" for i in range(123)])
    assert [p.text for p in vault.pages(document_id)] == [f"page {i}" for i in range(123)]
    with pytest.raises(NameNotFound):
        vault.page(document_id, 123)


def test_passages_come_in_the_order_asked_for(vault: Vault, write) -> None:
    write(vault, "/a.txt", [f"page {i}" for i in range(1_200)])
    ids = vault.vectors.missing(Space("m", "1", 3), 5_000)[::-1]
    assert [p.id for p in vault.passages([*ids, 10**9])] == ids


def test_a_document_read_again_takes_the_place_of_its_old_self(vault: Vault, write) -> None:
    write(vault, "/a.txt", ["the first version"], vectors=True)
    write(vault, "/a.txt", ["the second version", "has two pages"])
    (document,) = vault.documents()
    assert [p.text for p in vault.pages(document.id)] == ["the second version", "has two pages"]
    assert (document.passage_count, document.vector_count, document.meaning) == (2, 0, False)
    assert vault.counts() == {"documents": 1, "pages": 2, "passages": 2, "vectors": 0}


def test_the_old_self_is_found_until_the_new_one_is_whole(vault: Vault, write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "CHARACTERS_AT_ONCE", 30)
    write(vault, "/a.txt", ["the first version"])
    seen: list[list[str]] = []
    whole = writing._write

    def watched(*arguments: object) -> None:
        with open_vault(vault.folder, vault.key, write=False) as other:
            seen.append([p.text for d in other.documents() for p in other.pages(d.id)])
        whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "_write", watched)
    texts = [f"page {i} of the second version" for i in range(5)]
    write(vault, "/a.txt", texts)
    assert seen == [["the first version"]] * 5
    assert [p.text for p in vault.pages(vault.documents()[0].id)] == texts


def test_a_writer_that_ended_halfway_leaves_nothing_to_see(vault: Vault, write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "CHARACTERS_AT_ONCE", 10)
    write(vault, "/a.txt", ["the first version"])
    before = vault.documents()

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(writing, "_take_place", cut_off)
        with pytest.raises(KeyboardInterrupt):
            write(vault, "/a.txt", ["the second version", "of which not all", "was written"])
    assert vault.documents() == before
    assert vault.counts()["pages"] == 1
    assert vault.vectors.count_missing(Space("m", "1", 3)) == 1
    vault.cleaning.abandon_arriving()
    assert vault.cleaning.clean()
    assert vault.connection.execute("SELECT count(*) FROM pages").fetchone() == (1,)
    assert vault.connection.execute("SELECT count(*) FROM passages_fts WHERE passages_fts MATCH 'second'").fetchone() == (0,)


def test_no_lock_is_held_for_long(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand full pages are written, read again and forgotten: no transaction changes more than a small part of the rows.

    The rows of the full-text index are among them, of which one is a page of its words: written, or read and dropped.
    """
    monkeypatch.setattr(cleaning, "PASSAGES_AT_ONCE", 1_000)
    chance = random.Random(0)
    pages = [Page(i, str(i), " ".join(f"word{chance.randrange(20_000)}" for _ in range(400)), Words.none()) for i in range(1_000)]
    passages = [NewPassage(i, at, at + 700, "", "title") for i in range(1_000) for at in range(0, 2_800, 700)]
    connection = vault.writing._transaction.connection
    begun: list[int] = []

    def watch(statement: str) -> None:
        if statement.startswith("BEGIN"):
            begun.append(connection.total_changes)

    connection.set_trace_callback(watch)
    for _ in range(2):
        document_id = vault.writing.put(SOURCE, Reading("read"), pages, passages)
    vault.forget([document_id])
    connection.set_trace_callback(None)
    rows = [after - before for before, after in itertools.pairwise([*begun, connection.total_changes])]
    assert sum(rows) > 4 * len(passages)
    assert max(rows) < 3_000


def test_the_generation_rises_with_every_change(vault: Vault, write) -> None:
    seen = [vault.generation()]
    document_id = write(vault, "/a.txt", ["text"])
    seen.append(vault.generation())
    ids = vault.vectors.missing(Space("m", "1", 3), 10)
    vault.vectors.put(Space("m", "1", 3), ids, np.ones((1, 3), np.float32))
    seen.append(vault.generation())
    vault.save_answer(_answer(document_id))
    assert vault.generation() == seen[-1]
    vault.forget([document_id])
    seen.append(vault.generation())
    assert sorted(set(seen)) == seen


def test_names_are_the_ends_of_paths_by_whole_components(vault: Vault, write) -> None:
    one, two = write(vault, "/x/deep/report.pdf", ["a"]), write(vault, "/y/report.pdf", ["b"])
    assert vault.resolve("deep/report.pdf").id == one
    assert vault.resolve("/y/report.pdf").id == two
    assert vault.resolve("y\\report.pdf").id == two
    with pytest.raises(NameAmbiguous) as told:
        vault.resolve("report.pdf")
    assert told.value.names == ("/x/deep/report.pdf", "/y/report.pdf")
    for unknown in ("port.pdf", "", "/", "x/report.pdf", "\0"):
        with pytest.raises(NameNotFound):
            vault.resolve(unknown)


def test_answers_come_back_as_they_were(vault: Vault, write) -> None:
    answer = _answer(write(vault, "/a.txt", ["text"]))
    vault.save_answer(answer)
    assert vault.answers() == [answer]


def test_a_quote_belongs_to_the_document_that_took_its_place(vault: Vault, write) -> None:
    """So that forgetting the new version forgets what was quoted from the old one."""
    vault.save_answer(_answer(write(vault, "/a.txt", ["text"])))
    new = write(vault, "/a.txt", ["other text"])
    (kept,) = vault.answers()
    assert {c.document_id for c in (*kept.citations, *kept.nearest)} == {new}
    vault.forget([new])
    (kept,) = vault.answers()
    assert (kept.sentences, kept.nearest) == ((), ())


def test_vectors_of_two_spaces_are_counted_once(vault: Vault, write) -> None:
    write(vault, "/a.txt", ["one", "two", "three"])
    old, new = Space("old", "1", 3), Space("new", "1", 4)
    for space, some in ((old, 3), (new, 2)):
        ids = vault.vectors.missing(space, some)
        vault.vectors.put(space, ids, np.ones((len(ids), space.dimension), np.float32))
    assert vault.vectors.count_missing(old) == 0
    assert vault.vectors.count_missing(new) == 1
    assert vault.counts()["vectors"] == vault.documents()[0].vector_count == 3


def test_vectors_are_written_once_and_only_for_passages_that_are_there(vault: Vault, write, space: Space) -> None:
    write(vault, "/a.txt", ["one", "two"])
    ids = vault.vectors.missing(space, 10)
    for fill in (1.0, 2.0):
        vault.vectors.put(space, [*ids, 999], np.full((3, space.dimension), fill, np.float32))
    rows = vault.connection.execute("SELECT vector FROM vectors").fetchall()
    assert [np.frombuffer(row[0], "<f4").tolist() for row in rows] == [[1.0] * space.dimension] * 2
    assert vault.documents()[0].vector_count == 2


def test_thousands_of_documents_are_listed_quickly(vault: Vault) -> None:
    with vault.writing._transaction() as connection:
        for number in range(5_000):
            connection.execute(
                "INSERT INTO documents (path, sha256, size, modified_ns, media_type, title, parser, parser_version, state,"
                " reason, notes, page_count, passage_count) VALUES (?, '', 1, 1, '', '', '', '', 'read', '', '[]', 1, 1)",
                (f"/{number}",),
            )
    vault.documents()
    before = time.process_time()
    assert len(vault.documents()) == 5_000
    assert time.process_time() - before < 0.5  # ten times what it takes; a query for each would take longer


def _answer(document_id: int) -> Answer:
    quote = Citation(document_id, "/a.txt", 0, "1", 0, 4, "text")
    sentences = (Sentence("It says text.", Badge.VERIFIED, (quote,)), Sentence("And more.", Badge.NOT_FOUND))
    return Answer("What does it say?", sentences, False, 1, 1, Cost("e", "m", 0.5, 1.5, 10, 3), (quote,))


def test_paths_of_any_kind_are_kept(vault: Vault, write, tmp_path: Path) -> None:
    for path in ("/" + "n" * 255, "/Ünï/ \n'\";--.txt", "/\\xff.txt"):
        write(vault, path, ["text"])
        assert vault.resolve(path).path == path
