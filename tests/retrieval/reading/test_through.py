"""Reading through a vault: each document is looked at, and has its row, with the sentence that shows it."""

from __future__ import annotations

import pytest
from muniment_engines.api import Cancel, Page, Words
from muniment_retrieval.conversations import KeptTable
from muniment_retrieval.model import Scope
from muniment_retrieval.reading import Forecast, Found, Looked, Reader, Tabled, wanted_of
from muniment_retrieval.reading.keeping import head_of, table_of
from muniment_retrieval.search import Searcher

CAPPED = "7. Liability. In no event shall the liability of either party exceed the fees paid in the last twelve months."
LAWS = {
    "one.txt": ["12. This Agreement shall be governed by the laws of the State of New York, without regard to conflicts of law."],
    "two.txt": ["9. This Agreement is governed by and construed in accordance with the laws of England and Wales."],
    "three.txt": ["The parties met in New York and shook hands there. Nothing else was ever agreed between them."],
    "four.txt": ["14. THIS AGREEMENT SHALL BE GOVERNED BY NEW YORK LAW AND BY NO OTHER LAW WHATSOEVER."],
}
NOTICE = {
    "short.txt": ["Either party may terminate this Agreement upon thirty (30) days prior written notice to the other party."],
    "long.txt": ["Either party may terminate this Agreement by giving six months prior written notice to the other party."],
    "none.txt": ["The Supplier shall deliver the goods to the Buyer at the warehouse in Rotterdam at its own expense."],
}

AUDIT = "6. Audit. The Buyer may inspect and audit the books and records of the Supplier once a year upon ten days notice."


def read(shelf, question, scope=Scope(), cancel=None):  # noqa: B008
    wanted = wanted_of(question)
    assert wanted is not None
    return list(Reader(Searcher(shelf.vault), shelf.vault).look(wanted, scope, cancel))


def table(shelf, question, scope=Scope()):  # noqa: B008
    last = read(shelf, question, scope)[-1]
    assert isinstance(last, Tabled)
    return last.table


def by_name(found):
    return {row.document.name: row for row in found.rows}


@pytest.fixture
def contracts(shelf):
    shelf.put(
        {
            "capped.txt": ["1. Delivery. The Supplier shall deliver the goods within ten days.", CAPPED],
            "open.txt": ["1. Delivery. The Supplier shall deliver the goods within ten days of the order."],
        }
    )
    return shelf


def test_each_document_has_a_row_and_what_is_found_its_sentence(contracts):
    found = table(contracts, "Which of these contracts have a cap on liability?")

    rows = by_name(found)
    assert (rows["capped.txt"].found, rows["capped.txt"].fits) == (Found.YES, True)
    assert rows["capped.txt"].citation.page_index == 1
    assert "shall the liability of either party exceed" in rows["capped.txt"].citation.quote
    assert (rows["open.txt"].found, rows["open.txt"].fits, rows["open.txt"].citation) == (Found.NO, False, None)
    assert found.headline == "“a cap on liability” was found in 1 of 2 documents."
    assert found.receipt == "searched 2 of 2 documents, 0 pages unreadable"


def test_without_turns_the_answer_round(contracts):
    found = table(contracts, "Is there any contract without a cap on liability?")

    assert [row.document.name for row in found.fitting] == ["open.txt"]
    assert found.headline == "“a cap on liability” was not found in 1 of 2 documents."


def test_a_law_is_compared_with_the_one_that_is_found(shelf):
    shelf.put(LAWS)

    found = table(shelf, "List all agreements governed by New York law")

    assert [row.document.name for row in found.fitting] == ["four.txt", "one.txt"]
    rows = by_name(found)
    assert (rows["two.txt"].value, rows["two.txt"].fits) == ("England and Wales", False)
    assert (rows["three.txt"].found, rows["three.txt"].fits) == (Found.NOT_FOUND, False)


def test_values_are_compared_side_by_side(shelf):
    shelf.put(NOTICE)

    rows = by_name(table(shelf, "Compare the notice periods of all contracts"))

    assert rows["short.txt"].value == "thirty (30) days"
    assert rows["long.txt"].value == "six months"
    assert rows["none.txt"].found is Found.NOT_FOUND


def test_a_length_of_time_is_compared(shelf):
    shelf.put(NOTICE)

    found = table(shelf, "Which contracts have a notice period of more than 60 days?")

    assert [row.document.name for row in found.fitting] == ["long.txt"]


