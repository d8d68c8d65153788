"""Numbers with their units, however they are written."""

from __future__ import annotations

import pytest
from muniment_retrieval.answer.measures import measures_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thirty (30) days", [("30", "day")]),
        ("thirty days (30)", [("30", "day")]),
        ("a 30-day period", [("30", "day")]),
        ("ten (10) business days", [("10", "business day")]),
        ("sixty (90) days", [("60", "day"), ("90", "day")]),
        ("Ten Thousand Dollars ($10,000)", [("10000", "$")]),
        ("US$2.5 million", [("2500000", "$")]),
        ("EUR 500 or £ 20", [("500", "€"), ("20", "£")]),
        ("ten percent (10%)", [("10", "%")]),
        ("one hundred and twenty-five shares", [("125", "share")]),
        ("the 3rd quarter", [("3", "quarter")]),
        ("one party, first of all", []),
        ("one (1) year, or one month", [("1", "year"), ("1", "month")]),
    ],
)
def test_a_number_counts_once_and_has_its_unit(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.value, one.unit) for one in measures_in(text)] == found
