"""Conversations in the vault: they come back as they were, and are found."""

from __future__ import annotations

import pytest
from muniment_retrieval.conversations import Asking, RewrittenBy
from muniment_retrieval.model import Answer, Badge, Citation, Cost, Kept, NameNotFound, Sentence
from muniment_retrieval.vault import Vault

QUOTE = "The rent is 900 dollars a month."


def an_answer(question: str, text: str = QUOTE, document_id: int = 0, path: str = "/lease.txt") -> Answer:
    cited = (Citation(document_id, path, 0, "1", 0, len(text), text, "/outer.zip"),) if document_id else ()
    return Answer(question, (Sentence(text, Badge.VERIFIED if cited else Badge.NOT_FOUND, cited),), False, 1, 1, Cost())


def talk(vault: Vault, *questions: str, document_id: int = 0) -> Kept:
    """A conversation of these questions; where its last answer is kept."""
    kept = vault.save_answer(an_answer(questions[0], document_id=document_id))
    for question in questions[1:]:
        kept = vault.save_answer(an_answer(question, document_id=document_id), Asking(kept.conversation))
    return kept


def test_answers_stand_in_their_conversation_in_order_and_the_newest_conversation_comes_first(vault: Vault, write) -> None:
    lease = write(vault, "/lease.txt", [QUOTE])
    first = talk(vault, "How much\nis the rent?", "And in 2012?")
    second = talk(vault, "Who signed?")
    assert [c.title for c in vault.conversations.listed()] == ["Who signed?", "How much is the rent?"]
    asking = Asking(first.conversation, "Who owns the lease?", RewrittenBy.CODE, (lease,), (), {"seed": 0})
    kept = vault.save_answer(an_answer("Who owns it?", document_id=lease), asking)
    listed = vault.conversations.listed()
    assert [(c.id, c.questions) for c in listed] == [(first.conversation, 3), (second.conversation, 1)]
    *_, last = vault.conversations.answers(first.conversation)
    assert (last.id, last.conversation, last.asked) == (kept.answer, first.conversation, "Who owns the lease?")
    assert (last.rewritten_by, last.scope, last.forgotten) == (RewrittenBy.CODE, (lease,), False)
    assert last.answer == an_answer("Who owns it?", document_id=lease)
    assert vault.conversations.record(kept.answer) == {"seed": 0}
    assert vault.conversations.record(first.answer) is None


def test_an_answer_to_a_conversation_that_was_deleted_begins_another(vault: Vault) -> None:
    kept = talk(vault, "First?")
    vault.talking.delete(kept.conversation)
    again = vault.save_answer(an_answer("Second?"), Asking(kept.conversation))
    assert [(c.id, c.title) for c in vault.conversations.listed()] == [(again.conversation, "Second?")]
    assert again.conversation != kept.conversation


def test_a_conversation_is_renamed(vault: Vault) -> None:
    kept = talk(vault, "How much is the rent?")
    vault.talking.rename(kept.conversation, "  The rent \n of Elm Street ")
    vault.talking.rename(kept.conversation, " ")
    assert vault.conversations.one(kept.conversation).title == "The rent of Elm Street"
    with pytest.raises(NameNotFound):
        vault.talking.rename(99, "x")
    with pytest.raises(NameNotFound):
        vault.conversations.one(99)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rents", {"rent"}),
        ("900 dollar", {"rent"}),
        ("SIGN", {"sign"}),
        ("elm", {"rent"}),
        ("契約", {"sign"}),
        ('"', set()),
        ("rent OR signed", set()),
        ("nothing-like-it", set()),
        ("", set()),
    ],
)
def test_conversations_are_found_by_what_was_asked_answered_and_by_their_titles(
    vault: Vault, words: str, found: set[str]
) -> None:
    rent = talk(vault, "How much is the rent?")
    sign = vault.save_answer(an_answer("誰が契約に署名しましたか", "Ann signed it."))
    vault.talking.rename(rent.conversation, "Elm Street")
    names = {rent.conversation: "rent", sign.conversation: "sign"}
    assert {names[one.conversation.id] for one in vault.conversations.search(words)} == found


def test_a_search_names_the_question_that_fits_and_none_where_the_title_does(vault: Vault) -> None:
    kept = talk(vault, "Who signed?", "How much is the deposit?")
    (hit,) = vault.conversations.search("deposit")
    assert (hit.conversation.id, hit.question) == (kept.conversation, "How much is the deposit?")
    (hit,) = vault.conversations.search("who")
    assert hit.question == ""


def test_marks_stand_by_their_sentence_until_they_are_taken_back(vault: Vault) -> None:
    kept = talk(vault, "Who?")
    vault.talking.mark(kept.answer, 0, True)
    vault.talking.mark(kept.answer, 0, False)
    (marked,) = vault.conversations.marked()
    assert (marked.answer.id, marked.position, marked.right) == (kept.answer, 0, False)
    assert vault.conversations.answer(kept.answer).marks == {0: False}
    vault.talking.mark(kept.answer, 0, None)
    assert vault.conversations.marked() == []
    for answer, position in ((kept.answer, 1), (kept.answer, -1), (99, 0)):
        with pytest.raises(NameNotFound):
            vault.talking.mark(answer, position, True)


def test_a_table_comes_back_with_its_rows(vault: Vault, write) -> None:
    one, two = write(vault, "/a.txt", ["one"]), write(vault, "/b.txt", ["two"])
    answer = Answer("Which?", (), False, 2, 2, Cost())
    kept = vault.save_table(answer, Asking(), {"topic": "rent"}, [({"row": 1}, [one]), ({"row": 2}, [two]), ({"row": 3}, [])])
    (back,) = vault.conversations.answers(kept.conversation)
    assert back.table is not None
    rows = ({"row": 1, "documents": [one]}, {"row": 2, "documents": [two]}, {"row": 3, "documents": []})
    assert (back.table.head, back.table.rows) == ({"topic": "rent"}, rows)
    two = write(vault, "/b.txt", ["two again"])
    vault.forget([one])
    (back,) = vault.conversations.answers(kept.conversation)
    assert back.table is not None
    assert (back.table.rows, back.forgotten) == (({"row": 2, "documents": [two]}, rows[2]), False)