def test_only_the_scope_is_read(contracts):
    scope = Scope((next(d.id for d in contracts.vault.documents() if d.name == "open.txt"),))

    found = table(contracts, "Which of these contracts have a cap on liability?", scope)

    assert [row.document.name for row in found.rows] == ["open.txt"]
    assert (found.searched, found.documents) == (1, 1)


def test_the_sort_of_document_narrows(shelf):
    shelf.put({"Lease of a barn.txt": [CAPPED], "Supply agreement.txt": [CAPPED]})

    found = table(shelf, "Which supply agreements have a cap on liability?")

    assert [row.document.name for row in found.rows] == ["Supply agreement.txt"]


def test_how_long_it_takes_is_told_before_the_rows(contracts):
    events = read(contracts, "Which of these contracts have a cap on liability?")

    assert [type(event) for event in events] == [Forecast, Looked, Looked, Tabled]
    assert events[0].documents == 2
    assert events[0].seconds > 0
    assert [(e.done, e.total) for e in events[1:3]] == [(1, 2), (2, 2)]


def test_a_stop_keeps_what_was_looked_at(shelf):
    shelf.put({f"{n}.txt": [CAPPED] for n in range(6)})
    cancel = Cancel()
    wanted = wanted_of("Which of these contracts have a cap on liability?")
    events = []
    for event in Reader(Searcher(shelf.vault), shelf.vault).look(wanted, Scope(), cancel):
        events.append(event)
        if isinstance(event, Looked) and event.done == 4:
            cancel.request()

    found = events[-1].table
    assert found.stopped
    assert len(found.rows) == 4
    assert "searched 4 of 6 documents" in found.receipt


def test_an_empty_vault_gives_an_empty_table(shelf):
    found = table(shelf, "Which of these contracts have a cap on liability?")

    assert found.rows == ()
    assert found.receipt == "searched 0 of 0 documents, 0 pages unreadable"


def test_of_many_dates_the_one_counts_that_belongs_to_what_is_asked(shelf):
    shelf.put(
        {
            "dated.txt": [
                "This Agreement begins on 1 May 2011 and shall expire on 30 April 2014 at midnight.\nSource: filed 5 June 2011"
            ],
            "years.txt": ["The initial term of this Agreement shall be three (3) years from the date hereof.\nDate: 1 June 2012"],
            "never.txt": ["This Agreement shall remain in force until it is revoked by a party in writing.\nDate: 1 June 2012"],
        }
    )

    rows = by_name(table(shelf, "When does each contract expire?"))

    assert rows["dated.txt"].value == "30 April 2014"
    assert rows["years.txt"].value == "three (3) years"
    assert rows["never.txt"].value == "no end is set"
    assert rows["never.txt"].citation.quote.startswith("This Agreement shall remain in force until it is revoked")


def test_what_cannot_be_compared_with_the_bound_is_said(shelf):
    shelf.put(
        {
            "early.txt": ["This Agreement shall expire on 30 April 2014 at midnight, whatever the parties may wish."],
            "late.txt": ["This Agreement shall expire on 30 April 2024 at midnight, whatever the parties may wish."],
            "years.txt": ["The initial term of this Agreement shall be three (3) years from the date hereof."],
        }
    )

    found = table(shelf, "Which contracts expire before 2020?")

    assert {row.document.name: row.fits for row in found.rows} == {"early.txt": True, "late.txt": False, "years.txt": None}
    assert found.headline == "“expire before 2020” was found in 1 of 3 documents. In 1 it cannot be said."


def test_what_is_asked_of_the_library_itself_is_told_without_looking_into_documents(contracts):
    found = table(contracts, "Which documents have more than 1 page?")

    assert [(row.document.name, row.value, row.fits) for row in found.rows] == [("capped.txt", "2 pages", True)]
    assert found.headline == "1 document of 2."
    assert table(contracts, "How many documents are there?").headline == "There are 2 documents in this vault."
    assert [row.document.name for row in table(contracts, "What is the longest document?").rows] == ["capped.txt"]
    assert table(contracts, "When was open.txt changed?").headline.startswith("open.txt: changed ")
    assert table(contracts, "Which documents are encrypted?").headline == "None of the 2 documents of this vault."


