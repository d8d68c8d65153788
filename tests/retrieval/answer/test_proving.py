"""When a sentence counts as what a document says."""

from __future__ import annotations

import pytest
from muniment_retrieval.answer.proving import judge
from muniment_retrieval.model import Badge
from muniment_retrieval.search.query import understand
from muniment_retrieval.sentences import sentence_spans

SOURCE = (
    "Either party may terminate this Agreement on sixty (60) days' prior written notice to Acme Corporation, "
    "but Licensee shall not assign it before March 3, 2021 without the consent of Licensor."
)


def badge(sentence: str, source: str = SOURCE, question: str = "How can it end?") -> Badge:
    return judge(sentence, source, frozenset(understand(question).terms), frozenset()).badge


def test_the_same_words_are_verified() -> None:
    assert badge(SOURCE) is Badge.VERIFIED
    assert badge("Either party may terminate this agreement on sixty (60) days’ prior written notice") is Badge.VERIFIED


def test_a_shorter_saying_of_the_same_is_verified() -> None:
    assert badge("Either party may terminate on 60 days notice to Acme.") is Badge.VERIFIED
    assert badge("Either party may terminate on 60 days notice to Acme, but not assign.") is Badge.CLOSE


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("sixty (60) days", "ninety (90) days"),
        ("sixty (60) days", "sixty (90) days"),
        ("March 3, 2021", "March 4, 2021"),
        ("March 3, 2021", "May 3, 2021"),
        ("Acme Corporation", "Bolt Corporation"),
        ("shall not assign", "shall assign"),
        ("may terminate", "shall terminate"),
        ("may terminate", "may not terminate"),
        ("consent of Licensor", "consent of Licensee"),
        ("but Licensee shall not", "but Licensor shall not"),
    ],
)
def test_one_changed_particular_is_not_verified(true: str, false: str) -> None:
    assert badge(SOURCE.replace(true, false)) is not Badge.VERIFIED


def test_another_matter_is_not_found() -> None:
    assert badge("The rent of the villa in Tuscany includes breakfast and dinner.") is Badge.NOT_FOUND
    assert badge("!") is Badge.NOT_FOUND


def test_a_number_by_itself_proves_nothing() -> None:
    question = "What injuries resulted from accident NYC08CA040?"
    sentence = "2 injuries resulted from accident NYC08CA040."
    assert badge(sentence, "Page 2 of 4 NYC08CA040", question) is Badge.NOT_FOUND
    assert badge(sentence, "Total Injuries: 2 None", question) is not Badge.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "sentence", "source"),
    [
        ("Which aircraft?", "The aircraft was a Piper PA-28-140.", "Aircraft Make: Piper\nModel: PA-28-140"),
        ("When was it?", "It was on December 26, 2007, at 11:30 PST.", "Date & Time: 12/26/2007, 1130 PST"),
        ("What was the lowest ceiling?", "The lowest ceiling was None.", "Lowest Ceiling: None Visibility (RVR):"),
        ("Who governs?", "The laws of the State of New York govern it.", "governed by the laws of the State of New York"),
    ],
)
def test_fields_and_other_forms_of_the_same(question: str, sentence: str, source: str) -> None:
    assert badge(sentence, source, question) is Badge.VERIFIED


def test_a_bare_value_is_proved_where_its_source_speaks_of_the_matter() -> None:
    question = "What is the registration number of the aircraft in accident NYC08CA040?"
    assert badge("N6024M", "Aircraft Make: Cessna Registration: N6024M", question) is Badge.VERIFIED
    assert badge("N6024M", "Page 2 of 4 N6024M", question) is Badge.NOT_FOUND
    assert badge("N6024X", "Aircraft Make: Cessna Registration: N6024M", question) is Badge.NOT_FOUND


CLAUSES = (
    "Supplier shall deliver the Products to Distributor at least thirty (30) days before the Launch Date. "
    "Distributor may not resell them for more than $5,000, and pays interest of 2% per month on what is late. "
    "No party may assign its non-exclusive rights unless the other agrees."
)


@pytest.mark.parametrize(
    ("sentence", "verified"),
    [
        ("Supplier must deliver the Products to Distributor not less than 30 days prior to the Launch Date.", True),
        ("The agreement says that Supplier is required to deliver the Products to Distributor.", True),
        ("Distributor cannot resell them for more than $5000.", True),
        ("Distributor shall deliver the Products to Supplier at least 30 days before the Launch Date.", False),
        ("Supplier shall deliver the Products to Distributor at most 30 days before the Launch Date.", False),
        ("Supplier shall deliver the Products to Distributor at least 30 days after the Launch Date.", False),
        ("Supplier shall deliver the Products to Distributor at least 30 months before the Launch Date.", False),
        ("Supplier may deliver the Products to Distributor at least 30 days before the Launch Date.", False),
        ("Supplier is not required to deliver the Products to Distributor.", False),
        ("Distributor may resell them for more than $5,000.", False),
        ("Distributor may not resell them for more than €5,000.", False),
        ("Distributor pays interest of $2 per month on what is late.", False),
        ("Distributor pays interest of 2% per year on what is late.", False),
        ("Supplier pays interest of 2% per month on what is late.", False),
        ("No party may assign its exclusive rights unless the other agrees.", False),
        ("Any party may assign its non-exclusive rights unless the other agrees.", False),
    ],
)
def test_what_must_not_differ(sentence: str, verified: bool) -> None:
    badges = {badge(sentence, CLAUSES[a:b], "What about the products?") for a, b in sentence_spans(CLAUSES)}
    assert (Badge.VERIFIED in badges) is verified


def test_a_condition_that_the_source_has_not_is_not_verified() -> None:
    source = "Supplier shall deliver the Products to the port of Rotterdam."
    assert badge(source.rstrip(".") + " unless it is closed.", source) is not Badge.VERIFIED


def test_what_is_answered_with_yes_does_not_prove_itself() -> None:
    given = frozenset(understand("Is the cap on liability 500 dollars?").terms)
    source = "The cap on liability is 300 dollars."
    claim = "The cap on liability is 500 dollars."
    assert judge(claim, source, given, frozenset(), strictly=True).badge is not Badge.VERIFIED


NAMED = "The initial term of the Orion supply agreement is three years, commencing on the Effective Date."


@pytest.mark.parametrize(
    ("sentence", "verified"),
    [
        (NAMED, True),
        (NAMED.replace("Orion", "Halden"), False),
        (NAMED.replace("three", "five"), False),
        (NAMED.replace("the Orion supply agreement", "Orion"), False),
    ],
)
def test_the_name_of_the_document_may_stand_for_this_agreement(sentence: str, verified: bool) -> None:
    source = "The initial term of this Agreement shall be three (3) years, commencing on the Effective Date."
    assert (badge(sentence, source, "What is the initial term of the Orion supply agreement?") is Badge.VERIFIED) is verified


def test_one_word_of_another_language_makes_no_english_sentence_foreign() -> None:
    source = "Orion pays Halden EUR 500 per annum, unless Lund objects."
    assert badge("Orion pays Halden EUR 500 per annum, unless Lund objects.", source) is Badge.VERIFIED
    assert badge("Orion pays Halden EUR 500 per annum.", source) is Badge.CLOSE
