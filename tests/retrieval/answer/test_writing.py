"""The sentences of an answer, as a model writes it."""

from __future__ import annotations

import pytest
from muniment_engines.api import Cancel, ChatRequest, Message
from muniment_engines.conformance.fakes import ScriptedChat
from muniment_retrieval.answer.dictation import Written, dictated
from muniment_retrieval.answer.writing import answer_sentences, goes_in_circles


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Acme Inc. pays Bolt Ltd. on May 3.", ["Acme Inc. pays Bolt Ltd. on May 3."]),
        ("It is clause No. 5 of the U.S. agreement. Rent is due.", ["It is clause No. 5 of the U.S. agreement.", "Rent is due."]),
        ("The rate is 2.5 percent, i.e. $1,000.50. It is fixed.", ["The rate is 2.5 percent, i.e. $1,000.50.", "It is fixed."]),
        ("It says “No party may assign.” The rest is open.", ["It says “No party may assign.”", "The rest is open."]),
        ("Mr. J. R. Smith signed. Dr. Jones did not.", ["Mr. J. R. Smith signed.", "Dr. Jones did not."]),
        ("Yes. The agreement may be assigned.", ["Yes. The agreement may be assigned."]),
        ("No. The agreement may not be assigned. It says so.", ["No. The agreement may not be assigned.", "It says so."]),
        ("No, it ends in 2021.", ["No, it ends in 2021."]),
        ("The fees are:\n- a fee of $5\n- a fee of $7", ["The fees are:", "- a fee of $5", "- a fee of $7"]),
        ("1. The rent is 900 euros.\n2. It is due monthly.", ["1. The rent is 900 euros.", "2. It is due monthly."]),
        (
            "Answer: Smith v. Jones was heard in Washington, D.C. in 2021.",
            ["Smith v. Jones was heard in Washington, D.C. in 2021."],
        ),
        ("It ends at 5 p.m. on Friday. Then it starts.", ["It ends at 5 p.m. on Friday.", "Then it starts."]),
        ("The rent is due. The rent is due.", ["The rent is due."]),
        ("…", []),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str, sentences: list[str]) -> None:
    assert answer_sentences(text) == sentences


def test_the_same_words_three_times_are_a_circle() -> None:
    assert goes_in_circles("It is so. The rent is 900. The rent is 900. The rent is 900. ")
    assert not goes_in_circles("The rent is 900. The fee is 700. The rate is 5 percent.")


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("The rent is 900 euros. The", 50, "The rent is 900 euros. The"),
        ("The rent is 900 euros. The fee is due in May.", 7, "The rent is 900 euros."),
        ("The rent is 900 euros, and the fee is due in May.", 7, "The rent is 900 euros, and the "),
        ("The rent is 900 euros. The fee is due.", 6, "The rent is 900 euros."),
    ],
)
def test_what_breaks_off_at_the_most_that_may_be_written_is_left_out_beside_a_whole_sentence(text, most, kept) -> None:
    written = Written()
    list(dictated(ScriptedChat([text]), ChatRequest((Message("user", "?"),), max_tokens=most), Cancel(), written))
    assert written.text == kept
