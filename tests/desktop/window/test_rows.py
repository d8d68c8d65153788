"""Filtering and sorting the documents, as a lane does it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_desktop.window.library import rows
from muniment_desktop.window.library.rows import Arrangement, arrange
from muniment_desktop.window.library.table_model import COLUMNS
from window_fakes import a_document


def test_the_filter_looks_at_name_and_folder_and_not_at_case() -> None:
    documents = [a_document(1, "Lease.pdf"), a_document(2, "Will.pdf"), replace(a_document(3), path="/LEASES/x.pdf")]
    assert {d.id for d in arrange(documents, Arrangement("lease")).shown} == {1, 3}


def test_documents_that_could_not_be_read_are_counted() -> None:
    documents = [a_document(1), a_document(2, state="encrypted"), a_document(3, state="damaged")]
    listing = arrange(documents, Arrangement())
    assert listing.troubled == 2
    assert set(listing.documents) == {1, 2, 3}


@given(st.lists(st.integers(1, 60_000), unique=True, max_size=200), st.sampled_from(COLUMNS), st.booleans())
def test_sorting_in_stretches_sorts(numbers: list[int], column: str, descending: bool) -> None:
    documents = [a_document(n, page_count=n % 7) for n in numbers]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "STRETCH", 9)
        listing = arrange(documents, Arrangement(column=column, descending=descending))
    keys = [rows.KEYS[column](d) for d in listing.shown]
    assert keys == sorted(keys, reverse=descending)
    assert {listing.shown[row].id for row in listing.rows.values()} == set(numbers)
    assert all(listing.shown[row].id == number for number, row in listing.rows.items())
