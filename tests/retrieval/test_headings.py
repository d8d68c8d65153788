"""Headings above a place: told by an outline, told by how they are set, shown by the text."""

from __future__ import annotations

import itertools

from muniment_engines.api import About, Heading, Page, Words
from muniment_retrieval.headings import heading_of, with_told
from muniment_retrieval.passages import split_document
from muniment_retrieval.sentences import sentence_spans

CLAUSE = "The supplier shall deliver the goods to the buyer at the place named in the order. "


def page(text: str, *headings: tuple[str, int], index: int = 0) -> Page:
    places = tuple((text.index(title), text.index(title) + len(title), level) for title, level in headings)
    return Page(index, str(index + 1), text, Words.none(), headings=places)


def above(about: About, *pages: Page) -> dict[str, str]:
    """The headings above each passage, by the line that it begins with."""
    drafts = split_document(about, pages)
    return {pages[d.page_index].text[d.start : d.end].split("\n")[0]: d.heading for d in drafts}


def test_headings() -> None:
    assert heading_of("ARTICLE IV - TERM") == (1, "ARTICLE IV - TERM")
    assert heading_of("7.1 Packing and Shipping.") == (3, "7.1 Packing and Shipping")
    assert heading_of("## Findings") == (2, "Findings")
    assert heading_of("The goods are delivered to the buyer.") is None
    assert heading_of("Registered Owner: Florida Flight Training Center") is None
    assert heading_of("A | Cell") is None


def test_what_is_set_like_a_heading_is_one_where_there_is_no_outline() -> None:
    text = f"The early years\n\n{CLAUSE * 4}\n\nHow it went after that\n\n{CLAUSE * 4}"
    told = page(text, ("The early years", 2), ("How it went after that", 3))
    assert above(About("", 1), told) == {
        "The early years": "The early years",
        "How it went after that": "The early years › How it went after that",
    }
    assert set(above(About("", 1), page(text)).values()) == {""}


def test_a_heading_is_cut_from_the_line_below_it() -> None:
    heading = "A heading that runs over nearly all of the width of this page"
    text = f"{heading}\n" + "\n".join(CLAUSE.strip() for _ in range(3))
    assert text[slice(*sentence_spans(text)[0])] != heading
    spans, told = with_told(page(text, (heading, 2)), sentence_spans(text))
    assert text[slice(*spans[0])] == heading
    assert told == {0: (2, heading)}
    assert "".join(text[a:b].replace(" ", "") for a, b in spans) == "".join(text.split())


def test_a_line_in_the_midst_of_a_sentence_is_no_heading() -> None:
    text = "Delivery is made at the place that the buyer\nhas named in the order. " + CLAUSE
    spans = sentence_spans(text)
    assert with_told(page(text, (text.split("\n", maxsplit=1)[0], 1)), spans) == (list(spans), {})


def test_a_number_says_more_of_rank_than_size() -> None:
    text = f"2. DELIVERY\n{CLAUSE * 4}\n2.1 where it is to be made\n{CLAUSE * 4}"
    found = above(About("", 1), page(text, ("2. DELIVERY", 3), ("2.1 where it is to be made", 3)))
    assert found["2.1 where it is to be made"] == "2. DELIVERY › 2.1 where it is to be made"


def test_an_entry_of_the_outline_counts_from_where_it_stands() -> None:
    text = f"What was found out\n\n{CLAUSE * 4}\n\nWhat to do about it\n\n{CLAUSE * 4}"
    outline = (Heading("What was found out", 0, 1), Heading("What to do about it", 0, 1), Heading("Elsewhere", 1, 1))
    found = above(About("", 2, outline), page(text), page(CLAUSE, index=1))
    assert list(found.values()) == ["What was found out", "What to do about it", "Elsewhere"]
    assert all(line.startswith(path) for line, path in itertools.islice(found.items(), 2))


def test_size_says_more_of_rank_than_words() -> None:
    text = f"Delivery\n{CLAUSE * 4}\nPlace Of Delivery\n{CLAUSE * 4}"
    found = above(About("", 1), page(text, ("Delivery", 1), ("Place Of Delivery", 2)))
    assert found["Place Of Delivery"] == "Delivery › Place Of Delivery"