def hiding(text, hidden):
    """A page of which nobody can see `hidden`."""
    at = text.index(hidden)
    return Page(0, "1", text, Words.none(), hidden=((at, at + len(hidden)),))


def test_what_nobody_can_see_is_no_ground_for_a_yes(contracts):
    delivery = "1. Delivery. The Supplier shall deliver the goods within ten days of the order at its own cost and risk. "
    contracts.put({"hiding.txt": [hiding(delivery * 2 + CAPPED, CAPPED)], "saying.txt": [delivery * 2 + CAPPED]})

    rows = by_name(table(contracts, "Which of these contracts have a cap on liability?"))

    assert rows["saying.txt"].found is Found.YES
    assert (rows["hiding.txt"].found, rows["hiding.txt"].citation) == (Found.NO, None)


def test_what_nobody_can_see_gives_no_value(shelf):
    lead = "The Supplier shall deliver the goods to the Buyer at the warehouse in Rotterdam at its own expense and risk. "
    said = NOTICE["long.txt"][0]
    shelf.put({"hiding.txt": [hiding(lead * 2 + said, said)], "saying.txt": [lead * 2 + said]})

    rows = by_name(table(shelf, "Compare the notice periods of all contracts"))

    assert rows["saying.txt"].value == "six months"
    assert rows["hiding.txt"].found is Found.NOT_FOUND


def test_text_behind_the_picture_of_a_page_counts(contracts):
    contracts.put({"scanned.txt": [hiding(CAPPED, CAPPED)]})

    assert by_name(table(contracts, "Which of these contracts have a cap on liability?"))["scanned.txt"].found is Found.YES


@pytest.mark.parametrize("question", ["Which of these contracts have a cap on liability?", "How many documents do I have?"])
def test_what_is_held_back_has_no_row_and_is_counted_in_the_receipt(contracts, question):
    capped = next(d.id for d in contracts.vault.documents() if d.name == "capped.txt")

    found = table(contracts, question, Scope(None, (capped,)))

    assert [row.document.name for row in found.rows] == ["open.txt"]
    assert found.receipt == "searched 1 of 1 documents, 0 pages unreadable · 1 document is held back: privileged"
    assert table_of(KeptTable(head_of(found), ()), contracts.vault).held_back == 1


ASSIGNING = {
    "banned.txt": ["11. Assignment. This Agreement may not be assigned without the prior written consent of the other party."],
    "free.txt": ["11. Assignment. Either party may transfer this Agreement without the consent of the other party."],
    "silent.txt": ["11. Delivery. The Supplier shall deliver the goods to the Buyer within ten days of the order."],
}


def test_what_is_forbidden_is_no_yes_and_shows_the_sentence_that_forbids_it(shelf):
    shelf.put(ASSIGNING)

    found = table(shelf, "Which contracts can be assigned without consent?")

    rows = by_name(found)
    assert [row.document.name for row in found.fitting] == ["free.txt"]
    assert (rows["banned.txt"].found, rows["banned.txt"].value) == (Found.NO, "no")
    assert "may not be assigned" in rows["banned.txt"].citation.quote
    assert (rows["silent.txt"].fits, rows["silent.txt"].citation) == (False, None)


def test_those_that_forbid_it_are_those_that_say_so(shelf):
    shelf.put(ASSIGNING)

    found = table(shelf, "Which contracts may not be assigned without consent?")

    assert [row.document.name for row in found.fitting] == ["banned.txt"]


def test_an_end_is_counted_from_the_beginning_and_compared(shelf):
    made = "This Agreement is made on 2 March 1999 (the “Effective Date”) by and between Orion Ltd and Halden Ltd. "
    shelf.put(
        {
            "counted.txt": [
                made + "The goods are listed below.",
                "The term of this Agreement is five years from the Effective Date.",
            ],
            "open.txt": [made + "This Agreement shall continue in force until terminated by either party on notice."],
        }
    )

    found = table(shelf, "Which contracts expire before 2005?")

    rows = by_name(found)
    assert (rows["counted.txt"].value, rows["counted.txt"].fits) == ("2 March 2004 (computed)", True)
    assert rows["counted.txt"].note == "Computed: five years from 2 March 1999 (page 1)."
    assert "five years from the Effective Date" in rows["counted.txt"].citation.quote
    assert (rows["open.txt"].value, rows["open.txt"].fits) == ("no end is set", False)


