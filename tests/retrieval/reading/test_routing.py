"""Which questions are read through, and which are looked up: in doubt, the latter."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from muniment_retrieval.reading.routing import Kind, wanted_in_table, wanted_of

READ_THROUGH = {
    "Which of these contracts have a cap on liability?": (Kind.WHICH, "a cap on liability", False),
    "Please tell me which contracts do not contain a non-compete.": (Kind.WHICH, "a non-compete", True),
    "Which contracts allow termination for convenience?": (Kind.WHICH, "allow termination for convenience", False),
    "Which of the contracts can be terminated without cause?": (Kind.WHICH, "can be terminated without cause", False),
    "Which agreements are governed by the laws of England?": (Kind.WHICH, "are governed by the laws of England", False),
    "Which agreements are not governed by English law?": (Kind.WHICH, "are governed by English law", True),
    "Which contracts have no cap on liability?": (Kind.WHICH, "cap on liability", True),
    "In which contracts is there a right of first refusal?": (Kind.WHICH, "a right of first refusal", False),
    "How many agreements have an exclusivity clause?": (Kind.COUNT, "an exclusivity clause", False),
    "How many of these documents mention arbitration?": (Kind.COUNT, "arbitration", False),
    "How many of my contracts were signed in 2012?": (Kind.COUNT, "were signed in 2012", False),
    "List all agreements governed by New York law": (Kind.LIST, "governed by New York law", False),
    "Show me all contracts that have liquidated damages.": (Kind.LIST, "liquidated damages", False),
    "List every agreement with an audit right": (Kind.LIST, "an audit right", False),
    "Is there any contract without an insurance clause?": (Kind.ANY, "an insurance clause", True),
    "Which agreements are without an arbitration clause?": (Kind.WHICH, "an arbitration clause", True),
    "Is there a contract that has no governing law clause?": (Kind.ANY, "governing law clause", True),
    "Do any of these agreements contain a most favoured nation clause?": (Kind.ANY, "a most favoured nation clause", False),
    "Do all contracts require consent to assignment?": (Kind.ALL, "require consent to assignment", False),
    "Compare the notice periods": (Kind.COMPARE, "notice periods", False),
    "Compare the governing law of all contracts": (Kind.COMPARE, "governing law", False),
    "What is the governing law of each contract?": (Kind.COMPARE, "governing law", False),
    "For each agreement, list the parties": (Kind.COMPARE, "parties", False),
    "When does each contract expire?": (Kind.COMPARE, "expire", False),
    "list all parties": (Kind.COMPARE, "parties", False),
    "Show me all notice periods": (Kind.COMPARE, "notice periods", False),
    "Which have a cap on liability?": (Kind.WHICH, "a cap on liability", False),
    "Which ones do not have an exclusivity clause?": (Kind.WHICH, "an exclusivity clause", True),
    "Compare the governing law of the Orion lease and the Halden lease": (Kind.COMPARE, "governing law", False),
    "Which contract has the longest notice period?": (Kind.MOST, "notice period", False),
    "Which of the contracts expires first?": (Kind.MOST, "expires", False),
    "List the aircraft involved in each accident": (Kind.COMPARE, "aircraft involved", False),
    "Which of these accidents were fatal?": (Kind.WHICH, "were fatal", False),
    "Make a table of the injuries": (Kind.COMPARE, "injuries", False),
    "For each report: who was the pilot?": (Kind.COMPARE, "who was the pilot", False),
    "governing law and term of each contract": (Kind.COMPARE, "governing law and term", False),
}

SETS = tomllib.loads((Path(__file__).parent / "table_questions.toml").read_text(encoding="utf-8"))
SIXTY = [(question, kind) for asked in SETS.values() for question, kind in asked.items()]

LOOKED_UP = """
Which documents must the seller deliver at closing?
How many agreements were signed in 2012?
Who are the parties to this agreement?
Is there an insurance clause?
Is there a cap on liability?
Which agreement governs the supply of fuel?
How many contracts have been awarded to Boeing?
How many contracts has the company signed?
Compare revenue in 2021 and 2022
Compare Apple and Microsoft
Compare the risks
What documents are required for closing?
List all equipment
List the parties to the agreement
Is there any agreement between the Company and the Bank?
Which state's or country's law governs this agreement?
List all the employees that have left
What is the notice period?
What is the notice period of the lease?
Does the agreement contain an exclusivity commitment?
What policies have been adopted by the Board?
How many employees does the company have?
Which reports must be filed monthly?
What reports does the Servicer provide to the Trustee?
Are all documents to be returned on termination?
Which licences does Party A grant to Party B?
What statements are considered forward-looking?
In the supply agreement, which documents have to be delivered?
How many documents did the auditor review?
Which of the parties may assign the agreement?
Which have the highest salaries?
Which accidents were fatal?
How many pilots were injured?
List the aircraft involved
Compare the mass of the Earth and the Moon
Which company has the highest revenue?
List all the rivers
Summarise these contracts
contracts
""".strip().splitlines()


@pytest.mark.parametrize("question", READ_THROUGH)
def test_a_question_for_every_document_is_read_through(question):
    wanted = wanted_of(question)

    assert wanted is not None
    assert (wanted.kind, wanted.topic, wanted.without) == READ_THROUGH[question]


@pytest.mark.parametrize("question", LOOKED_UP)
def test_a_question_for_one_fact_is_looked_up(question):
    assert wanted_of(question) is None


def test_the_sort_of_document_is_told():
    wanted = wanted_of("Which supply agreements expire before 2020?")

    assert wanted is not None
    assert wanted.sort == ("suppli",)
    assert wanted.topic == "expire before 2020"


@pytest.mark.parametrize("question", ["", "?", "which " * 300, "list all " + "all the " * 45, "which of these " + "of the " * 50])
def test_no_question_takes_long(question):
    started = time.thread_time()

    assert wanted_of(question) is None
    assert time.thread_time() - started < 1


@pytest.mark.parametrize(
    "question",
    ["Who are the parties to each contract?", "For each agreement, list the parties", "List the parties of each contract"],
)
def test_parties_are_asked_for_as_a_person_asks(question):
    assert wanted_of(question).asked == "Who are the parties?"


def test_two_named_documents_are_told_by_what_names_them():
    wanted = wanted_of("Compare the governing law of the Orion agreement and the Halden contract")

    assert wanted.names == (("orion",), ("halden",))


def test_two_things_are_asked_one_after_the_other():
    wanted = wanted_of("What is the governing law and notice period of each contract?")

    assert [part.topic for part in wanted.parts] == ["governing law", "notice period"]


@pytest.mark.parametrize(
    ("question", "least"),
    [("Which contract has the shortest term?", True), ("Which agreement has the highest cap on liability?", False)],
)
def test_the_least_is_told_from_the_most(question, least):
    assert wanted_of(question).least is least


@pytest.mark.parametrize(
    ("question", "kind", "topic", "asked"),
    [
        ("Which accidents were fatal?", Kind.WHICH, "fatal", "Does it say: fatal?"),
        ("List the aircraft involved", Kind.COMPARE, "aircraft involved", "What is the aircraft involved?"),
        ("How many pilots were injured?", Kind.COMPARE, "How many pilots were injured", "How many pilots were injured?"),
        ("Which contracts have a cap on liability?", Kind.WHICH, "a cap on liability", "Is there a cap on liability?"),
    ],
)
def test_who_wants_a_table_gets_one_for_any_question(question, kind, topic, asked):
    wanted = wanted_in_table(question)

    assert (wanted.kind, wanted.topic, wanted.asked) == (kind, topic, asked)


@pytest.mark.parametrize("question", ["", "?", "which " * 300])
def test_what_is_no_question_gets_no_table(question):
    assert wanted_in_table(question) is None


@pytest.mark.parametrize(("question", "kind"), SIXTY)
def test_each_of_sixty_questions_has_the_table_that_it_asks_for(question, kind):
    wanted = wanted_of(question)

    assert (wanted.kind if wanted else "look up") == kind


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Which contracts restrict soliciting or hiring employees?", []),
        ("Which contracts provide for revenue or profit sharing?", []),
        ("Which contracts have terms and conditions?", []),
        ("Which contracts can be terminated without cause?", []),
        ("Which contracts have exceptions to the non-compete or exclusivity?", []),
        ("List every agreement with liquidated damages or an early termination fee", []),
        (
            "Which contracts have an exclusivity clause, an audit right and insurance?",
            ["an exclusivity clause", "an audit right", "insurance"],
        ),
        (
            "Which contracts have an exclusivity clause and are governed by New York law?",
            ["an exclusivity clause", "are governed by New York law"],
        ),
        ("Compare term, governing law and notice period of all contracts", ["term", "governing law", "notice period"]),
    ],
)
def test_a_question_is_cut_only_between_things_that_are_known(question, parts):
    assert [part.topic for part in wanted_of(question).parts] == parts


@pytest.mark.parametrize(
    ("question", "either", "parts"),
    [
        ("don't have an audit right but have insurance", False, [("an audit right", True), ("insurance", False)]),
        ("do not have an audit right or have insurance", False, [("an audit right", True), ("insurance", True)]),
        (
            "do not have an audit right or are governed by New York law",
            True,
            [("an audit right", True), ("are governed by New York law", False)],
        ),
        ("do not have an audit right and a cap on liability", True, [("an audit right", True), ("a cap on liability", True)]),
        ("do not have an audit right nor a cap on liability", False, [("an audit right", True), ("cap on liability", True)]),
        (
            "do not have an audit right or a cap on liability but have insurance",
            False,
            [("an audit right", True), ("a cap on liability", True), ("insurance", False)],
        ),
    ],
)
def test_a_denial_reaches_as_far_as_its_verb(question, either, parts):
    wanted = wanted_of(f"Which contracts {question}?")

    assert (wanted.either, [(part.topic, part.without) for part in wanted.parts]) == (either, parts)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Which contracts do not have an audit or an escrow clause?", "do not have an audit or an escrow clause"),
        ("List all contracts that do not have an audit or an escrow clause", "do not have an audit or an escrow clause"),
        ("Which contracts have an audit and an escrow clause?", "an audit and an escrow clause"),
    ],
)
def test_of_what_is_asked_only_the_verb_at_the_beginning_is_left_out(question, topic):
    wanted = wanted_of(question)

    assert (wanted.topic, [part.topic for part in wanted.parts], wanted.either) == (
        topic,
        ["an audit", "an escrow clause"],
        False,
    )


@pytest.mark.parametrize(
    "question",
    [
        "Which contracts neither have a cap on liability nor an audit right?",
        "Which contracts neither include a cap on liability nor have an audit right?",
        "How many contracts neither contain a cap on liability nor an audit right?",
        "List all contracts that neither have a cap on liability nor an audit right",
        "Which contracts have neither a cap on liability nor an audit right?",
    ],
)
@pytest.mark.parametrize("read", [wanted_of, wanted_in_table])
def test_neither_is_kept_wherever_it_stands(question, read):
    wanted = read(question)

    assert (wanted.either, [(part.topic, part.without) for part in wanted.parts]) == (
        False,
        [("cap on liability", True), ("audit right", True)],
    )


@pytest.mark.parametrize(("how", "joins", "either"), [("either", "or", True), ("both", "and", False)])
def test_either_and_both_may_stand_before_the_verb(how, joins, either):
    wanted = wanted_of(f"Which contracts {how} have a cap on liability {joins} an audit right?")

    assert (wanted.either, [part.topic for part in wanted.parts]) == (either, ["a cap on liability", "an audit right"])


def test_what_neither_cannot_be_cut_from_is_not_looked_for_as_if_it_were_wanted():
    assert wanted_of("Which contracts neither mention Orion nor Halden?") is None
    assert wanted_in_table("Which accidents neither had survivors nor witnesses?").kind == Kind.COMPARE
