"""Sentences and their exact places."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_retrieval.sentences import first_row_above, is_label, sentence_spans


def cut(text: str) -> list[str]:
    return [" ".join(text[a:b].split()) for a, b in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Acme, Inc. of Delaware pays.", ["Acme, Inc. of Delaware pays."]),
        ("Signed by Acme, Inc. The fee is due.", ["Signed by Acme, Inc.", "The fee is due."]),
        ("See No. 4 of the list. Done.", ["See No. 4 of the list.", "Done."]),
        ("All payments are in U.S. Dollars. They are due.", ["All payments are in U.S. Dollars.", "They are due."]),
        ("Mr. J. Smith signed. Dr. Lee did not.", ["Mr. J. Smith signed.", "Dr. Lee did not."]),
        ("The rate is 1.5 per cent. It may change.", ["The rate is 1.5 per cent.", "It may change."]),
        ("It ends, e.g. On notice.", ["It ends, e.g. On notice."]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("1. The parties agree. 2. They pay.", ["1. The parties agree.", "2. They pay."]),
        ("它是什么？它是书。好", ["它是什么？", "它是书。", "好"]),
        ("यह एक है। यह दो है।", ["यह एक है।", "यह दो है।"]),
    ],
)
def test_marks_and_abbreviations(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_a_wrapped_line_goes_on() -> None:
    text = (
        "The Distributor shall pay the price of all\nProducts within thirty days of the\ninvoice. "
        "Late payment bears interest at one\nper cent."
    )
    assert cut(text) == [
        "The Distributor shall pay the price of all Products within thirty days of the invoice.",
        "Late payment bears interest at one per cent.",
    ]


def test_headings_items_and_fields_stand_alone() -> None:
    text = (
        "6. TERMS OF PAYMENT\n6.1 Payment Terms. "
        "The invoice shall be paid by the Distributor within thirty days of the shipment\n"
        "of the goods.\n(a) first;\n(b) second.\nAircraft: Cessna 152 Damage: Substantial\nRegistration: N461TC"
    )
    assert cut(text) == [
        "6. TERMS OF PAYMENT",
        "6.1 Payment Terms.",
        "The invoice shall be paid by the Distributor within thirty days of the shipment of the goods.",
        "(a) first;",
        "(b) second.",
        "Aircraft: Cessna 152 Damage: Substantial",
        "Registration: N461TC",
    ]


@given(st.text(alphabet=st.sampled_from("Aa1 .,:;!?\n\t()-é中。"), max_size=200) | st.text(max_size=120))
def test_every_character_belongs_to_exactly_one_sentence(text: str) -> None:
    spans = sentence_spans(text)
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


def test_a_row_of_a_table_is_one_sentence() -> None:
    text = "Name | Role\nInc. Ltd. Smith. He | Seller\nsmall | and\nText after it."
    rows = [text[a:b] for a, b in sentence_spans(text)]
    assert rows == text.split("\n")


def test_the_first_row_of_a_table_is_found_above_its_labels() -> None:
    text = "Sales | 2022\nGoods:\nPhones | 7\nCosts\nof goods:\nPhones | 3\n\nOther:\nPens | 1"
    assert first_row_above(text, text.index("Phones | 3")) == "Sales | 2022"
    assert first_row_above(text, text.index("Pens")) == ""
    assert first_row_above(text, 0) == ""
    assert is_label(text, text.index("Costs"), text.index("Phones | 3"))
    assert not is_label(text, text.index("Other"), text.index("Pens"))
