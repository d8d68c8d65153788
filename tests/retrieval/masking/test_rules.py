"""What rules find without a model, and what they leave alone. Numbers with checksums are published examples."""

from __future__ import annotations

import pytest
from muniment_retrieval.masking import find


def found(text: str, *terms: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.kind) for span in find(text, terms)]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("write to anna.orion@example.org.", "anna.orion@example.org", "mail"),
        ("see https://example.org/a?b=1.", "https://example.org/a?b=1", "url"),
        ("host 192.0.2.17 answered", "192.0.2.17", "ip"),
        ("IBAN: DE89 3704 0044 0532 0130 00 EUR", "DE89 3704 0044 0532 0130 00", "iban"),
        ("paid by 4111 1111 1111 1111", "4111 1111 1111 1111", "card"),
        ("my card 4111 1111 1111 1112 is lost", "4111 1111 1111 1112", "card"),
        ("SSN 123-45-6789", "123-45-6789", "identity"),
        ("Passport No. X1234567", "X1234567", "identity"),
        ("her CPF is 390.533.447-05", "390.533.447-05", "identity"),
        ("account number: 12345678", "12345678", "account"),
        ("call me at 0494 92 82 32 today", "0494 92 82 32", "phone"),
        ("+44 161 496 0000", "+44 161 496 0000", "phone"),
        ("born on 3 May 1980 in", "3 May 1980", "birth"),
        ("DOB: 1980-05-03", "1980-05-03", "birth"),
        ("Case No. 1:20-cv-01234", "1:20-cv-01234", "case"),
        ("claim number AB/2020-77", "AB/2020-77", "case"),
        ("at 12 High Street, Suite 4", "12 High Street, Suite 4", "address"),
        ("in der Hauptstraße 12a", "Hauptstraße 12a", "address"),
        ("P.O. Box 1234", "P.O. Box 1234", "address"),
        ("between Orion Trading Ltd. and", "Orion Trading Ltd.", "organisation"),
        ("Dear Mrs Orion,", "Orion", "person"),
    ],
)
def test_is_found(text: str, value: str, kind: str) -> None:
    assert (value, kind) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Section 4.2.1.3 applies.",
        "The Company shall pay $1,234,567.89 within 30 days.",
        "version 10.2.3.4 of the program",
        "order of 3 May 1980",
        "IBAN DE89 3704 0044 0532 0130 01",
        "4111 1111 1111 1112 pieces",
        "Case 2019 was closed",
        "this Agreement, the Limited Liability Company and the Parties",
        "12 months Way of working",
    ],
)
def test_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_vaults_own_words_in_whatever_case_but_whole() -> None:
    assert found("project  falcon, PROJECT-FALCON, Project Falcons", "Project Falcon") == [
        ("project  falcon", "word"),
        ("PROJECT-FALCON", "word"),
    ]


def test_a_name_found_once_is_found_everywhere() -> None:
    assert found("Mr Anton Orion wrote. Later Orion's letter came.") == [("Anton Orion", "person"), ("Orion", "person")]
