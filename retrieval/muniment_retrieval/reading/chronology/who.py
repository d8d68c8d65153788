"""Who a sentence names, only where that is plain: companies by the letters behind their names, people with a title, roles.

A role is how a contract or a file calls somebody ("the Supplier", "the Claimant"), written with a capital. In a sentence in
capitals nothing is plain.
"""

from __future__ import annotations

import re

MOST = 4

_WORD = r"[A-Z][\w&’'-]*(?:\.(?=[A-Z])\w+)*"
_COMPANY = re.compile(
    rf"\b(?P<n>{_WORD}(?:(?:,?\s|\s&\s|\sof\s|\sand\s)\s*{_WORD}){{0,5}}?,?\s+"
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|GmbH|AG|S\.A|SA|PLC|plc|LLP|L\.P|LP|N\.V|B\.V|Bank|University)\b)"
)
_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Judge|Justice|Captain|Capt|Sir|Dame|Herr|Frau|Mme|Sgt|Officer)\.?\s+"
    r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?"
)
_ROLE = re.compile(
    r"\b[Tt]he\s+(?P<n>(?:Supplier|Buyer|Seller|Purchaser|Vendor|Customer|Client|Contractor|Subcontractor|Consultant|Licensor|Licensee"
    r"|Landlord|Tenant|Lessor|Lessee|Lender|Borrower|Guarantor|Employer|Employee|Executive|Distributor|Manufacturer|Agent|Principal"
    r"|Franchisor|Franchisee|Company|Bank|Trustee|Issuer|Plaintiff|Defendant|Claimant|Respondent|Applicant|Appellant|Petitioner"
    r"|Court|Tribunal|Commission|Board|Owner|Operator|Insurer|Insured|Provider|Sponsor|University|Receiving Party"
    r"|Disclosing Party)s?)\b"
)
_NO_NAME = re.compile(
    r"^(?:(?:The|This|That|These|In|On|At|By|Between|And|Of|For|From|To|If|As|Each|Any|All|Such|Dated|Since|Until|After|Before"
    r"|Whereas|Agreement|Contract|Exhibit|Schedule|Section|Article|January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\s+)+"
)
_GENERIC = re.compile(r"\w+ (?:Company|Bank|University|Corporation)|Limited|Bank|Corporation")
"""A kind of company, and no name of one."""

_SHOUTED = 0.6
_FROM = re.compile(r"^From:\s*(?P<n>[^<\n]+?)\s*(?:<|$)", re.M)
_SELF = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")


def sender_of(text: str) -> tuple[str, ...]:
    """Who wrote a mail, by its first field of that name; nobody, where there is none."""
    found = _FROM.search(text)
    name = "" if found is None else found["n"].strip(' "')
    return (name,) if name else ()


def speaks_of_self(label: str, text: str) -> bool:
    """Whether a writer speaks of what they did, or it is the date of the writing itself."""
    return label.lower() in ("date", "sent") or bool(_SELF.search(text))


def names_in(sentence: str) -> tuple[str, ...]:
    """The names in the order in which they stand, each once; at most four."""
    letters = [c for c in sentence if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) > _SHOUTED * len(letters):
        return ()
    found = [(match.start(), _NO_NAME.sub("", match["n"])) for match in _COMPANY.finditer(sentence)]
    found += [(match.start(), match.group()) for match in _PERSON.finditer(sentence)]
    found += [(match.start(), match["n"]) for match in _ROLE.finditer(sentence)]
    found = [(at, name) for at, name in found if not _GENERIC.fullmatch(name)]
    names = (" ".join(name.split()) for _, name in sorted(found))
    return tuple(dict.fromkeys(name for name in names if len(name) > 2))[:MOST]