def test_parties_are_listed_with_the_words_in_which_they_stand(shelf):
    text = (
        "This Agreement is made by and between Orion Tools, Inc., of Austin (“Orion”), and Halden Ltd. (the “Buyer”). WHEREAS so."
    )
    shelf.put({"named.txt": ["COVER", text], "other.txt": ["The goods shall be delivered by the Supplier within ten days."]})

    rows = by_name(table(shelf, "list all parties"))

    assert rows["named.txt"].value == "Orion Tools, Inc.; Halden Ltd."
    citation = rows["named.txt"].citation
    assert (citation.page_index, citation.quote) == (1, text[citation.start : citation.end])
    assert rows["other.txt"].found is Found.NOT_FOUND


def test_signatures_of_all_pages_name_the_parties_and_one_alone_does_not(shelf):
    signed = "IN WITNESS WHEREOF\n\n{}\n\nBy: /s/ Ann Poe\nTitle: Director\n"
    both = [signed.format("ORION TOOLS, INC."), signed.format("HALDEN LLC") + signed.format("ORION TOOLS, INC.")]
    shelf.put({"signed.txt": both, "alone.txt": both[:1]})

    rows = by_name(table(shelf, "list all parties"))

    assert rows["signed.txt"].value == "ORION TOOLS, INC.; HALDEN LLC"
    citation = rows["signed.txt"].citation
    assert (citation.page_index, citation.quote.splitlines()[0]) == (0, "ORION TOOLS, INC.")
    assert rows["alone.txt"].found is Found.NOT_FOUND


def test_parties_of_a_form_are_listed(shelf):
    shelf.put({"form.txt": ["SUMMARY\n\nLandlord: Orion Estates LLC\nTenant: Nora Field\nPremises: 4 Elm St"]})

    assert by_name(table(shelf, "list all parties"))["form.txt"].value == "Orion Estates LLC; Nora Field"


def test_two_things_have_a_row_each_and_a_document_counts_once(shelf):
    shelf.put({"both.txt": [LAWS["one.txt"][0] + "\n\n" + NOTICE["long.txt"][0]]})

    found = table(shelf, "What is the governing law and notice period of each contract?")

    assert [(row.topic, row.value) for row in found.rows] == [("governing law", "New York"), ("notice period", "six months")]
    assert (found.searched, found.documents) == (1, 1)


LAW, TIME = LAWS["one.txt"][0], NOTICE["long.txt"][0]
BOTH = {"both.txt": [f"{CAPPED}\n\n{AUDIT}"], "cap.txt": [CAPPED], "audit.txt": [AUDIT], "none.txt": NOTICE["none.txt"]}


@pytest.mark.parametrize(
    ("question", "fitting"),
    [
        ("Which contracts have a cap on liability and an audit right?", ["both.txt"]),
        ("Which contracts have both a cap on liability and an audit right?", ["both.txt"]),
        ("How many contracts have a cap on liability or an audit right?", ["audit.txt", "both.txt", "cap.txt"]),
        ("List all contracts that have a cap on liability but no audit right", ["cap.txt"]),
        ("Which contracts have an audit right without a cap on liability?", ["audit.txt"]),
        ("Is there any contract with neither a cap on liability nor an audit right?", ["none.txt"]),
        ("Which contracts do not have a cap on liability or an audit right?", ["none.txt"]),
        ("Which contracts do not have a cap on liability and an audit right?", ["audit.txt", "cap.txt", "none.txt"]),
        ("Which contracts don't have an audit right but have a cap on liability?", ["cap.txt"]),
    ],
)
def test_a_document_fits_where_it_fits_all_that_is_asked(shelf, question, fitting):
    shelf.put(BOTH)

    found = table(shelf, question)

    assert len(found.topics) == 2
    assert sorted({row.document.name for row in found.fitting}) == fitting
    assert (found.count, len(found.documents_rows), len(found.rows)) == (len(fitting), 4, 8)
    told = str(len(fitting))
    assert f" in {told} of 4 documents" in found.headline
    assert found.receipt == "searched 4 of 4 documents, 0 pages unreadable"


def test_what_is_asked_twice_has_a_topic_each_time(shelf):
    shelf.put({"one.txt": [LAW], "two.txt": [LAW]})

    found = table(shelf, "Compare the governing law, the term and the governing law of all contracts")

    assert found.topics == ("governing law", "term", "governing law")
    assert {len(rows) for rows in found.documents_rows} == {3}


