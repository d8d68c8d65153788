"""Follow-ups stand alone, and questions that already do are left as they are."""

from __future__ import annotations

import pytest
from muniment_engines.api import Cancel, Cancelled
from muniment_engines.conformance.fakes import ScriptedChat
from muniment_retrieval.conversations import RewrittenBy
from muniment_retrieval.talking import Turn, stand_alone
from muniment_retrieval.talking.by_model import is_faithful

NOTICE = Turn("How much notice must Acme give to end the supply agreement?", "Ninety days.", (7,), ("Supply Agreement.pdf",))
WHO = Turn("Who was the pilot?", "The pilot was Thomas Reed.", (3,), ("Report.pdf",))
RENT = Turn("What was the rent in 2018?", "The rent was 900 dollars.", (5,), ("scan_0012.pdf",))


@pytest.mark.parametrize(
    ("turn", "question", "standing"),
    [
        (NOTICE, "And in the second year?", "How much notice must Acme give to end the supply agreement in the second year?"),
        (NOTICE, "what about Orion?", "How much notice must Orion give to end the supply agreement?"),
        (NOTICE, "who signed it?", "Who signed the supply agreement?"),
        (NOTICE, "Why?", "Why? (How much notice must Acme give to end the supply agreement?)"),
        (WHO, "What are his duties?", "What are Thomas Reed’s duties?"),
        (WHO, "When?", "When? (Who was the pilot: Thomas Reed?)"),
        (RENT, "2019?", "What was the rent in 2019?"),
        (RENT, "And who pays the taxes?", "Who pays the taxes?"),
        (Turn("Did Ann sign the lease?"), "When?", "When did Ann sign the lease?"),
        (
            Turn("What does this report say?", "", (1,), ("Health Report.pdf",)),
            "Who wrote that report?",
            "Who wrote the Health Report?",
        ),
    ],
)
def test_a_follow_up_stands_alone(turn: Turn, question: str, standing: str) -> None:
    told = stand_alone(question, [turn])
    assert (told.question, told.by) == (standing, RewrittenBy.CODE)


