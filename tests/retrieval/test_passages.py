"""Passages: exact places, one page each, headings above them."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from muniment_engines.api import About, Heading, Page, Words
from muniment_retrieval.passages import (
    MOST_CHARACTERS,
    MOST_WORDS,
    context_of,
    embedding_text,
    split_document,
    split_page,
)

CLAUSE = "The supplier shall deliver the goods to the buyer at the place named in the order. "


def pages(*texts: str) -> list[Page]:
    return [Page(i, str(i + 1), text, Words.none()) for i, text in enumerate(texts)]


def test_passages_end_at_sentences_and_carry_their_heading() -> None:
    text = f"1. DELIVERY\n{CLAUSE * 6}\n2. PAYMENT\n2.1 Price. {CLAUSE * 6}"
    found = [(heading, text[a:b]) for a, b, heading in split_page(text)]
    assert [heading for heading, _ in found] == ["1. DELIVERY", "2. PAYMENT › 2.1 Price"]
    assert all(passage.startswith(("1. DELIVERY", "2. PAYMENT")) and passage.endswith(".") for _, passage in found)


def test_a_heading_goes_on_over_the_page() -> None:
    drafts = split_document(About("", 2), pages("4. WARRANTY\n" + CLAUSE, CLAUSE))
    assert [(d.page_index, d.heading) for d in drafts] == [(0, "4. WARRANTY"), (1, "4. WARRANTY")]


def test_the_outline_of_the_file_is_used() -> None:
    about = About("", 2, (Heading("Findings", 1, 1),))
    assert [d.heading for d in split_document(about, pages("Some words here.", "Other words there."))] == ["", "Findings"]


def test_running_heads_are_kept_once() -> None:
    texts = [f"Page {i} of 4 NYC08CA047\n{CLAUSE} Number {i} is meant.\nSource: ACME, 2018" for i in range(4)]
    listed = pages(*texts)
    passages = [texts[d.page_index][d.start : d.end] for d in split_document(About("", 4), listed)]
    assert ["NYC08CA047" in p for p in passages] == [True, False, False, False]
    assert ["Source: ACME" in p for p in passages] == [True, False, False, False]


def test_the_names_of_columns_are_no_running_heads() -> None:
    texts = ["Item | Price\n" + "\n".join(f"thing {page} {n} | {n} EUR" for n in range(60)) for page in range(4)]
    drafts = split_document(About("", 4), pages(*texts))
    first = {draft.page_index: texts[draft.page_index][draft.start : draft.end] for draft in reversed(drafts)}
    assert all(text.startswith("Item | Price\n") for text in first.values())
    assert all(draft.heading == "Item | Price" for draft in drafts if draft.start)


def test_labels_between_the_rows_of_a_table_do_not_end_it() -> None:
    labelled = "\n".join(f"Costs of group {n}:\nGoods {n} | {n}\nServices {n} | {n}" for n in range(60))
    text = f"(in millions) | 2022\nNet sales:\n{labelled}"
    assert {heading for a, _, heading in split_page(text) if a} == {"(in millions) | 2022"}


def test_an_empty_line_ends_a_table() -> None:
    rows = "\n".join(f"Goods {n} | {n}" for n in range(60))
    for between in ("\n\nOther things:\n", "\nOther things:\n\n"):
        text = f"(in millions) | 2022\n{rows}{between}{rows}"
        below = text.index("Other things")
        assert [heading for a, _, heading in split_page(text) if a > below][-1] != "(in millions) | 2022", between


def test_an_endless_sentence_is_cut() -> None:
    text = "and the goods; " * 2_000
    spans = [(a, b) for a, b, _ in split_page(text)]
    assert all(b - a <= MOST_CHARACTERS and len(text[a:b].split()) <= MOST_WORDS for a, b in spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


def test_a_text_without_blanks_is_cut() -> None:
    text = "x" * 10_000
    assert "".join(text[a:b] for a, b, _ in split_page(text)) == text


def test_the_context_names_a_document_once() -> None:
    assert context_of("Lease 2019", "Lease_2019.pdf", "Rent") == "Lease 2019\nRent"
    assert context_of("", "Lease_2019.pdf", "") == "Lease 2019"
    assert embedding_text("", "words") == "words"
    assert embedding_text("Lease", "words") == "Lease\nwords"


@settings(max_examples=60)
@given(st.lists(st.text(alphabet=st.sampled_from("Ab1 .,:;\n(é中。#"), max_size=400), max_size=4))
def test_passages_lie_in_their_pages_in_order(texts: list[str]) -> None:
    drafts = split_document(About("", len(texts)), pages(*texts))
    for before, after in itertools.pairwise(drafts):
        assert (before.page_index, before.end) <= (after.page_index, after.start) or before.page_index < after.page_index
    assert all(texts[d.page_index][d.start : d.end].strip() for d in drafts)
    if len(texts) < 3:  # fewer pages have no running heads
        kept = "".join("".join(texts[d.page_index][d.start : d.end].split()) for d in drafts)
        assert kept == "".join("".join(text.split()) for text in texts)


def test_a_passage_that_begins_within_a_table_has_its_first_row_as_context() -> None:
    rows = [f"Zone {n} of the world and its seas | {n} 553 | {n} 990" for n in range(60)]
    text = (
        "Sales\n\nZone | First half | Second half\n" + "\n".join(rows) + "\n\nThis is what follows the table, and no part of it."
    )
    passages = split_page(text)
    assert len(passages) > 3
    assert passages[0][2] == "Sales"
    assert all(heading == "Sales › Zone | First half | Second half" for _, _, heading in passages[1:-1])
    assert all(text[a:b].count("\n") + 1 == len(text[a:b].split(" | ")) // 2 for a, b, _ in passages[1:-1])