def test_access_to_other_things_is_no_right_to_audit(shelf):
    shelf.put(
        {
            "books.txt": ["4. The Supplier shall give the Buyer access to its relevant books and records at any time."],
            "logs.txt": ["4. The Buyer shall have access to the statistics of the service, and may export the documents."],
            "audited.txt": ["4. The Supplier shall deliver its audited financial statements, with the auditor's report on them."],
        }
    )

    found = table(shelf, "Which contracts have an audit right?")

    assert [row.document.name for row in found.fitting] == ["books.txt"]


def test_three_things_have_a_row_each(shelf):
    shelf.put({"all.txt": [f"{CAPPED}\n\n{LAW}\n\n{TIME}"]})

    found = table(shelf, "Compare the governing law, the notice period and the term of all contracts")

    assert [row.topic for row in found.rows] == ["governing law", "notice period", "term"]
    assert found.count == 1


def test_the_greatest_value_is_found_among_those_that_can_be_compared(shelf):
    shelf.put(NOTICE)

    found = table(shelf, "Which contract has the longest notice period?")

    assert {row.document.name: row.fits for row in found.rows} == {"long.txt": True, "none.txt": None, "short.txt": False}
    assert found.headline == "long.txt: six months. 2 of 3 documents give a value of “notice period” to compare."
    assert [row.document.name for row in table(shelf, "Which contract has the shortest notice period?").fitting] == ["short.txt"]


def test_nothing_is_the_smallest_amount(shelf):
    lead = "LEASE between Orion and Halden. The premises are at 4 Quay Road and may be used as an office. "
    rents = {"free.txt": "$0", "dear.txt": "$900", "fair.txt": "$400"}
    shelf.put({name: [f"{lead}The monthly rent is {rent} and is due on the first day."] for name, rent in rents.items()})

    found = table(shelf, "Which lease has the lowest monthly rent?")

    assert {row.document.name: row.fits for row in found.rows} == {"free.txt": True, "dear.txt": False, "fair.txt": False}


def test_two_documents_that_are_named_are_compared_alone(shelf):
    shelf.put({"Orion lease.txt": LAWS["one.txt"], "Halden lease.txt": LAWS["two.txt"], "Third lease.txt": LAWS["four.txt"]})

    found = table(shelf, "Compare the governing law of the Orion lease and the Halden lease")

    assert {row.document.name: row.value for row in found.rows} == {
        "Halden lease.txt": "England and Wales",
        "Orion lease.txt": "New York",
    }


FORMS = {
    "a.txt": ["Location: Alton | Accident Number: 1\nAircraft: Cessna 170B | Aircraft Damage: Destroyed\nInjuries: 1 Fatal"],
    "b.txt": ["Location: Reno | Accident Number: 2\nAircraft: Beech A23 | Aircraft Damage: Substantial\nFatal: 0 | Serious: 1"],
}


def test_a_field_of_a_form_gives_its_own_value(shelf):
    shelf.put(FORMS)

    rows = by_name(table(shelf, "List the aircraft involved in each accident"))

    assert {name: row.value for name, row in rows.items()} == {"a.txt": "Cessna 170B", "b.txt": "Beech A23"}


def test_of_two_fields_the_one_with_the_longer_label_is_meant(shelf):
    shelf.put(FORMS)

    rows = by_name(table(shelf, "Compare the aircraft damage of all the accidents"))

    assert {name: row.value for name, row in rows.items()} == {"a.txt": "Destroyed", "b.txt": "Substantial"}


def test_a_word_that_no_vocabulary_knows_must_be_said(shelf):
    shelf.put(FORMS)

    found = table(shelf, "Which of these accidents were fatal?")

    assert [row.document.name for row in found.fitting] == ["a.txt"]
    assert "1 Fatal" in found.fitting[0].citation.quote


def test_an_amount_of_something_else_is_no_cap(shelf):
    shelf.put(
        {
            "cap.txt": ["In no event shall the liability of either party under this Agreement exceed $2,000,000 in total."],
            "insured.txt": ["The Supplier shall maintain liability insurance with a coverage of at least $5,000,000 per event."],
        }
    )

    found = table(shelf, "Which agreement has the highest cap on liability?")

    assert {row.document.name: row.fits for row in found.rows} == {"cap.txt": True, "insured.txt": None}
