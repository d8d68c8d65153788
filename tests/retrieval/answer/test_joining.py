"""What two clauses say may be joined; what one says of somebody is not said of another."""

from __future__ import annotations

from typing import Any

import pytest
from muniment_retrieval.answer.citing import proved
from muniment_retrieval.answer.evidence import source_sentences
from muniment_retrieval.answer.joining import joins
from muniment_retrieval.answer.proving import judge
from muniment_retrieval.model import Badge, Scope
from muniment_retrieval.search import Searcher

ICE = "The ice became water. Bodil carried the lamp."
KARL = "Her brother Karl, a painter, moved to Paris in 1890 and married the singer Ines Marot. He painted mostly harbours."
LOWE = "Ada Lowe was born in Bergen on 3 May 1871 and died in Oslo on 12 June 1940. Her brother Karl moved to Paris in 1890."
TOWN = "The town council rejected the proposal in March. The mayor signed the treaty with the bishop in April."
BRIDGE = "The mayor signed the treaty with the bishop in April, and the guild of weavers paid for the new bridge."
MINES = "Unlike the copper mine, the silver mine was profitable and employed most workers of the valley."
SAFE = "For safety, the new ship shall be bought, and the other ship as agreed by the mate is sold."
SALE = "The agent may sell ships. The date of the sale is the date of the notice."
PILOT = "The pilot reported that the engine lost power. The instructor was unhurt, but the student pilot received minor burns."
LEASE = "The first lease covers only the southern county. The lease of 1921 ends when the river has been moved."
HEADED = "TERM OF THE LEASE\nThe initial term is three years."
LISTED = "The following fees are payable:\n(a) a setup fee of $2,000;\n(b) a support fee of $300 per month."
FORM = "Aircraft Damage: Substantial\nInjuries: 2 Minor\nAircraft Make: Piper\nModel: PA-28"
BUYERS = "The Buyer, the Agent and the Seller shall inspect the goods at the harbour. The Carrier was paid in May."


def joined(sentence: str, source: str) -> bool:
    return joins(sentence, source, frozenset())


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The ice became water, and Bodil carried the lamp.", ICE),
        ("Bodil carried the lamp, and the ice became water.", ICE),
        ("She carried the lamp and walked slowly.", "Bodil carried the lamp. She walked slowly."),
        (SAFE, SAFE),
        ("Karl moved to Paris in 1890 and painted mostly harbours.", KARL),
        ("Ada Lowe died in Oslo, and her brother Karl moved to Paris in 1890.", LOWE),
        ("The mayor signed the treaty in April, and the guild of weavers paid for the new bridge.", BRIDGE),
        ("The silver mine, unlike the copper mine, was profitable.", MINES),
        ("The silver mine was profitable, unlike the copper mine.", MINES),
        ("The mayor signed the treaty, and the town council rejected the proposal.", TOWN),
        ("The initial term of the lease is three years.", HEADED),
        ("A setup fee of $2,000 and a support fee of $300 per month are payable.", LISTED),
        ("The aircraft was a Piper PA-28.", FORM),
        ("IN WITNESS WHEREOF, the parties have signed the lease.", "IN WITNESS WHEREOF, the parties have signed the lease."),
        ("The Buyer shall inspect the goods, and the Carrier was paid in May.", BUYERS),
    ],
)
def test_what_each_clause_says_of_its_own_may_be_joined(sentence: str, source: str) -> None:
    assert joined(sentence, source)


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Bodil carried the lamp and became water.", ICE),
        ("Bodil became water.", ICE),
        ("The ice carried the lamp.", ICE),
        ("The ice became the lamp.", ICE),
        ("Ada Lowe moved to Paris in 1890.", LOWE),
        ("Karl died in Oslo on 12 June 1940.", LOWE),
        ("The mayor rejected the proposal in March.", TOWN),
        ("The town council rejected the treaty with the bishop in April.", TOWN),
        ("The mayor and the town council rejected the proposal.", TOWN),
        ("The bishop paid for the new bridge.", BRIDGE),
        ("The crew rejected the plan in April.", "In April, the mate was ill. The crew rejected the plan."),
        ("The agent may sell ships and is the date of the notice.", SALE),
        ("The copper mine was profitable.", MINES),
        ("Unlike the silver mine, the copper mine was profitable.", MINES),
        ("The student pilot reported that the engine lost power.", PILOT),
        ("The first lease ends when the river has been moved.", LEASE),
        ("A setup fee of $300 per month is payable.", LISTED),
        ("The aircraft damage was minor.", FORM),
        ("The Carrier shall inspect the goods.", BUYERS),
    ],
)
def test_what_is_said_of_one_is_not_said_of_another(sentence: str, source: str) -> None:
    assert not joined(sentence, source)


def test_a_patchwork_is_close_and_speaks_against_a_place_that_is_less_like_it(shelf: Any) -> None:
    verdict = judge("Bodil carried the lamp and became water.", ICE, frozenset(), frozenset())
    assert (verdict.badge, verdict.likeness) == (Badge.CLOSE, 1)
    shelf.put({"flight.txt": [PILOT]})
    query, hits = Searcher(shelf.vault).look_up("engine power pilot", Scope())
    sources = source_sentences(query, hits, shelf.vault)
    badges = [
        proved(text, sources, frozenset()).badge
        for text in ("The pilot reported that the engine lost power.", "The student pilot reported that the engine lost power.")
    ]
    assert badges == [Badge.VERIFIED, Badge.CLOSE]


def test_what_speaks_of_its_source_belongs_to_no_clause() -> None:
    source = "The harbour provides shelter. Bodil carried the lamp."
    assert joined("The document provides that Bodil carried the lamp.", source)
    assert not joined("Bodil carried the lamp and provides shelter.", source)


def test_what_the_documents_name_is_belongs_to_no_clause() -> None:
    source = "The lamp of Orion is old. Bodil carried the lamp."
    assert not joins("Orion carried the lamp.", source, frozenset())
    assert joins("Under the Orion plan, Bodil carried the lamp.", source, frozenset({"orion"}))
