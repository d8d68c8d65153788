"""What is forbidden is not permitted, whatever words the two share."""

from __future__ import annotations

import pytest
from muniment_retrieval.reading.permitting import permission_of, permits

FREELY = permission_of("can be assigned without consent")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("This Agreement may not be assigned without the prior written consent of the other party.", {False}),
        ("Neither party may transfer this Agreement without the other party's consent.", {False}),
        ("This Lease is not assignable.", {False}),
        ("Either party may assign this Agreement without the consent of the other.", {True}),
        ("The Seller may transfer this Agreement to an affiliate without prior approval.", {True}),
        (
            "Neither party may assign this Agreement without consent; provided, that Orion may assign this Agreement without any"
            " such consent to its lenders.",
            {True, False},
        ),
        (
            "No party shall assign its rights, except no such consent shall be required for an assignment to an affiliate.",
            {True, False},
        ),
        ("The Licensee may freely assign its rights under this Agreement.", {True}),
        ("Either party may assign this Agreement with the consent of the other.", set()),
        ("Words have the meanings assigned to them in this Agreement and may not differ.", set()),
        ("There are no transfer taxes under this Agreement.", set()),
    ],
)
def test_a_sentence_permits_or_forbids(text, said):
    assert permits(FREELY, text) == said


@pytest.mark.parametrize(
    ("topic", "text", "said"),
    [
        ("allow termination", "Neither party may terminate this Agreement before its end.", {False}),
        ("can be renewed", "The Tenant may extend this Lease for two years.", {True}),
        ("allow subletting", "The Tenant shall not sublet any part of the premises under this Lease.", {False}),
        ("are assignable", "Either party may assign this contract.", {True}),
    ],
)
def test_other_deeds_are_judged_alike(topic, text, said):
    assert permits(permission_of(topic), text) == said


@pytest.mark.parametrize("topic", ["a cap on liability", "governed by New York law", "require insurance", "expire before 2020"])
def test_what_is_no_permission_is_not_judged_as_one(topic):
    assert permission_of(topic) is None
