"""Questions about the library itself are told from those about what documents say."""

from __future__ import annotations

from datetime import date

import pytest
from muniment_retrieval.reading import wanted_of
from muniment_retrieval.reading.about_library import of_library

ABOUT_FILES = [
    "Which files are from 2021?",
    "Which documents were changed before March 2020?",
    "how many documents are there?",
    "How many PDFs do we have in this vault?",
    "What is the largest file?",
    "Which is the longest document?",
    "newest document",
    "List all PDFs",
    "Show me the spreadsheets",
    "Which documents are scans?",
    "Which documents are unreadable?",
    "Which documents could not be read?",
    "Which files are encrypted?",
    "When was Lease.pdf changed?",
    "Which files are in the folder Contracts?",
    "Which files are in the Contracts folder?",
    "documents with more than 50 pages",
    "Which documents have at least 10 pages?",
    "Which files are larger than 2.5 MB?",
    "Which files were changed last week?",
    "Please list all documents.",
]

ABOUT_WHAT_THEY_SAY = """Which documents must the seller deliver?
Which documents does the buyer need?
Which documents are confidential?
Which documents are attached to the agreement?
Which documents form part of the contract?
Which documents prevail in case of conflict?
Which documents were signed in 2021?
Which documents are dated in the first annex of the 2021 agreement?
Which documents must be delivered before 2021?
Which files must the contractor hand over?
Which files did the pilot lose?
Which files are mentioned in Exhibit A?
What documents are required for closing?
What documents were exchanged on 3 March 2021?
What documents did the auditor ask for in 2021?
What files does the licence cover?
How many documents must be filed?
How many documents did the parties sign?
How many documents are listed in Schedule 2?
How many files may the user upload?
How many pages may the report have?
How many pages does the manual need?
How many copies of the document are needed?
How many images may the licensee use?
How many pictures did the photographer take?
How many emails did the plaintiff send in 2021?
How many emails were sent from the office?
How many mails did the supplier answer?
List all documents that the seller must deliver
List all documents required for closing
List all documents mentioned in the agreement
List the documents that the buyer receives
List the files that the contractor must return
List all images in the licence
Show me the documents that prove payment
Show the document that ends the lease
Name the documents which the bank requires
Find the documents that mention insurance
Find the file number of the case
Give me the documents for the tax year
What is the largest shareholder?
What is the largest payment?
What is the largest file that may be uploaded?
What is the longest term?
What is the newest document that the agreement refers to?
What is the oldest aircraft?
What is the latest delivery date?
What is the latest document date allowed?
What is the document about?
What is the file number?
What does the document say about 2021?
Which document governs?
Which document is the master agreement?
Which file format must be used?
Which pdf version is required?
When was the agreement changed?
When was the contract last amended?
When was the file handed over?
When was the company added as a party?
When was the document signed?
Who may see the documents?
Where are the documents kept?
Which scans did the doctor order?
How many scans did the patient have?
Which images may be published in 2021?
Which presentations were held in 2021 by the agent?
Which documents are in the escrow?
Which documents are in the possession of the agent?
Which documents have more than one signature?
Which documents are from the supplier?
Are the documents confidential?
Documents required for closing
In which documents is the seller named?
Which mails are privileged?
Is there any file that was lost in 2021?""".splitlines()


@pytest.mark.parametrize("question", ABOUT_FILES)
def test_a_question_about_files_is_taken(question: str) -> None:
    wanted = wanted_of(question)
    assert wanted is not None
    assert wanted.library is not None


@pytest.mark.parametrize("question", ABOUT_WHAT_THEY_SAY)
def test_a_question_about_what_documents_say_is_not(question: str) -> None:
    wanted = wanted_of(question)
    assert wanted is None or wanted.library is None


def test_there_are_enough_questions_that_only_look_alike() -> None:
    assert len(set(ABOUT_WHAT_THEY_SAY)) >= 60


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("which files are from 2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("which files are from March 2021", date(2021, 3, 1), date(2021, 3, 31)),
        ("which files were changed since 2021-03-05", date(2021, 3, 5), None),
        ("which files were changed after 2020", date(2021, 1, 1), None),
        ("which files were changed before 5 March 2021", None, date(2021, 3, 4)),
        ("which files were changed yesterday", date(2024, 2, 29), date(2024, 2, 29)),
        ("which files were changed last month", date(2024, 2, 1), date(2024, 2, 29)),
        ("which files were changed this week", date(2024, 2, 26), date(2024, 3, 3)),
        ("which files were changed last year", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_the_time_that_is_meant(text: str, since: date | None, until: date | None) -> None:
    asked = of_library(text, today=date(2024, 3, 1))
    assert asked is not None
    assert (asked.narrow.since, asked.narrow.until) == (since, until)


def test_bounds_are_both_included() -> None:
    more, fewer = of_library("which documents have more than 50 pages"), of_library("which documents have fewer than 50 pages")
    assert more is not None
    assert fewer is not None
    assert (more.show, more.least, more.most) == ("pages", 51, None)
    assert (fewer.show, fewer.least, fewer.most) == ("pages", None, 49)
