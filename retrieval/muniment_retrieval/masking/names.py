"""Organisations, streets and people whose form tells them: “Orion Trading Ltd.”, “12 High Street”, “Dear Mrs Orion”.

What has no such form is for a model; see `muniment_engines.api.Redact`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .drafting import names_nobody
from .spans import LIKELY, Span

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž0-9]"
_NAME = rf"(?:[A-Z]\.|[a-z]?{_CAPITAL}[\w’'-]*(?:\.\w+)*)"
_FORMS = re.compile(r"\S+").findall(
    """Inc Incorporated LLC L.L.C LLP L.L.P LP L.P Ltd Limited PLC Corp Corporation Co Company GmbH AG KG KGaA SARL S.A.R.L
    SAS S.A.S SA S.A SpA S.p.A Srl S.r.l BV B.V NV N.V A/S ApS AB ASA Oy Oyj Pty Pvt e.V S.L s.r.o d.o.o Kft Zrt N.A P.C PLLC"""
)
_LEGAL = "|".join(re.escape(form) for form in sorted({*_FORMS, *map(str.upper, _FORMS)}, key=len, reverse=True))
_LINK = r"(?:[ \t]+(?:of|and|&|the|de|und|et|for)(?=[ \t]+[A-Z0-9À-Þ])|[ \t]*&[ \t]*|,?[ \t]+)"
_SHORT = r"(?:Inc|Corp|Ltd|Co|INC|CORP|LTD|CO|[A-Z](?:\.[A-Z])+)\."
_COMPANY = re.compile(rf"(?<![\w’'-]){_NAME}(?:{_LINK}{_NAME}){{0,5}}?,?[ \t]+(?:{_SHORT}|{_LEGAL})(?!\w)")
_AND_SONS = re.compile(
    rf"(?<![\w’'-]){_NAME}(?:,[ \t]{_NAME}){{0,2}},?[ \t](?:and|&)[ \t](?:Sons|Partners|Associates|Brothers|Co)\b\.?"
)
_BODY = re.compile(
    rf"(?<![\w’'-]){_NAME}(?:[ \t]{_NAME}){{0,4}}[ \t](?:Bank|University|Institute|Foundation|Hospital|Holdings|Partners|"
    r"Associates|Technologies|Consulting|Solutions|Industries|Ventures|Capital|Pharmaceuticals|Group)\b(?![ \t](?:of|and)\b)"
)
_NOT_A_NAME = frozenset(
    re.compile(r"\S+").findall(
        """the this that each any such a an no our its their your his her said and or for of to in by with between other all every
        both investment parent holding operating borrower lender company corporation limited liability public private surviving"""
    )
)
"""First words of what is written in capitals and names nobody, as contracts do: “the Company”, “Holding Company”."""

_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Lord|Lady|Judge|Justice|Herrn?|Frau|Mme|Mlle|Señora?)\b\.?[ \t]+"
    r"(?P<name>[^\W\d_][^\W\d_’'-]*(?:[’'-][^\W\d_]+)*(?:[ \t]+(?:(?:van|von|de|der|den|di|da|del|la|le|bin|al)[ \t]+)*"
    r"[A-ZÀ-ÖØ-ÞĀ-Ž](?:\.|[^\W\d_]*(?:[’'-][^\W\d_]+)*)){0,3})"
)

_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Square|Sq|Terrace|Parkway|Pkwy|Highway|Hwy|"
    r"Circle|Crescent|Close|Row|Plaza|Alley|Quay|Gardens|Grove|Mews|Trail|Turnpike)"
)
_UNIT = r"(?:(?:Suite|Ste|Apt|Apartment|Unit|Floor|Fl|Room|Rm|Building|Bldg)\b\.?[ \t]*#?[\w-]{1,6}|#[ \t]?\d[\w-]{0,5})"
_HOUSE = re.compile(
    rf"(?<![\w.,$€£/-])\d{{1,6}}[A-Za-z]?(?:-\d{{1,5}})?[ \t]+(?:[NSEW]{{1,2}}\.?[ \t]+)?(?:{_NAME}[ \t]+){{1,4}}?{_STREET}\b\.?"
    rf"(?:,?[ \t\n]+{_UNIT})*(?!\w)"
)
_ENDED = re.compile(
    r"(?<![\w-])[A-ZÄÖÜÉÅØÆ][\w’.-]*(?:straße|strasse|str\.|weg|gasse|allee|platz|gade|gatan|vej|vejen|veien|gata|straat|laan|katu|tie|ulica)"
    r"[ \t]+\d{1,4}[a-zA-Z]?(?!\w)"
)
_LED = re.compile(
    r"(?<![\w-])(?:(?:\d{1,4}(?:[ \t]?bis)?,?[ \t]+)?"
    r"(?:rue|avenue|boulevard|place|quai|chemin|allée|impasse|Rue|Avenue|Boulevard|Via|Viale|Piazza|Corso|Calle|Avenida|Plaza|Rua)"
    r"[ \t]+(?:(?:de|du|des|del|della|dei|do|da|la|le|los|l’|d’|l'|d')[ \t]*)*"
    rf"{_NAME}(?:[ \t-]{_NAME}){{0,3}}),?[ \t]+\d{{1,5}}(?!\w)"
)
_BOX = re.compile(
    r"(?<!\w)(?:P\.?[ \t]?O\.?[ \t]?Box|Postfach|Boîte postale|PSC|APO|FPO)[ \t]+\d{2,6}(?:,[ \t]Box[ \t]\d+)?(?!\w)", re.I
)
_CODE = re.compile(
    r"(?<!\w)(?:[A-Z]{2}[ \t]+\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?[ \t]\d[A-Z]{2}|[A-Z]\d[A-Z][ \t]?\d[A-Z]\d)(?!\w)"
)


_DOOR = re.compile(r"(?<!\w)(?:Suite|Ste|Apt|Apartment)\b\.?[ \t]*#?\d{1,5}[A-Za-z]?(?!\w)", re.I)


def organisations(text: str) -> Iterator[Span]:
    for pattern in (_COMPANY, _AND_SONS, _BODY):
        for found in pattern.finditer(text):
            start, words = found.start(), found[0].split()
            while len(words) > 1 and words[0].strip(",").lower() in _NOT_A_NAME:
                start = text.index(words[1], start + len(words[0]))
                words = words[1:]
            if len(words) > 1 and not names_nobody(" ".join(words)):
                yield Span(start, found.end(), "organisation", LIKELY)


def people(text: str) -> Iterator[Span]:
    """Who has a title before the name; the title itself stays."""
    for found in _TITLED.finditer(text):
        yield Span(*found.span("name"), "person", LIKELY)


def addresses(text: str) -> Iterator[Span]:
    """A street with a house's number, a box, and a postcode whose form nothing else has."""
    for pattern in (_HOUSE, _ENDED, _LED, _BOX, _CODE, _DOOR):
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), "address", LIKELY)
