"""Bank accounts, cards and the numbers by which states know people, each by its checksum where it has one.

A number whose form is only that of a number counts where a word before it says what it is, as in “passport no. 123456789”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

from .spans import CERTAIN, LIKELY, MaskKind, Span

_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]){11,30}(?!\w)")
_CARD = re.compile(r"(?<![\w.,/-])\d(?:[ -]?\d){11,18}(?![\w/-]|[.,]\d)")
_CARD_BEGINS = re.compile(r"4|5[0-8]|6|2[2-7]|3[0-68]|1800|2131")
_CARD_WORDS = re.compile(r"(?:\bcards?\b|\bcc\b|credit|debit|visa|mastercard|amex|maestro|american express)[^\n]{0,40}$", re.I)
_SSN = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_BEFORE = 60

_FORMS: tuple[tuple[str, str], ...] = (
    (r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]", ""),  # British national insurance
    (r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]", "it.codicefiscale"),
    (r"[XYZ]?\d{7,8}-?[A-Z]", "es.nif"),
    (r"[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?\d{2} ?\d{3} ?\d{3} ?\d{2}", "fr.nir"),
    (r"\d{6}[-+A]\d{3}[0-9A-FHJ-NPR-Y]", "fi.hetu"),
    (r"(?:\d{2})?\d{6}[-+]\d{4}", "se.personnummer"),
    (r"\d{6}-\d{4}", "dk.cpr"),
    (r"\d{3}\.\d{3}\.\d{3}-\d{2}", "br.cpf"),
    (r"756\.\d{4}\.\d{4}\.\d{2}", "ch.ssn"),
    (r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", "be.nn"),
    (r"CHE-?\d{3}\.\d{3}\.\d{3}", "ch.uid"),
    (r"(?:ATU|BE|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK)[0-9A-Z]{8,12}", "eu.vat"),
)
"""What some states' numbers look like, and which of stdnum's modules checks them."""

_NAMED = re.compile(
    r"(?:passport|driv(?:er|ing)['’]?s?\s+licen[cs]e|licen[cs]e plate|national (?:id|identity|insurance)|identity card|\bID card|"
    r"social security|\bSSN|\bITIN|\bEIN|tax(?:payer)?(?: id\w*| reference| number| no)|\bTIN|\bVAT|\bUTR|\bNHS|\bNINO|"
    r"medicare|medicaid|health insurance|insurance number|employee (?:id|no|number)|\bPESEL|\bBSN|\bCPF|\bDNI|\bNIE|\bNIF|"
    r"Steuer-?ID|Steuernummer|Personalausweis|Reisepass|passeport|pasaporte|sécurité sociale)"
    r"(?:[^\n.;!?]|\b(?:no|nr|num)\.){0,28}?[\s:#(]$", re.I,
)  # fmt: skip
_ACCOUNT = re.compile(
    r"(?:account|acct|a/c|konto|compte|cuenta|routing|sort code|\bABA|\bBIC|\bSWIFT)"
    r"(?:(?:[^\n.;!?]|\b(?:no|nr)\.){0,24}?[\s:#(])?$",
    re.I,
)
_CODE = re.compile(r"(?<![\w-])(?=(?:[A-Z]{0,3}[ -]?\d|[A-Z]\d))[A-Z0-9](?:[ ./-]?[A-Z0-9]){4,19}(?![\w-])")
_BIC = re.compile(r"(?<!\w)[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?!\w)")
_DIGITS = 5


def ibans(text: str) -> Iterator[Span]:
    from stdnum import iban

    for found in _IBAN.finditer(text):
        end = next((e for e in _ends(found[0]) if iban.is_valid(found[0][:e])), 0)
        if end:
            yield Span(found.start(), found.start() + end, "iban", CERTAIN)


def cards(text: str) -> Iterator[Span]:
    """By the check digit and the first digits; where the text speaks of a card, a mistyped number too."""
    from stdnum import luhn

    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        begins = bool(_CARD_BEGINS.match(digits)) and len(set(digits)) > 1
        spoken_of = bool(_CARD_WORDS.search(text[max(0, found.start() - _BEFORE) : found.start()]))
        if begins and luhn.is_valid(digits) and (len(digits) >= 13 or spoken_of):
            yield Span(found.start(), found.end(), "card", CERTAIN)
        elif spoken_of:
            yield Span(found.start(), found.end(), "card", LIKELY)


def identities(text: str) -> Iterator[Span]:
    for found in _SSN.finditer(text):
        yield Span(found.start(), found.end(), "identity", CERTAIN)
    for pattern, module in _FORMS:
        for found in re.finditer(rf"(?<![\w.-]){pattern}(?![\w-])", text):
            if not module or import_module(f"stdnum.{module}").is_valid(found[0]):
                yield Span(found.start(), found.end(), "identity", LIKELY if module else CERTAIN)
    yield from _behind(text, _NAMED, "identity")


def accounts(text: str) -> Iterator[Span]:
    yield from _behind(text, _ACCOUNT, "account")
    for found in _BIC.finditer(text):
        if re.search(r"(?:BIC|SWIFT)[^\n]{0,12}$", text[max(0, found.start() - _BEFORE) : found.start()]):
            yield Span(found.start(), found.end(), "account", LIKELY)


def _behind(text: str, words: re.Pattern[str], kind: MaskKind) -> Iterator[Span]:
    for found in _CODE.finditer(text):
        enough = sum(c.isdigit() for c in found[0]) >= _DIGITS
        if enough and words.search(text[max(0, found.start() - _BEFORE) : found.start()]):
            yield Span(found.start(), found.end(), kind, LIKELY)


def _ends(written: str) -> list[int]:
    """Where a run of groups may end, the longest first: a word in capitals may follow a number."""
    return [len(written), *(m.start() for m in reversed(list(re.finditer(r"[ \u00a0]", written))))]
