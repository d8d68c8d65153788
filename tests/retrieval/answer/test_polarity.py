"""Words that are each other's contraries, or mean the same, and sentences in which one stands for another."""

from __future__ import annotations

import pytest
from muniment_retrieval.answer.polarity import contradicts, means_one_of
from muniment_retrieval.answer.proving import judge
from muniment_retrieval.model import Badge
from muniment_retrieval.search.words import term


def badge(sentence: str, source: str) -> Badge:
    return judge(sentence, source, frozenset(), frozenset()).badge


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("increase", "decrease"),
        ("buyer", "seller"),
        ("reasonable", "unreasonable"),
        ("lessor", "lessee"),
        ("valid", "invalid"),
        ("gave", "received"),
        ("sold", "bought"),
    ],
)
def test_contraries_speak_against_each_other(one: str, other: str) -> None:
    assert contradicts(term(one), frozenset({term(other), other}))
    assert contradicts(term(other), frozenset({term(one), one}))
    assert not contradicts(term(one), frozenset({term(one), term(other)}))


@pytest.mark.parametrize(("one", "other"), [("income", "come"), ("inform", "form"), ("index", "dex"), ("market", "goods")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert not contradicts(term(one), frozenset({term(other)}))


def test_words_of_one_meaning_and_forms_of_one_word() -> None:
    assert means_one_of(term("commence"), frozenset({term("begin")}))
    assert means_one_of("fail", frozenset({"failur"}))
    assert not means_one_of("contract", frozenset({"contractor"}))
    assert not means_one_of(term("customers"), frozenset({term("vendors")}))


SOURCE = (
    "The buyer shall pay all costs of transport, storage and insurance, including customs of $5 million in euros, "
    "if the net price of the first delivery increased by 3 percentage points, unless some goods are unreasonable."
)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("The buyer", "The seller"),
        ("The buyer", "The surveyor"),
        ("all costs", "some costs"),
        ("some goods", "all goods"),
        ("all costs", "only costs"),
        ("storage", "advertising"),
        ("including", "excluding"),
        ("million", "billion"),
        ("$5", "€5"),
        ("$5", "C$5"),
        ("in euros", "in yen"),
        ("if the", "unless the"),
        ("unless some", "if some"),
        ("first", "second"),
        ("first", "last"),
        ("net price", "gross price"),
        ("increased", "decreased"),
        ("percentage points", "percent"),
        ("unreasonable", "reasonable"),
    ],
)
def test_one_exchanged_word_is_not_verified(true: str, false: str) -> None:
    assert badge(SOURCE, SOURCE) is Badge.VERIFIED
    assert badge(SOURCE.replace(true, false), SOURCE) is Badge.CLOSE


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The term begins on the day of the delivery.", "The term commences on the day of the delivery."),
        ("The document provides that the term begins on delivery of goods.", "The term begins on delivery of goods."),
        ("All parties bear the costs of their own lawyers.", "The parties bear the costs of their own attorneys."),
        (
            "The pilot failed to maintain clearance from the terrain.",
            "The pilot's failure to maintain clearance from the terrain.",
        ),
        ("The gross weight was 9,000 pounds.", "The gross weight was 9000 lbs."),
        ("Buyer may not only inspect but also test goods.", "Buyer may not only inspect but also test goods."),
        ("Amounts that shall be paid later are due.", "Amounts that will be paid later are due."),
        ("Fees are due under this agreement every month.", "Fees are due hereunder every month."),
        ("Letters under this Deed shall be in writing.", "Letters under this Deed (each, a “Notice”) shall be in writing."),
        ("If the ship is late, the buyer may cancel.", "In the event that the ship is late, the buyer may cancel."),
    ],
)
def test_other_words_of_the_same_meaning_are_verified(sentence: str, source: str) -> None:
    assert badge(sentence, source) is Badge.VERIFIED


@pytest.mark.parametrize(("true", "false"), [("revenue", "income"), ("fee", "price"), ("touched", "landed")])
def test_words_of_nearly_one_meaning_are_not_verified(true: str, false: str) -> None:
    source = "The net revenue was lower than the fee of the agent who had touched on the matter in the report for 2019."
    assert badge(source, source) is Badge.VERIFIED
    assert badge(source.replace(true, false), source) is Badge.CLOSE


def test_a_contrary_that_stands_elsewhere_in_the_source_does_not_prove() -> None:
    source = "Known tones have the highest rank on the line, and unknown tones have the lowest."
    assert badge(source.replace("lowest", "highest"), source) is not Badge.VERIFIED


def test_what_speaks_of_its_source_is_no_less_like_it() -> None:
    source = "Supplier delivers goods to the harbour."
    assert judge(f"The agreement says that {source}", source, frozenset(), frozenset()).likeness == 1
