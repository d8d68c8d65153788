"""Conversations of an open vault, with real processes and no model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from muniment_desktop.exporting import save, sheets_of
from muniment_desktop.exporting.markdown import markdown
from muniment_desktop.models.fingerprints import Fingerprints
from muniment_desktop.roles import ROLES
from muniment_desktop.settings import Settings
from muniment_desktop.talks import TURNS
from muniment_desktop.vault_session import VaultSession
from muniment_engines.api import Cancel
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.conversations import Asking, RewrittenBy, Understood
from muniment_retrieval.model import Answer, Answered, Cost, Scope
from muniment_retrieval.reading import Found, Row, Table, Tabled, wanted_of
from muniment_retrieval.reading.chronology import Chronicle, Chronicled
from muniment_retrieval.reading.keeping import head_of, rows_of
from muniment_retrieval.vault import answers as vault_answers

LEASE = (
    "# Lease of Elm Street\n\nThe rent of the house is 900 dollars a month.\n\nThe lease was signed by Ann Berg in May 2011.\n"
)
GARAGE = "# Garage contract\n\nThe rent of the garage is 70 dollars.\n\nThe contract was signed by Carl Voss.\n"


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[VaultSession]:
    monkeypatch.setenv("MUNIMENT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("muniment_desktop.keys.real_keychain", lambda: None)
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "lease.md").write_text(LEASE)
    (papers / "garage.md").write_text(GARAGE)
    with VaultSession.open(tmp_path / "vault", DirectLauncher(ROLES), Settings(), create=True) as made:
        list(made.index([papers], Cancel()))
        yield made


def ask(session: VaultSession, question: str, conversation: int | None = None, standing: str = "") -> list[object]:
    return list(session.ask(question, Scope(), Cancel(), conversation=conversation, standing=standing))


def test_a_follow_up_stands_alone_and_is_asked_of_the_document_before(session: VaultSession) -> None:
    *_, first = ask(session, "How much is the rent of the house?")
    assert isinstance(first, Answered)
    assert first.kept is not None
    understood, *_, second = ask(session, "Who signed it?", first.kept.conversation)
    lease = session.vault.resolve("lease.md").id
    assert isinstance(understood, Understood)
    assert (understood.standing, understood.by) == ("Who signed the Lease of Elm Street?", RewrittenBy.CODE)
    assert understood.documents == (lease,)
    assert isinstance(second, Answered)
    assert second.answer.question == "Who signed it?"
    assert "Ann Berg" in second.answer.text
    kept = session.talks.answers(first.kept.conversation)
    assert [a.answer for a in kept] == [first.answer, second.answer]
    assert kept[1].asked == understood.standing


def test_where_the_document_before_says_nothing_all_are_asked(session: VaultSession) -> None:
    *_, first = ask(session, "How much is the rent of the house?")
    assert isinstance(first, Answered)
    assert first.kept is not None
    narrow, _, wide, _, last = ask(session, "And who is Carl Voss?", first.kept.conversation)
    assert isinstance(narrow, Understood)
    assert isinstance(wide, Understood)
    assert (narrow.documents, wide.documents) == ((session.vault.resolve("lease.md").id,), None)
    assert isinstance(last, Answered)
    assert "Carl Voss" in last.answer.text


def test_where_nothing_is_found_slips_are_put_right_and_that_is_told(session: VaultSession) -> None:
    *_, understood, _, last = ask(session, "hwo much is the rnet of teh garage?")
    assert understood == Understood("how much is the rent of the garage?", RewrittenBy.CODE)
    assert isinstance(last, Answered)
    assert last.answer.question == "hwo much is the rnet of teh garage?"
    assert "70 dollars" in last.answer.text


def test_what_nothing_answers_is_asked_once(session: VaultSession) -> None:
    told = ask(session, "Which colour has the parliament of Ruritania?")
    assert not [event for event in told if isinstance(event, Understood)]


def test_what_the_person_means_is_asked_as_it_is(session: VaultSession) -> None:
    *_, first = ask(session, "How much is the rent of the house?")
    assert isinstance(first, Answered)
    assert first.kept is not None
    understood, *_, last = ask(session, "Who signed it?", first.kept.conversation, "Who signed the garage contract?")
    assert understood == Understood("Who signed the garage contract?", RewrittenBy.PERSON)
    assert isinstance(last, Answered)
    assert "Carl Voss" in last.answer.text
    record = session.talks.record(last.kept.answer if last.kept else 0)
    assert (record["standing_question"], record["rewritten_by"]) == ("Who signed the garage contract?", "person")


def test_a_record_says_how_an_answer_came_about(session: VaultSession) -> None:
    *_, last = ask(session, "How much is the rent of the house?")
    assert isinstance(last, Answered)
    assert last.kept is not None
    session.talks.mark(last.kept.answer, 0, True)
    record = session.talks.record(last.kept.answer)
    assert record["vault_generation"] == session.vault.generation()
    assert (record["engine"], record["model_sha256"], record["prompt"]) == ("", "", [])
    assert record["sentences"][0]["badge"] == "verified"
    assert record["sentences"][0]["marked"] == "right"
    assert any(p["document_sha256"] == session.vault.resolve("lease.md").sha256 for p in record["passages"])
    assert all(len(p["sha256"]) == 64 for p in record["passages"])


def test_the_record_goes_with_any_document_that_was_found(session: VaultSession) -> None:
    *_, last = ask(session, "How much is the rent?")
    assert isinstance(last, Answered)
    assert last.kept is not None
    cited = {c.document_id for c in last.answer.citations}
    (other,) = {d.id for d in session.documents()} - cited
    assert "passages" in session.talks.record(last.kept.answer)
    session.forget(other)
    record = session.talks.record(last.kept.answer)
    assert "passages" not in record
    assert record["forgotten"]


def test_what_is_asked_in_bulk_is_not_kept(session: VaultSession) -> None:
    *_, last = session.ask("How much is the rent?", Scope(), Cancel(), keep=False)
    assert isinstance(last, Answered)
    assert last.kept is None
    assert session.talks.listed() == []


def test_a_follow_up_to_a_table_is_kept_as_it_was_asked_with_what_it_means(session: VaultSession) -> None:
    first = wanted_of("Which documents mention a garage?")
    assert first is not None
    *_, tabled = session.read_through(first, Scope(), Cancel(), conversation=0)
    assert isinstance(tabled, Tabled)
    assert tabled.kept is not None
    talk = tabled.kept.conversation

    meant = session.talks.meant("And a lease?", talk, Cancel())
    assert (meant.standing, meant.by) == ("Which documents mention a lease?", RewrittenBy.CODE)
    wanted = wanted_of(meant.standing)
    assert wanted is not None
    *_, again = session.read_through(wanted, Scope(), Cancel(), conversation=talk, meant=meant)

    assert isinstance(again, Tabled)
    kept = session.talks.answers(talk)[-1]
    assert (kept.answer.question, kept.standing, kept.rewritten_by) == ("And a lease?", meant.standing, RewrittenBy.CODE)
    assert session.talks.table(kept) == again.table


def test_which_of_them_is_asked_of_the_documents_that_the_table_before_named(session: VaultSession) -> None:
    wanted = wanted_of("Which documents mention a garage?")
    assert wanted is not None
    *_, tabled = session.read_through(wanted, Scope(), Cancel(), conversation=0)
    assert isinstance(tabled, Tabled)
    assert tabled.kept is not None
    named = {row.document.id for row in tabled.table.fitting}
    assert named
    talk = tabled.kept.conversation

    meant = session.talks.meant("Which of them mention a lease?", talk, Cancel())
    assert meant.standing == "Which of the documents mention a lease?"
    assert set(meant.documents or ()) == named
    assert session.talks.meant("And which don’t?", talk, Cancel()).documents is None


def test_of_a_long_conversation_a_follow_up_reads_its_end_and_only_the_table_that_it_is_asked_of(
    session: VaultSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, talk = wanted_of("Which documents mention a garage?"), 0
    assert wanted is not None
    for _ in range(TURNS + 2):
        *_, tabled = session.read_through(wanted, Scope(), Cancel(), conversation=talk)
        assert isinstance(tabled, Tabled)
        assert tabled.kept is not None
        talk = tabled.kept.conversation
    read: list[str] = []
    for name in ("_answer", "_table"):
        does = getattr(vault_answers, name)
        monkeypatch.setattr(vault_answers, name, lambda *asked, name=name, does=does: read.append(name) or does(*asked))

    assert session.talks.meant("And a lease?", talk, Cancel()).standing == "Which documents mention a lease?"
    assert read == ["_answer"] * TURNS
    assert session.talks.meant("Which of them mention a lease?", talk, Cancel()).documents
    assert read == ["_answer"] * (2 * TURNS + 1) + ["_table"]
    assert [one.id for one in session.vault.conversations.before(talk, 2)] == [one.id for one in session.talks.answers(talk)[-2:]]


@pytest.mark.parametrize(
    ("question", "named"),
    [("Which documents mention a helicopter?", 0), ("Do all documents mention a helicopter?", 2)],
)
def test_which_of_them_is_asked_of_none_where_the_table_before_named_none(
    session: VaultSession, question: str, named: int
) -> None:
    wanted = wanted_of(question)
    assert wanted is not None
    *_, tabled = session.read_through(wanted, Scope(), Cancel(), conversation=0)
    assert isinstance(tabled, Tabled)
    assert tabled.kept is not None
    assert tabled.table.fitting == ()

    meant = session.talks.meant("Which of them mention a lease?", tabled.kept.conversation, Cancel())
    assert meant.documents is not None
    assert len(meant.documents) == named
    again = wanted_of(meant.standing)
    assert again is not None
    *_, told = session.read_through(again, Scope(meant.documents), Cancel())

    assert isinstance(told, Tabled)
    assert (told.table.documents, len(told.table.rows)) == (named, named)
    assert (told.table.headline == "The table before names no document, so none was asked.") is (named == 0)


def test_a_table_is_kept_in_its_conversation(session: VaultSession) -> None:
    wanted = wanted_of("Which documents mention a garage?")
    assert wanted is not None
    *_, tabled = session.read_through(wanted, Scope(), Cancel(), conversation=0)
    assert isinstance(tabled, Tabled)
    assert tabled.kept is not None
    (kept,) = session.talks.answers(tabled.kept.conversation)
    assert session.talks.table(kept) == tabled.table
    assert (kept.answer.question, kept.forgotten) == ("Which documents mention a garage?", False)
    session.forget(session.vault.resolve("lease.md").id)
    (kept,) = session.talks.answers(tabled.kept.conversation)
    table = session.talks.table(kept)
    assert isinstance(table, Table)
    assert [row.document.name for row in table.rows] == ["garage.md"]
    *_, again = session.read_through(wanted, Scope(), Cancel())
    assert isinstance(again, Tabled)
    assert again.kept is None


def test_a_table_that_was_kept_before_its_question_was_cut_in_two_has_one_answer_a_document(session: VaultSession) -> None:
    wanted = wanted_of("Which documents have a cap on liability and an audit right?")
    assert wanted is not None
    assert len(wanted.parts) == 2
    rows = tuple(Row(document, Found.NO, "no", False) for document in session.documents())
    table = Table(wanted, rows, 2, 2, 0, 0.1)
    older = [({name: value for name, value in data.items() if name != "topic"}, ids) for data, ids in rows_of(table)]
    answer = Answer(wanted.question, (), False, 2, 2, Cost())
    kept = session.vault.save_table(answer, Asking(), head_of(table), older)

    back = session.talks.table(session.talks.answer(kept.answer))

    assert isinstance(back, Table)
    assert (back.topics, len(back.documents_rows)) == ((), 2)
    assert {len(row) for row in sheets_of(back)[0].rows} == {8}
    assert "| garage\\.md | no |" in markdown(session.talks.paper(kept.conversation))


def test_a_chronology_is_kept_found_and_exported_and_loses_what_is_forgotten(session: VaultSession, tmp_path: Path) -> None:
    made = tmp_path / "papers" / "meeting.md"
    made.write_text("# Minutes\n\nThe lease was signed by Ann Berg in May 2011.\n\nThe garage burned down on 5 June 2012.\n")
    list(session.index([made], Cancel()))
    *_, told = session.chronology(Scope(), Cancel(), conversation=0)
    assert isinstance(told, Chronicled)
    assert told.kept is not None
    assert [(event.date, len(event.citations)) for event in told.chronicle.events] == [("2011-05", 2), ("2012-06-05", 1)]
    (kept,) = session.talks.answers(told.kept.conversation)
    assert (kept.answer.question, kept.forgotten) == ("Chronology of all documents", False)
    assert session.talks.table(kept) == told.chronicle
    assert [found.conversation.id for found in session.talks.search("garage burned")] == [told.kept.conversation]
    words = markdown(session.talks.paper(told.kept.conversation))
    assert "| 2012\\-06\\-05 | The garage burned down on 5 June 2012\\.[^3] |" in words
    assert "| as written\\: May 2011\\; the day is not given |" in words
    save(sheets_of(told.chronicle), tmp_path / "a.csv")
    assert "2012-06-05,5 June 2012" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")

    first = told.chronicle.events[0].citation
    session.forget(first.document_id)
    (kept,) = session.talks.answers(told.kept.conversation)
    left = session.talks.table(kept)
    assert isinstance(left, Chronicle)
    assert all(c.document_id != first.document_id for event in left.events for c in event.citations)
    assert left.events[0].text == "The lease was signed by Ann Berg in May 2011."
    session.forget(session.vault.resolve("meeting.md" if "meeting.md" not in first.path else "lease.md").id)
    assert session.talks.search("garage burned") == []
    *_, again = session.chronology(Scope(), Cancel())
    assert isinstance(again, Chronicled)
    assert again.kept is None


def test_the_rows_of_a_table_are_found_by_their_words(session: VaultSession) -> None:
    wanted = wanted_of("Which documents mention a garage?")
    assert wanted is not None
    list(session.read_through(wanted, Scope(), Cancel(), conversation=0))
    assert session.talks.search("Carl Voss") or session.talks.search("rent 70 dollars")
    session.forget(session.vault.resolve("garage.md").id)
    assert session.talks.search("Carl Voss") == session.talks.search("rent 70 dollars") == []


def test_a_file_is_read_once_for_its_fingerprint(tmp_path: Path) -> None:
    model = tmp_path / "one.gguf"
    model.write_bytes(b"abc")
    first = Fingerprints(tmp_path).of(model)
    assert first.startswith("ba7816bf")
    stamp = model.stat()
    model.write_bytes(b"abd")
    import os

    os.utime(model, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert Fingerprints(tmp_path).of(model) == first  # it is not read again
    os.utime(model, ns=(1, 1))
    assert Fingerprints(tmp_path).of(model) != first
    assert Fingerprints(tmp_path).of(tmp_path / "gone") == ""
    (tmp_path / ".fingerprints.json").write_text("no JSON")
    assert len(Fingerprints(tmp_path).of(model)) == 64
