"""Documents by their folder, their type and the date of their file."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Document
from muniment_retrieval.narrowing import Narrow, changed_on, narrowed, period_of, type_of


def document(number: int, path: str, media_type: str, day: str) -> Document:
    changed = int(datetime.fromisoformat(f"{day}T12:00").timestamp() * 1e9)
    return Document(number, path, "", 10, changed, media_type, "", "", "", "read", "", 1, 1, 1)


LIBRARY = [
    document(1, "/home/ada/Cases/2021/Lease.pdf", "application/pdf", "2021-03-05"),
    document(2, "/home/ada/Cases/notes.txt", "text/plain", "2020-12-31"),
    document(3, "C:\\Users\\ada\\Old Cases\\offer.eml", "message/rfc822", "2019-06-01"),
]


def found(narrow: Narrow) -> list[int]:
    return [one.id for one in narrowed(LIBRARY, narrow)]


@pytest.mark.parametrize(
    ("narrow", "ids"),
    [
        (Narrow(), [1, 2, 3]),
        (Narrow(folder="Cases"), [1, 2]),
        (Narrow(folder="ada/cases/"), [1, 2]),
        (Narrow(folder="Old Cases"), [3]),
        (Narrow(folder="Cas"), []),
        (Narrow(types=("pdf", "mail")), [1, 3]),
        (Narrow(types=("txt",)), [2]),
        (Narrow(since=date(2020, 12, 31)), [1, 2]),
        (Narrow(until=date(2020, 12, 31)), [2, 3]),
        (Narrow(folder="Cases", types=("pdf",), since=date(2021, 3, 6)), []),
    ],
)
def test_each_part_narrows(narrow: Narrow, ids: list[int]) -> None:
    assert found(narrow) == ids


def test_the_day_is_that_of_the_file() -> None:
    assert changed_on(LIBRARY[0]) == date(2021, 3, 5)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("February 2023", date(2023, 2, 1), date(2023, 2, 28)),
        ("2021-03-05", date(2021, 3, 5), date(2021, 3, 5)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    assert period_of(text) == (first, last)


@pytest.mark.parametrize("text", ["", "soon", "2021-13", "2021-02-30", "March"])
def test_what_is_no_date_is_said(text: str) -> None:
    with pytest.raises(MunimentError, match="no date"):
        period_of(text)


def test_types_have_many_names() -> None:
    assert [type_of(t) for t in ("PDFs", ".docx", "e-mails", "Excel files", "images")] == [
        "pdf",
        "docx",
        "mail",
        "spreadsheet",
        "picture",
    ]
