"""Whole pages are read for parties, signatures and dates: a page of nothing but commas or spaces takes no longer than others."""

from __future__ import annotations

from time import thread_time

import pytest
from muniment_retrieval.reading.parties import parties_in
from muniment_retrieval.reading.signatures import signers_in
from muniment_retrieval.reading.starts import starts_of

LEADS = ("This Agreement, dated 1 May 2014", "This Agreement is made by and between A", "Made between A (")
FILLS = (" ", "\n", ", A", '", A', "A and ", "A & B, ", "made between A and B ", "(A) ")
MOST_SECONDS = 3.0
"""Of the processor's own time, for what takes a tenth of that: where each place looks back or on to all others, it is minutes."""


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("fill", FILLS)
def test_a_page_of_one_thing_is_read_at_once(lead, fill):
    text = lead + fill * (20_000 // len(fill))
    spent = thread_time()

    named = parties_in(text)
    signers_in(text)
    starts_of([text])

    assert thread_time() - spent < MOST_SECONDS
    assert all(text[a:b].strip() for a, b in named)
