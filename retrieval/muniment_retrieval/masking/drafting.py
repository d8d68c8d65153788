"""Words that contracts and letters write with a capital and that name nobody: “the Company”, “Business Plan”, “Schedule A”."""

from __future__ import annotations

import re

_WORDS = frozenset(
    re.compile(r"\S+").findall(
        """a an the this that these those each such any all no of to in on for and or by with from under its their our your his
        her affiliate affiliates agent agents agreement agreements amendment annex appendix applicant appendices
        arbitration arbitrator article articles assignee assignor assignment attachment bank board borrower business
        buyer buyers claim claims client closing commission committee company companies consultant contract contractor
        contracts copyright corporation counsel court customer customers damages data date day days dealer
        deliverables delivery director directors disclosing discloser distributor distributors effective employee
        employees employer event exclusive exhibit exhibits fee fees field final force franchisee franchisor general
        goods governing government group guarantor holder improvements indemnitee indemnified indemnifying information
        initial insurance intellectual interest investor investors joint know-how landlord law laws lender liabilities
        liability licence license licensed licensee licensor limited loan losses majeure manager managers manufacturer
        market marketing mark marks master material member members minimum month note notes notice obligations offer
        offering officer officers operator option order orders owner parties partner partners party patent patents
        payment payments percent period person plan plans policy preamble premises price principal product products
        project property proprietary provider purchase purchaser quarter receiving recipient recitals records
        regulations release renewal representative representatives reseller rights royalties royalty rule rules sale
        sales schedule schedules section sections securities security seller sellers service services share
        shareholder shareholders shares software specifications state states statement stock subscriber subsidiaries
        subsidiary supplier support tax taxes technology tenant term termination terms territory third trademark
        trademarks transaction transactions transfer trustee union user users vendor warranties warranty whereas
        witness work works written year years confidential research quantities major tournaments
        account bic card fax iban mobile passport phone ssn swift tel telephone vat"""
    )
)
_SPLIT = re.compile(r"[\s(),.;:“”\"/]+")
_COUNTED = re.compile(r"[a-z]|[ivxl]{1,4}|[\d.]+")
"""A schedule's letter, an article's number."""


def names_nobody(written: str) -> bool:
    """Whether all of what is written is such words, or a letter or number of one."""
    words = [re.sub(r"['’]s?$", "", word) for word in _SPLIT.split(written.casefold()) if word]
    return all(word in _WORDS or _COUNTED.fullmatch(word) for word in words)
