"""The parties of an agreement: all of them, as they are written, and no short name, address or subsidiary among them."""

from __future__ import annotations

import pytest
from muniment_retrieval.reading.parties import parties_in
from muniment_retrieval.reading.signatures import signers_in

OPENINGS = {
    "This Supply Agreement is made as of 4 May 2019 by and between Orion Tools, Inc., a Delaware corporation with offices at"
    " 12 Main Street, Austin, Texas 78701 (“Orion”), and Halden & Sons Ltd., an English company (the “Buyer”). WHEREAS the Buyer"
    " and Orion wish": ["Orion Tools, Inc.", "Halden & Sons Ltd."],
    "THIS LEASE is made BETWEEN:\n(1) HARBOUR ESTATES LIMITED, a company registered in England and Wales of 3 Quay Road (the"
    " “Landlord”); and\n(2) MARY COLE of 7 Mill Lane (the “Tenant”).\nIT IS AGREED": [
        "HARBOUR ESTATES LIMITED", "MARY COLE",
    ],
    "This agreement, entered into among ALPHA HOLDINGS CORP. (“Alpha”), BETA GAS (INTERNATIONAL) LIMITED, GAMMA GmbH and The"
    " University of Utrecht (each a “Party” and together the “Parties”), sets out": [
        "ALPHA HOLDINGS CORP.", "BETA GAS (INTERNATIONAL) LIMITED", "GAMMA GmbH", "The University of Utrecht",
    ],
    "This Consulting Contract is entered into by Keel, Burns & Woods, Inc. (the “Agent”), a wholly-owned subsidiary of Mast"
    " Bank, N.A., in favor of Sable Pty Ltd (the “Client”). Now, therefore": ["Keel, Burns & Woods, Inc.", "Sable Pty Ltd"],
    "This Agreement is made by and between [***] (the “Provider”) and Lumen SARL, located at 4 rue Haute, Lyon. RECITALS": [
        "[***]", "Lumen SARL",
    ],
    "This Agreement is made between Nora Field and Peter Lang, both of Leeds. Whereas": ["Nora Field", "Peter Lang"],
}  # fmt: skip


@pytest.mark.parametrize("text", OPENINGS)
def test_all_parties_of_the_opening_are_named_without_their_short_names(text):
    assert [text[a:b] for a, b in parties_in(text)] == OPENINGS[text]


@pytest.mark.parametrize(
    "text",
    [
        "Any dispute between the parties to this agreement shall be settled by the courts of Ghent and Bruges.",
        "“Master Contract” means the contract made between Orion Tools, Inc. and Halden Ltd. on 4 May 2019.",
        "The distance between Leeds and York is short, and no agreement was made about it.",
    ],
)
def test_what_is_no_opening_names_nobody(text):
    assert parties_in(text) == []


def test_signatures_name_those_who_sign_and_not_those_by_whom():
    text = (
        "IN WITNESS WHEREOF the undersigned have signed.\n\nORION TOOLS, INC.\n\nBy: /s/ Ann Poe\nTitle: Director\n\n"
        "HALDEN MASTER FUND, L.P.\nBy: Halden Capital LLC, its general partner\n\nBy: /s/ Max Roe\nName: Max Roe\n"
    )

    assert [text[a:b] for a, b in signers_in(text)] == ["ORION TOOLS, INC.", "HALDEN MASTER FUND, L.P."]


def test_one_signature_is_no_list_of_parties():
    assert signers_in("ORION TOOLS, INC.\n\nBy: /s/ Ann Poe\n") == []


@pytest.mark.parametrize("gap", [" " * 3_000, "\n" * 3_000])
def test_parties_are_named_on_both_sides_of_a_long_gap(gap):
    text = f"This Agreement is made by and between Orion Tools, Inc. (“Orion”),{gap}and Halden Ltd. (“Halden”).{gap}WHEREAS"

    assert [text[a:b] for a, b in parties_in(text)] == ["Orion Tools, Inc.", "Halden Ltd."]
