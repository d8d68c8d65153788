"""The parties of an agreement: all of them, as they are written, and no short name, address or subsidiary among them."""

from __future__ import annotations

import pytest
from muniment_retrieval.reading.other_openings import agreeing_in, filled_in, listed_in
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
    "SERVICE AGREEMENT\n\nbetween\n\nORION TOOLS, INC.\n\nand\n\nNORA FIELD\n\nDated as of 4 May"
    " 2019": ["ORION TOOLS, INC.", "NORA FIELD"],
    "This agreement is made by and between HALDEN CORP. (the “Company”), and ____________ (the “Golfer”).\nWHEREAS": [
        "HALDEN CORP.", "____________",
    ],
    "This agreement is made by and between Halden Corp. (“Halden”) and the seller identified on Schedule A"
    " (the “Seller”). Whereas": [
        "Halden Corp.", "the seller identified on Schedule A",
    ],
    "This deed is effective as from the 1st day of May, 2019, by and between:\n\nNora Field, of"
    " Leeds\n\nAND\n\nPeter Lang, of York\n\n1. X": [
        "Nora Field", "Peter Lang",
    ],
    "Agreement made on 4 May 2019 between the City of Leeds, a public body, and Orion GmbH & Co. KG, Munich.\n1. Scope": [
        "the City of Leeds", "Orion GmbH & Co. KG",
    ],
    "THIS ASSIGNMENT is made on 4 May 2019 by Orion Inc. (“Assignor”) to Halden LLC (“Assignee”).\n1."
    " What": ["Orion Inc.", "Halden LLC"],
}  # fmt: skip


@pytest.mark.parametrize("text", OPENINGS)
def test_all_parties_of_the_opening_are_named_without_their_short_names(text):
    assert [text[a:b] for a, b in parties_in(text)] == OPENINGS[text]


@pytest.mark.parametrize(
    "text",
    [
        "Any dispute between the parties to this agreement shall be settled by the courts of Ghent and Bruges.",
        "“Master Contract” means the contract made between Orion Tools, Inc. and Halden Ltd. on 4 May 2019.",
        "1. Term. It shall not go beyond the term of the Management Agreement entered into by and between Orion"
        " Ltd. and Halden Ltd. of 2019.",
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


LISTS = {
    "SUPPLY AGREEMENT\n\nPARTIES\n\n(1) ORION TOOLS LIMITED of 1 Quay Road (Supplier); and\n\n(2) NORA FIELD,"
    " Leeds (Customer).\n\nBACKGROUND": [
        "ORION TOOLS LIMITED", "NORA FIELD",
    ],
    "Dated 4 May 2019\n\nParties\n\n1. Orion Tools Limited of 1 Quay Road (the Supplier)\n2. Nora Field of 4"
    " Elm St\n\nAgreed terms\n1. Price": [
        "Orion Tools Limited", "Nora Field",
    ],
    "PARTIES\n\nThe parties are free to assign.\n\n1. Orion Tools Limited\n2. Nora Field": [],
}  # fmt: skip
AGREEING = {
    "SALES AGREEMENT\n\nOrion Tools, Inc., a Delaware corporation (“Orion”), and Halden LLC (“Halden”) hereby"
    " enter into this Agreement.": [
        "Orion Tools, Inc.", "Halden LLC",
    ],
    "Effective May 4, 2019, Orion Tools, Inc. (“Orion”) and Dr. Nora Field (the “Expert”) agree as follows:": [
        "Orion Tools, Inc.", "Dr. Nora Field",
    ],
    "Ladies and Gentlemen:\n\nOrion Tools, Inc. (the “Company”) hereby confirms its agreement with Halden LLC"
    " (the “Agent”) as follows:": [
        "Orion Tools, Inc.", "Halden LLC",
    ],
    "NOW THEREFORE the parties agree as follows: Orion Tools, Inc. sells.": [],
}  # fmt: skip
FORMS = {
    "SUMMARY\n\nLandlord: Orion Estates LLC\nTenant: Nora Field\nPremises: 4 Elm St": ["Orion Estates LLC", "Nora Field"],
    "**Licensor** | Orion Estates LLC\n**Licensee** | Halden GmbH": ["Orion Estates LLC", "Halden GmbH"],
    "Customer: please read this.\nSeller: Orion Estates LLC": [],
    "Seller: Orion Estates LLC\nSeller: Halden GmbH": [],
}


@pytest.mark.parametrize(
    ("find", "text", "names"),
    [
        (find, text, names)
        for find, texts in ((listed_in, LISTS), (agreeing_in, AGREEING), (filled_in, FORMS))
        for text, names in texts.items()
    ],
)
def test_parties_are_named_without_a_between(find, text, names):
    assert [text[a:b] for a, b in find(text)] == names


@pytest.mark.parametrize("gap", [" " * 3_000, "\n" * 3_000])
def test_parties_are_named_on_both_sides_of_a_long_gap(gap):
    text = f"This Agreement is made by and between Orion Tools, Inc. (“Orion”),{gap}and Halden Ltd. (“Halden”).{gap}WHEREAS"

    assert [text[a:b] for a, b in parties_in(text)] == ["Orion Tools, Inc.", "Halden Ltd."]