@pytest.mark.parametrize(
    ("before", "answer", "question", "standing"),
    [
        ("What fees are due?", "An entry fee and an exit fee.", "And the other half?", "The other half? (What fees are due?)"),
        ("What was paid?", "Ten euros were paid.", "Up to what amount?", "Up to what amount? (What was paid: Ten euros?)"),
        (
            "Who signed the deed?",
            "Ann Roe signed the deed.",
            "On whose behalf?",
            "On whose behalf was it that Ann Roe signed the deed?",
        ),
        ("Who may read the books?", "Any member may read the books.", "How often?", "How often may any member read the books?"),
        ("Is smoking banned?", "Yes, smoking is banned in the hall.", "Since when?", "Since when is smoking banned in the hall?"),
        ("How was the price set?", "By an expert.", "Who did that?", "By whom was the price set?"),
        (
            "What is the rent of the flat?",
            "It is 900 euros.",
            "Is that before or after tax?",
            "Is the rent of the flat before or after tax?",
        ),
        ("What fee does Acme pay?", "A fee of ten euros.", "Is this taxable?", "Is the fee taxable? (What fee does Acme pay?)"),
        ("Where does Ann live?", "Ann lives in the old mill.", "Who else lives there?", "Who else lives in the old mill?"),
        (
            "What is the rate?",
            "The rate is fixed.",
            "Does the lease say that too?",
            "Does the lease say that the rate is fixed too?",
        ),
        ("What was the sugar on arrival?", "It was high.", "And at discharge?", "What was the sugar at discharge?"),
        ("What is the rate in 2021?", "It is 4 percent.", "And a year earlier?", "What is the rate in 2021 a year earlier?"),
        ("What is the first term of the lease?", "Two years.", "And the renewal term?", "What is the renewal term of the lease?"),
        ("Does the buyer pay the tax?", "Yes.", "Does the same hold for the seller?", "Does the seller pay the tax?"),
        ("Does the buyer pay the tax?", "Yes.", "What if he refuses?", "What happens if the buyer refuses?"),
        ("May the tenant sublet?", "Not unless the owner agrees.", "And if it agrees?", "What happens if the owner agrees?"),
        (
            "What does the vet say about the dog?",
            "It is well.",
            "Anything about the cat?",
            "What does the vet say about the cat?",
        ),
        ("Who signed the deed?", "Roe Ltd signed the deed.", "And when does it end?", "When does the deed end?"),
        ("What was the level on day two?", "It was 5.", "And on day six?", "What was the level on day six?"),
        ("How many women took part?", "120.", "And how many men?", "How many men took part?"),
        ("What did he complain of?", "He complained of pain.", "Since when?", "Since when? (What did he complain of: pain?)"),
        ("What is the price of the bonds?", "12 dollars.", "And the expiry date?", "What is the expiry date of the bonds?"),
        ("Which drugs interact?", "Aspirin and iron interact.", "Are they cheap?", "Are Aspirin and iron cheap?"),
        ("What is the fine?", "The fine is ten euros.", "Did the appeal change that?", "Did the appeal change the fine?"),
        ("What is the fine?", "The fine is ten euros.", "Is there a maximum?", "Is there a maximum? (What is the fine?)"),
        ("Which segment lost money?", "The paper segment lost money.", "Why did it lose?", "Why did the paper segment lose?"),
        ("Who was the surgeon?", "The surgeon was Dr. Rossi.", "Who assisted her?", "Who assisted Dr. Rossi?"),
        ("May he build?", "With the town’s permission.", "And if it declines?", "What happens if the town declines?"),
        ("Who is the heir?", "The heir is Ruth May.", "When did she die?", "When did Ruth May die?"),
        ("When did Ann leave?", "In Late May.", "Why did she go?", "Why did Ann go?"),
        ("Which bugs were seen?", "Ants and bees were seen.", "By whom?", "By whom? (Which bugs were seen: Ants and bees?)"),
        ("What oil was used?", "The oil used was castor.", "At what cost?", "At what cost? (What oil was used: castor?)"),
        (
            "What fee is due?",
            "The toll is due.",
            "For how long after entry?",
            "For how long after entry? (What fee is due: The toll?)",
        ),
        ("Are there any open claims?", "Yes, two.", "Which years do they concern?", "Which years do the open claims concern?"),
        ("What are the reserves for tax?", "Ten euros.", "Are they enough?", "Are the reserves for tax enough?"),
        ("Which rules did it change?", "It changed rules 2 and 5.", "Are they strict?", "Are rules 2 and 5 strict?"),
        ("What did Ann pay for the boat?", "Ten euros.", "From whom did she buy it?", "From whom did Ann buy the boat?"),
        ("What did the club pay for the boat?", "Ten.", "Did they insure it?", "Did the club insure the boat?"),
        ("What was the mean height of the trees?", "6 m.", "And the median?", "What was the median height of the trees?"),
        ("When was the deed signed?", "In May.", "And notarised?", "When was the deed notarised?"),
        ("Who owns the works made by the staff?", "Acme.", "Even those made at home?", "Who owns the works made at home?"),
        ("Who took the photo in the hall?", "Ann.", "What about the one at the gate?", "Who took the photo at the gate?"),
        ("What is the top speed of the van?", "90.", "The lorry's?", "What is the top speed of the lorry?"),
        ("How often is the lift checked?", "Once a year.", "And how often the roof?", "How often is the roof checked?"),
        ("When was the lift checked?", "In May.", "And how often the roof?", "How often the roof?"),
        ("What wood does the boat need?", "Oak.", "How much of it?", "How much wood does the boat need?"),
        ("What did the club spend on rent?", "Ten.", "Was that wise?", "Was what the club spent on rent wise?"),
        ("What does the club supply on demand?", "Tea.", "Is that free?", "Is what the club supplies on demand free?"),
        (
            "Which boats were hit by the storm?",
            "Two boats were hit.",
            "Why only those?",
            "Why only the boats? (Which boats were hit by the storm?)",
        ),
        ("What does the club pay?", "Ten euros.", "More than in 2012?", "More than in 2012? (What does the club pay?)"),
        ("Who runs the club?", "Ann Roe runs the club.", "And her deputy?", "Who is Ann Roe’s deputy?"),
        (
            "What did the guard see?",
            "A red van.",
            "Tell me more about the van.",
            "Tell me more about the van? (What did the guard see?)",
        ),
        ("Which boats have a sail on deck?", "", "And an oar?", "Which boats have an oar?"),
        ("Which boats have a sail?", "", "And which don't?", "Which boats do not have a sail?"),
        ("Which boats are made of oak?", "", "Which aren't?", "Which boats are not made of oak?"),
        ("Which of these boats can sail?", "", "And which can’t?", "Which of these boats can not sail?"),
        ("Which boats do not sail?", "", "Which don’t?", "Which don’t? (Which boats do not sail?)"),
        ("Which boats have a sail?", "", "Which of them have an oar?", "Which of the boats have an oar?"),
        ("Are there any open claims?", "Yes, two.", "Which towns do they concern?", "Which towns do the open claims concern?"),
        ("How much did the crew pay for the boat?", "900.", "Did they insure it?", "Did the crew insure the boat?"),
        ("How much did the family pay for the boat?", "900.", "Did they insure it?", "Did the family insure the boat?"),
        ("Which boats have a sail?", "", "How many is that?", "How many boats have a sail?"),
        ("List all acts under New York law", "", "And under Texas law?", "List all acts under Texas law?"),
        ("Which leases end before 2020?", "", "And after 2020?", "Which leases end after 2020?"),
        ("Compare the size of all boats", "", "And the price?", "Compare the price of all boats?"),
        ("Which jabs has she had?", "Two.", "When is the next flu one due?", "When is the next flu jab due?"),
    ],
)
def test_what_it_lacks_is_put_in_its_place(before: str, answer: str, question: str, standing: str) -> None:
    told = stand_alone(question, [Turn(before, answer, (1,), ("scan_0012.pdf",))])
    assert (told.question, told.by) == (standing, RewrittenBy.CODE)


