"""The chronology of a vault: every date with its sentence, in the order of time, and each event once."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest
from muniment_engines.api import Cancel, Page, Words
from muniment_retrieval.conversations import KeptTable
from muniment_retrieval.model import Scope
from muniment_retrieval.reading.chronology import Chronicled, Chronicler, ReadOne
from muniment_retrieval.reading.chronology.asides import is_aside
from muniment_retrieval.reading.chronology.keeping import chronicle_of, head_of, rows_of
from muniment_retrieval.reading.chronology.who import names_in
from muniment_retrieval.reading.written_dates import WrittenDate


def chronicle(shelf, scope=Scope()):  # noqa: B008
    last = list(Chronicler(shelf.vault).look(scope))[-1]
    assert isinstance(last, Chronicled)
    return last.chronicle


def test_events_stand_in_the_order_of_time_with_their_sentence(shelf):
    shelf.put(
        {
            "b.txt": ["The Supplier delivered the first pump on 5 March 2019. It failed in May 2018 for the first time already."],
            "a.txt": ["Mr. Okafor signed the lease of the barn on January 7, 2020 in the presence of his brother."],
        }
    )

    events = chronicle(shelf).events

    assert [event.date for event in events] == ["2018-05", "2019-03-05", "2020-01-07"]
    assert [event.uncertain for event in events] == ["the day is not given", "", ""]
    assert events[1].text == "The Supplier delivered the first pump on 5 March 2019."
    assert (events[1].who, events[2].who) == (("Supplier",), ("Mr. Okafor",))
    for event in events:
        page = shelf.vault.page(event.citation.document_id, event.citation.page_index)
        assert page.text[event.citation.start : event.citation.end] == event.citation.quote
        assert len(event.citation.quote.split()) >= 4


def test_a_date_in_a_footer_is_no_event_and_one_that_is_repeated_within_the_pages_is_told_once(shelf):
    clause = "Clause {} speaks of something else altogether\n" * 4
    within = f"{clause}\nThe price list of 3 June 2020 applies here\n{clause}"
    pages = [f"{within.replace('{}', word)}\nAgreement of 1 May 2019 – Page {n}" for n, word in enumerate("abcd")]
    shelf.put({"a.txt": pages})

    (event,) = chronicle(shelf).events

    assert (event.citation.page_index, event.text) == (0, "The price list of 3 June 2020 applies here")


def test_the_dates_of_signatures_at_the_feet_of_pages_stay(shelf):
    pages = [f"Exhibit {word} speaks of something else altogether\nDate: 16 December 1998" for word in "abc"]
    shelf.put({"a.txt": [*pages, *(f"Exhibit {word} has no date of its own anywhere" for word in "defg")]})

    assert [event.date for event in chronicle(shelf).events] == ["1998-12-16"]


HEAD = "From: Ann Poe\n{}: Monday, 2 March 2020 09:00\nTo: Max Roe\nSubject: Pump"


@pytest.mark.parametrize(
    "line",
    [
        "Source: ORION TOOLS INC, 10-K, 3/1/2019",
        "12 Source: ORION TOOLS INC, S-1/A, 3/1/2019",
        "as agreed. Source: ORION TOOLS OF TEXAS, INC., 8-K, 3/1/2019",
        "Source: company reports, 5 March 2019",
        "Retrieved from www.orion.example on 5 March 2019",
        "Accessed: 5 March 2019",
        "Last modified 5 March 2019, 14:22",
        "https://orion.example/terms 5 March 2019, 10:22 AM Page 3 of 9",
        "05 March 2003 14:22 FAX 212 555 1234 POE & ROE P.03/10",
        "On Monday, 2 March 2020 at 09:15, Ann Poe wrote:",
        "Am 2. März 2020 um 09:15 schrieb Ann Poe <ann@example.com>:",
        "The pump is broken.\n\n" + HEAD.format("Sent"),
        "-----Original Message-----\n" + HEAD.format("Date"),
        "The pump is broken.\n\nFrom: Ann Poe <ann@orion.example>\nDate: 2 March 2020\nTo: Max Roe",
        "Exported from ledger.xlsx on 5 March 2019",
        "Visited: www.orion.example on 5 March 2019",
        HEAD.replace("2 March", "3 March").format("Date").replace("3 March 2020 09:00", "yesterday")
        + "\n\nSee below.\n\n"
        + HEAD.format("Sent"),
    ],
)
def test_what_tells_of_the_paper_is_no_event(shelf, line):
    shelf.put(
        {"a.txt": ["The pump is of steel and stands in the yard.", f"The parties agree on this.\n\n{line}\n\nThe goods are new."]}
    )

    assert [(event.date, event.text) for event in chronicle(shelf).events] == []


@pytest.mark.parametrize(
    "line",
    [
        "Source: the contract was signed on 5 March 2019",
        "Retrieved the pump from the yard on 5 March 2019 and cleaned it.",
        "The manual was downloaded on 5 March 2019.",
        "Printed circuit boards arrived on 5 March 2019",
        "Date: 5 March 2019",
        "Order placed at https://orion.example on 5 March 2019",
        "On 5 March 2019 Ann Poe wrote the report about the pump.",
        "To: Max Roe\nDate: 5 March 2019",
        "From: 5 March 2019\nTo: the end of the lease",
        "From: Oslo\nTo: Bergen\nDate: 5 March 2019",
        "Exported on 5 March 2019",
        "Visited: 5 March 2019",
    ],
)
def test_what_happened_is_an_event_beside_such_words(shelf, line):
    shelf.put(
        {"a.txt": ["The pump is of steel and stands in the yard.", f"The parties agree on this.\n\n{line}\n\nThe goods are new."]}
    )

    assert [event.date for event in chronicle(shelf).events] == ["2019-03-05"]


def test_a_long_block_of_such_lines_is_read_in_time():
    text = "From: Oslo\nSubject: x\n" * 20_000
    started = time.thread_time()

    for at in range(0, 200 * 22, 22):
        assert is_aside(text, (at, at + 10), WrittenDate(at, at + 4, 2019, 3, 5), first_page=False)
    assert time.thread_time() - started < 1


def test_the_head_of_a_mail_tells_when_it_was_sent(shelf):
    shelf.put({"a.txt": [f"{HEAD.format('Sent')}\n\nThe pump is broken."]})

    assert [event.date for event in chronicle(shelf).events] == ["2020-03-02"]


def test_what_two_documents_say_in_the_same_words_is_one_event(shelf):
    said = "The parties met in Rotterdam on 12 June 2021 and agreed on the price."
    shelf.put({"a.txt": [said], "b.txt": [f"Minutes of a meeting.\n\n{said}"]})

    (event,) = chronicle(shelf).events

    assert [citation.path for citation in event.citations] == ["/papers/a.txt", "/papers/b.txt"]


def test_a_date_in_a_field_or_a_table_has_its_label(shelf):
    shelf.put(
        {"a.txt": ["Date of Accident: 12/23/2007\n\nPump | Delivered | Price\nP-7 | 14.02.2020 | 300\nP-8 | 15.02.2020 | 400"]}
    )

    events = chronicle(shelf).events

    assert [(event.date, event.label) for event in events] == [
        ("2007-12-23", "Date of Accident"),
        ("2020-02-14", "Delivered"),
        ("2020-02-15", "Delivered"),
    ]
    assert events[0].text == "Date of Accident: 12/23/2007"
    assert events[1].text.startswith("P-7 | 14.02.2020")


def test_a_long_sentence_is_shown_around_its_date(shelf):
    shelf.put(
        {"a.txt": ["The parties " + "and all who follow them " * 30 + "met on 3 April 2011 " + "to talk of nothing much " * 30]}
    )

    (event,) = chronicle(shelf).events

    assert "met on 3 April 2011" in event.text
    assert event.text.startswith("… ")
    assert event.text.endswith(" …")
    assert len(event.text) < 340


def test_only_the_scope_is_read_and_a_stop_keeps_what_was_read(shelf):
    ids = shelf.put({f"{n}.txt": [f"The barn number {n} burned down on 3 May 201{n} at night."] for n in range(6)})

    one = chronicle(shelf, Scope((ids["4.txt"],)))
    assert [event.date for event in one.events] == ["2014-05-03"]
    assert one.receipt == "searched 1 of 1 documents, 0 pages unreadable"

    cancel = Cancel()
    for event in Chronicler(shelf.vault).look(Scope(), cancel):
        if isinstance(event, ReadOne) and event.done == 4:
            cancel.request()
    assert event.chronicle.stopped
    assert len(event.chronicle.events) == 4


def test_what_another_document_says_in_fewer_words_is_the_same_event(shelf):
    shelf.put(
        {
            "a.txt": ["Dear Orion,\n\nThe two pumps delivered on August 5, 2021 leaked in the cellar."],
            "b.txt": ["The pumps were delivered on 5 August 2021 and leaked. On 5 August 2021 the council met in the town hall."],
        }
    )

    events = chronicle(shelf).events

    assert [(event.date, len(event.citations)) for event in events] == [("2021-08-05", 2), ("2021-08-05", 1)]
    assert events[0].text == "The two pumps delivered on August 5, 2021 leaked in the cellar."


def test_who_writes_a_mail_is_who_speaks_in_it(shelf):
    shelf.put(
        {"a.txt": ["From: Ada Byron <ada@example.org>\nDate: Wed, 12 Jan 2022 09:14:00 +0100\n\nWe paid the rent yesterday."]}
    )

    events = chronicle(shelf).events

    assert [(event.date, event.who) for event in events] == [("2022-01-11", ("Ada Byron",)), ("2022-01-12", ("Ada Byron",))]


def test_a_numeric_date_is_read_as_the_document_writes_others_and_stays_uncertain(shelf):
    either = "day and month could be the other way round"
    shelf.put(
        {
            "eu.txt": ["Report of 12/05/2020. On 20 April 2020 the wall fell down in the night."],
            "us.txt": ["Report of 12/06/2020. On April 21, 2020 the wall fell down in the night."],
        }
    )

    events = chronicle(shelf).events

    assert [event.date for event in events] == ["2020-04-20", "2020-04-21", "2020-05-12", "2020-12-06"]
    assert [event.uncertain for event in events[2:]] == [either, either]


def test_a_sentence_that_was_cut_within_its_date_is_shown_with_the_rest_of_it(shelf):
    shelf.put({"a.txt": ["Der erste Teil des Preises wird bezahlt am 15. Mai 2020 in Bern."]})

    (event,) = chronicle(shelf).events

    assert event.text == "Der erste Teil des Preises wird bezahlt am 15. Mai 2020 in Bern."


def test_without_dates_it_is_empty(shelf):
    shelf.put({"a.txt": ["Nothing ever happened in this village, and nobody wrote it down."]})

    assert chronicle(shelf).events == ()


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("On 1 May Orion Shipping Ltd. and Miller & Sons GmbH signed.", ("Orion Shipping Ltd", "Miller & Sons GmbH")),
        ("The Landlord wrote to Mrs. Ada Byron.", ("Landlord", "Mrs. Ada Byron")),
        ("It rained in the morning of that day.", ()),
        ("THIS AGREEMENT IS MADE BETWEEN ORION LTD AND THE SUPPLIER", ()),
        ("", ()),
    ],
)
def test_names_that_are_plain(sentence, names):
    assert names_in(sentence) == names


def test_what_nobody_can_see_tells_no_event(shelf):
    seen, hidden = (
        "The parties met in Rotterdam on 12 June 2021 and agreed.",
        "They were paid in secret on 3 May 2020.",
    )
    at = len(seen) + 1
    text = f"{seen} {hidden}\n\nNothing else was ever agreed between them, and all of it was written down that day."
    shelf.put({"a.txt": [Page(0, "1", text, Words.none(), hidden=((at, at + len(hidden)),))]})

    assert [event.date for event in chronicle(shelf).events] == ["2021-06-12"]


def test_what_is_held_back_tells_no_event_and_is_counted(shelf):
    ids = shelf.put({"a.txt": ["The parties met on 12 June 2021."], "b.txt": ["The parties met on 3 May 2020."]})

    made = chronicle(shelf, Scope(None, (ids["b.txt"],)))

    assert [event.date for event in made.events] == ["2021-06-12"]
    assert made.receipt == "searched 1 of 1 documents, 0 pages unreadable · 1 document is held back: privileged"


def test_what_is_kept_comes_back_whole(shelf):
    said = "The parties met in Rotterdam on 12 June 2021 and agreed on the price."
    shelf.put({"a.txt": [f"{said} They met again on or about 3 May 2022 in Ghent."], "b.txt": [said]})
    made = replace(chronicle(shelf), held_back=2, more=True)

    rows = tuple({**data, "documents": documents} for data, documents in rows_of(made))

    assert chronicle_of(KeptTable(head_of(made), json.loads(json.dumps(rows)))) == made
    assert chronicle_of(KeptTable({"question": "Which contracts have a cap?"}, ())) is None
