"""Whatever is masked comes back to the letter, and nothing that was made up becomes something."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from muniment_retrieval.masking import KINDS, Masked, Restoring, Span, find, mask
from muniment_retrieval.masking.spans import is_whole

PIECES = st.sampled_from(
    [
        "Anna Orion", "Orion", "ORION", "Mr ", "'s", "[", "]", "[PERSON_1]", "(PERSON_1)", "PERSON_", "_1", "1", "b", "[TEXT_2]",
        "<ORG 1>", "\\[", "\\_", " ", "\n", "山田", "[[", "]]", "person 1", "[person_1b]", "Falcon", "a@b.co", ".",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=14).map("".join)

PATIENTLY = settings(deadline=None)
"""The first rules to be used load their tables."""


@st.composite
def jobs(draw: st.DrawFn) -> tuple[list[str], list[list[Span]]]:
    """Texts, and in each some places that do not overlap."""
    texts = draw(st.lists(TEXTS, min_size=1, max_size=3))
    found = []
    for text in texts:
        edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
        pairs = list(zip(edges[::2], edges[1::2], strict=False))
        found.append([Span(start, end, draw(st.sampled_from(KINDS)), 1.0) for start, end in pairs])
    return texts, found


@given(jobs(), st.booleans())
def test_what_was_masked_comes_back_to_the_letter(job: tuple[list[str], list[list[Span]]], unmasked: bool) -> None:
    texts, found = job
    masked = Masked(texts, found)
    if unmasked and masked.items:
        masked.unmask(masked.items[0])
    masked.mask_more("Orion")
    for text, sent in zip(texts, masked.texts, strict=True):
        assert masked.restore(sent).text == text
        assert masked.restore(sent).unknown == ()


@PATIENTLY
@given(TEXTS, st.lists(st.integers(1, 9), min_size=1))
def test_a_reply_that_comes_in_pieces_is_restored_as_a_whole_one_is(reply: str, sizes: list[int]) -> None:
    masked = mask(["Anna Orion wrote to a@b.co about Falcon. [TEXT_2]"], lambda one: find(one, ["Falcon"]))
    restoring, shown, at = Restoring(masked.restore), "", 0
    for size in sizes * (len(reply) + 1):
        shown += restoring.take(reply[at : at + size])
        at += size
        if at >= len(reply):
            break
    whole = masked.restore(reply)
    assert (shown + restoring.rest(), restoring.unknown) == (whole.text, whole.unknown)


def test_no_half_of_a_placeholder_is_shown() -> None:
    masked = mask(["Write to a@b.co."], find)
    restoring = Restoring(masked.restore)
    shown = [
        restoring.take(piece) for piece in ("It", " is [", "MA", "IL_", "1", "]", ", I", " think", " – or \\[mail", " 1", "] b")
    ]
    assert shown == ["It", " is ", "", "", "", "", "a@b.co, ", "I think", " – or ", "", "a@b.co "]
    assert restoring.rest() == "b"


@PATIENTLY
@given(TEXTS)
def test_rules_mask_whole_words_in_order(text: str) -> None:
    found = find(text, ["Falcon"], [Span(0, min(3, len(text)), "person", 0.5)])
    at = 0
    for span in found:
        assert at <= span.start < span.end <= len(text)
        assert is_whole(text, span.start, span.end)
        at = span.end


@PATIENTLY
@given(TEXTS)
def test_found_and_masked_comes_back(text: str) -> None:
    masked = mask([text], lambda one: find(one, ["Falcon"]))
    assert masked.restore(masked.texts[0]).text == text


@pytest.fixture
def masked() -> Masked:
    text = "Anna Orion met ORION. Case [CASE_1] of Ben."
    spans = [Span(0, 10, "person", 1.0), Span(15, 20, "person", 1.0), Span(39, 42, "person", 1.0)]
    return Masked([text], [spans])


def test_ways_of_writing_share_a_number(masked: Masked) -> None:
    assert masked.texts == ("[PERSON_1] met [PERSON_1b]. Case [TEXT_1] of [PERSON_2].",)
    assert masked.counts == {"person": 2, "text": 1}


@pytest.mark.parametrize(
    "written",
    [
        "[PERSON_1]", "[person_1]", "[Person 1]", "⟦PERSON 1⟧", "[PERSON-1]", "PERSON_1", "\\[PERSON\\_1\\]", "[ PERSON_1 ]",
        "[[PERSON 1]]",
    ],
)  # fmt: skip
def test_a_placeholder_that_was_changed_a_little_is_restored(masked: Masked, written: str) -> None:
    assert masked.restore(f"It was {written}'s.").text == "It was Anna Orion's."


@pytest.mark.parametrize("made_up", ["[PERSON_9]", "[PERSON_1c]", "[ORG_1]", "PERSON_12", "[CASE_1]"])
def test_a_placeholder_that_was_made_up_is_told(masked: Masked, made_up: str) -> None:
    restored = masked.restore(f"{made_up} met [PERSON_2].")
    assert restored.text == f"{made_up} met Ben."
    assert restored.unknown == (made_up,)


@pytest.mark.parametrize("prose", ["person 1", "(person 1)", "Person 2 of 3", "a PERSON", "the [person]", "PERSON1"])
def test_prose_is_no_placeholder(masked: Masked, prose: str) -> None:
    assert masked.restore(prose).text == prose


def test_an_item_can_be_left_as_it_is_and_a_text_masked_more(masked: Masked) -> None:
    masked.unmask(masked.items[0])
    assert masked.texts[0].startswith("Anna Orion met ORION. ")
    assert masked.mask_more("met") is not None
    assert masked.texts[0].startswith("Anna Orion [TEXT_2] ORION. ")
    assert masked.mask_more("nowhere") is None
    assert masked.mask_more("e") is None, "that is never a whole word here"


def test_a_name_that_two_bear_is_neither_of_them() -> None:
    text = "Anna Orion, Ben Orion, Orion"
    spans = [Span(0, 10, "person", 1.0), Span(12, 21, "person", 1.0), Span(23, 28, "person", 1.0)]
    assert Masked([text], [spans]).texts == ("[PERSON_1], [PERSON_2], [PERSON_3]",)


def test_a_job_of_several_texts_has_the_same_numbers() -> None:
    masked = mask(["Dear Ms Orion", "Ms Orion and Mr Falk"], find)
    assert masked.texts == ("Dear Ms [PERSON_1]", "Ms [PERSON_1] and Mr [PERSON_2]")
