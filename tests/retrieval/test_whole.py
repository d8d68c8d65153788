"""A question about whole documents: what the model is given, and that what it says of them is matched with their pages."""

from __future__ import annotations

import pytest
from muniment_engines.conformance.fakes import ScriptedChat
from muniment_retrieval.answer import Asker
from muniment_retrieval.answer.asker import REFUSAL
from muniment_retrieval.model import Badge, Scope
from muniment_retrieval.search import Searcher
from muniment_retrieval.summarising import Writer
from muniment_retrieval.whole import WholeDocuments

TOPICS = ("delivery of pumps", "payment of invoices", "storage of chemicals", "insurance of vehicles", "repair of roofs")
QUESTION = "How long does the Supplier have for the storage of chemicals?"


def contract(sentences=10):
    return [
        " ".join(
            f"The {topic} in case number {number}{n} shall be finished by the Supplier within {n + 10} days of the order."
            for n in range(sentences)
        )
        for number, topic in enumerate(TOPICS, 1)
    ]


@pytest.fixture
def ask(shelf):
    """Ask about all that there is; gives the answered event and the request."""

    def ask(reply, context=32_000, question=QUESTION, scope=Scope()):  # noqa: B008
        chat, told = ScriptedChat([reply]), []
        writer = Writer(chat, "office", "large", context)

        def gathers(*given):
            return WholeDocuments(shelf.vault, writer, *given)

        searcher = Searcher(shelf.vault, shelf.embed, shelf.vectors())
        asker = Asker(searcher, shelf.vault, chat, "office", "large", told.append, gathers)
        *_, answered = asker.ask(question, scope)
        request = chat.history[0] if chat.history else None
        return answered, request, told

    return ask


def test_every_page_is_given_and_each_statement_has_its_page(shelf, ask):
    ids = shelf.put({"a.txt": contract()})
    reply = "- The storage of chemicals in case number 33 shall be finished within 13 days of the order.\n- It is 14 days for 34."

    answered, request, told = ask(reply)

    text = request.messages[-1].content
    assert all(sentence in text for page in contract() for sentence in page.split(". ")[:-1])
    assert text.count("[a.txt]") == len(TOPICS)  # a page is what a person can take out
    assert [set(places) for places in told] == [{(ids["a.txt"], page) for page in range(5)}]
    first = answered.answer.sentences[0]
    assert (first.badge, first.citations[0].page_index, first.text[:11]) == (Badge.VERIFIED, 2, "The storage")
    assert answered.trace.read == (ids["a.txt"],)
    assert answered.answer.cost.model == "large"


def test_what_was_made_up_is_marked(shelf, ask):
    shelf.put({"a.txt": contract()})
    true = "The storage of chemicals in case number 33 shall be finished by the Supplier within 13 days of the order."
    wrong = "The storage of chemicals in case number 33 shall be finished by the Supplier within 99 days of the order."
    strange = "Penguins of the Antarctic were seen on the roof of the warehouse by a guard last week."

    answered, *_ = ask(f"{true} {wrong} {strange}")

    badges = [sentence.badge for sentence in answered.answer.sentences]
    assert (badges[0], badges[2]) == (Badge.VERIFIED, Badge.NOT_FOUND)
    assert badges[1] is not Badge.VERIFIED


def test_a_statement_that_draws_pages_together_is_close(shelf, ask):
    shelf.put({"a.txt": ["The tenant Brown pays a deposit of 900 euros to the landlord.", "The landlord Miller keeps two cats."]})
    answered, *_ = ask("Brown pays a deposit of 900 euros, and Miller, the landlord, keeps two cats.", question="Who pays?")
    (sentence,) = answered.answer.sentences
    assert sentence.badge is Badge.CLOSE
    assert {citation.page_index for citation in sentence.citations} == {0, 1}


def test_more_than_it_holds_gives_the_pages_of_the_best_hits(shelf, ask):
    ids = shelf.put({"a.txt": contract(sentences=40)})

    _, request, told = ask("No.", context=2_600)

    text = request.messages[-1].content
    assert 0 < text.count("[a.txt]") < len(TOPICS)
    assert len(text) < 2_600 * 8
    assert (ids["a.txt"], 2) in told[0]  # the page that the question is about


def test_a_model_that_read_everything_and_found_nothing_is_believed(shelf, ask):
    shelf.put({"a.txt": contract()})
    answered, *_ = ask("The documents do not say.")
    assert answered.answer.refused
    assert answered.answer.text == REFUSAL
    assert answered.answer.nearest


def test_it_is_asked_where_no_hit_says_anything(shelf, ask):
    shelf.put({"a.txt": contract()})
    answered, request, _ = ask("The repair of roofs in case number 50 takes 10 days.", question="Wherefore art thou Romeo?")
    assert request is not None
    assert answered.answer.sentences[0].citations[0].page_index == 4


def test_documents_that_are_held_out_are_not_given(shelf, ask):
    ids = shelf.put({"a.txt": contract(), "b.txt": ["The secret recipe of the house needs nine eggs."]})
    _, request, _ = ask("Nothing.", scope=Scope(tuple(ids.values()), (ids["b.txt"],)))
    assert "recipe" not in request.messages[-1].content


def test_a_document_without_text_is_not_asked_about(shelf, ask):
    shelf.put({"a.txt": [""]})
    answered, request, _ = ask("Never said.")
    assert request is None
    assert answered.answer.refused
