"""From or to whom, before or after what, in which order, and on which condition: small words that make another matter of it."""

from __future__ import annotations

import pytest
from muniment_retrieval.answer.proving import judge
from muniment_retrieval.answer.relating import relates
from muniment_retrieval.model import Badge

FEE = "Lucid shall pay the monthly fee to Orion within thirty days after receipt of the invoice, and sends a copy from Oslo."
FLIGHT = "The engine lost power after takeoff, and the airplane struck a tree before it came to rest in a field of maize."
GRANT = "The supplier grants rights to the buyer, and grants rights by deed; the rights are owned by the supplier."
SALES = "Sales increased in Europe by 3% and decreased in Asia by 5%, and the highest tones are rare, the lowest tones common."
ENDS = "Supplier may terminate this Agreement only if Customer fails to pay an undisputed invoice."
LATE = "If the ship arrives late in the harbour, the buyer may cancel the order of timber."
CLAIMS = "Licensee pays for all claims from use of the marks, except claims caused by the negligence of Licensor."
AS_AGREED = "The tenant shall keep the house in good order except as otherwise provided in the schedule."
PROVIDED = "The buyer may keep the goods for a month, provided, that on request, a deposit has been paid, or a bond."
DAMAGES = (
    "The loss of profit is excluded. No right to damages shall arise unless the buyer reports the loss of profit to the agent."
)
POLICY = "The agent keeps a copy of the policy of insurance, and the policies are cancelable only upon ten days of notice."
ROOMS = "The tenant may sublet rooms"
HE = "The harbour was closed. He paid the crew of the ship."


def related(sentence: str, source: str, *known: str) -> bool:
    return relates(sentence, source, frozenset(known))


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Lucid pays a fee to Orion and a copy is sent from Oslo.", FEE),
        ("The fee is paid by Lucid to Orion.", FEE),
        ("The airplane struck a tree and came to rest in a field.", FLIGHT),
        ("A tree was struck by the airplane.", FLIGHT),
        ("The takeoff was before the engine lost power.", FLIGHT),
        ("The maize field is where the airplane came to rest.", FLIGHT),
        ("The crew paid him.", HE),
        ("Sales increased in Europe and decreased in Asia.", SALES),
        ("Supplier may terminate only if an undisputed invoice is not paid.", ENDS),
        ("The buyer may cancel the order of timber when the ship arrives late.", LATE),
        ("Licensee pays for all claims, except claims caused by the negligence of Licensor.", CLAIMS),
        ("The tenant shall keep the house in good order.", AS_AGREED),
        ("The house is in good order.", LATE),
        ("The agent keeps a copy of the policy of insurance.", POLICY),
        (
            "The cap may be raised by consent.",
            "The cap may be raised by consent, including in the event of a late sale of goods.",
        ),
        (
            "The crew serves a licensee of the licensor, and the licensor pays.",
            "The crew serves a licensee of the licensor. Licensor pays.",
        ),
        ("The tenant may sublet rooms to affiliates.", f"{ROOMS} to affiliates only."),
        ("The tenant may sublet rooms.", f"{ROOMS} not only to affiliates but to buyers."),
        ("The old firm was founded by Kessler.", "The old firm, founded by Kessler, provided the town with water for the mills."),
        (
            "The old mate left the harbour.",
            "The old mate left the harbour when the ship sank, and lived there until the war ended.",
        ),
        ("Licensor grants rights to the buyer.", "Licensor grants rights to the buyer subject to the terms of the annex."),
        ("The buyer may keep the goods for a month, provided a deposit has been paid on request.", PROVIDED),
    ],
)
def test_what_is_related_as_in_the_source(sentence: str, source: str) -> None:
    assert related(sentence, source)


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Lucid pays a fee from Orion.", FEE),
        ("The supplier grants rights from the buyer.", GRANT),
        ("Rights are owned to the supplier.", GRANT),
        ("The engine lost power before takeoff.", FLIGHT),
        ("The tree struck the airplane.", FLIGHT),
        ("Sales decreased in Europe.", SALES),
        ("The lowest tones are rare.", SALES.replace("the lowest tones common", "the low tones common, lowest of all")),
        ("Supplier may terminate this Agreement.", ENDS),
        ("The buyer may cancel the order of timber.", LATE),
        ("Licensee pays for all claims from use of the marks.", CLAIMS),
        ("Licensee pays for all claims caused by the negligence of Licensor.", CLAIMS),
        ("The buyer may keep the goods for a month.", PROVIDED),
        ("The loss of profit is excluded, and no right to damages shall arise.", DAMAGES),
        ("The policies are cancelable.", POLICY),
        *(
            ("The tenant may sublet rooms.", f"{ROOMS} {condition}.")
            for condition in (
                "only with written consent",
                "to affiliates only",
                "provided the tenant asks",
                "provided they agree",
                "so long as the owner agrees",
                "as long as the owner agrees",
                "assuming the owner agrees",
                "subject to the prior written consent of the owner",
                "until the owner returns",
                "when the owner travels",
            )
        ),
        ("The new clause is void.", "The new clause is void only to the extent of the ban on ships."),
    ],
)
def test_what_is_related_otherwise(sentence: str, source: str) -> None:
    assert not related(sentence, source)


def test_a_question_that_asks_about_a_condition_has_said_it() -> None:
    assert not related("Supplier may terminate this Agreement.", ENDS, "custom")
    assert related("Supplier may terminate this Agreement.", ENDS, "custom", "pai", "pay", "undisput", "invoic")


def test_what_is_related_otherwise_is_close_and_speaks_against_other_places() -> None:
    verdict = judge("Lucid shall pay the monthly fee from Orion within thirty days.", FEE, frozenset(), frozenset())
    assert verdict.badge is Badge.CLOSE
    assert verdict.likeness > 0


def test_other_languages_have_orders_of_their_own() -> None:
    source = "Der Verein wurde damals von den Webern der alten Stadt gegründet."
    sentence = "Damals wurde der Verein von den Webern der alten Stadt gegründet."
    assert not related(sentence, source)
    assert judge(sentence, source, frozenset(), frozenset()).badge is Badge.VERIFIED