def test_another_document_is_looked_for_in_all() -> None:
    turn = Turn("What is the limit in the master agreement?", "Ten euros.", (7,), ("Master Agreement.pdf",))
    assert stand_alone("Is it the same in the order form and the first amendment?", [turn]).documents is None
    assert stand_alone("Is it due under the master agreement?", [turn]).documents == (7,)


@pytest.mark.parametrize(
    "question",
    [
        "Who signed the lease?",
        "What drives inflation?",
        "Who designed the engine?",
        "Is there a clause on noise?",
        "Is it possible to renew the lease?",
        "When does the agreement expire and can it be renewed?",
        "termination for convenience",
        "IT systems",
        "In welchem Format wird das gesendet?",
        "Which river flows through the city?",
        "What party rules in the inner regions?",
        "What did one of the pilots say?",
        "Is there any one year with a loss?",
        "more than ten days",
        "How many of the boats were sold?",
        "?",
        "",
        "x " * 300,
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question: str) -> None:
    told = stand_alone(question, [NOTICE])
    assert (told.question, told.by, told.documents) == (question, RewrittenBy.NOBODY, None)


def test_the_first_question_is_left_as_it_is() -> None:
    assert stand_alone("Who signed it?", []).question == "Who signed it?"


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Who signed it?", (7,)),
        ("Who signed this contract?", (7,)),
        ("Why?", (7,)),
        ("What about Orion?", None),
        ("And in 2019?", None),
        ("Who signed the lease?", None),
    ],
)
def test_what_is_about_it_is_asked_of_the_document_before(question: str, documents: tuple[int, ...] | None) -> None:
    assert stand_alone(question, [NOTICE]).documents == documents


def test_a_document_without_a_name_is_pointed_to_and_not_renamed() -> None:
    told = stand_alone("Who signed this contract?", [RENT])
    assert (told.question, told.by, told.documents) == ("Who signed this contract?", RewrittenBy.NOBODY, (5,))


def test_the_model_is_asked_only_where_code_is_not_sure() -> None:
    chat = ScriptedChat(["Why must Acme give notice to end the supply agreement?"])
    assert stand_alone("Who signed it?", [NOTICE], chat).by is RewrittenBy.CODE
    assert chat.history == []
    told = stand_alone("Why?", [NOTICE], chat)
    assert (told.question, told.by) == ("Why must Acme give notice to end the supply agreement?", RewrittenBy.MODEL)


@pytest.mark.parametrize(
    "written",
    ["", "Because.", "Why did the Vogon sign?", "Why does it?", "Why?", "Why notice? Why not?", "When must Acme give notice?"],
)
def test_what_the_model_makes_up_is_not_taken(written: str) -> None:
    told = stand_alone("Why?", [NOTICE], ScriptedChat([written or " "]))
    assert told.by is RewrittenBy.CODE


def test_a_rewriting_has_every_word_that_carries_meaning() -> None:
    turns = [NOTICE]
    assert is_faithful("What penalty must Acme pay to end the supply agreement?", "And what penalty must it pay?", turns)
    assert not is_faithful("What must Acme give to end the supply agreement?", "And what penalty must it pay?", turns)
    assert not is_faithful("What penalty must Orion pay to end the supply agreement?", "And what penalty must it pay?", turns)


def test_who_stops_waits_no_longer() -> None:
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        stand_alone("Why?", [NOTICE], ScriptedChat(["Why must Acme give notice?"]), cancel)


@pytest.mark.parametrize("answer", ["a rent of " * 4_000, "the lease in " * 4_000])
@pytest.mark.parametrize("question", ["What are their duties?", "Who signed it?", "Is that lease binding?"])
def test_a_follow_up_to_an_endless_answer_stands_alone(answer: str, question: str) -> None:
    assert stand_alone(question, [Turn("Which parties signed?", answer, (1,), ("Lease.pdf",))]).question != ""
