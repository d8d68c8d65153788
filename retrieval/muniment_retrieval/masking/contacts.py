"""Mail addresses, addresses on the network and telephone numbers, by their form and by what stands before them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from .spans import CERTAIN, LIKELY, Span

_MAIL = re.compile(r"(?<![\w.+-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[^\W\d_]{2,24}(?![\w-])")
_URL = re.compile(r"\b(?:https?|ftp)://[^\s<>\"“”»)\]]{3,}|\bwww\.[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"“”»)\]]*)?", re.I)
_IP = re.compile(r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7})(?![\w:]|\.\d)")
_SECTION = re.compile(r"(?:section|clause|article|version|paragraph|§+)\s*$", re.I)

_CALLED = re.compile(
    r"(?:phone|\btel|fax|mobile|\bcell|\bcall|\bring|\bdial|\btext|whatsapp|\bsms|contact number|hotline|telefon|téléphone|handy)"
    r"[^\n\d+(]{0,32}$", re.I,
)  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.,/+-])(?:\+|\()?\d(?:[ \t().\u00a0/\u2011-]{0,3}\d){5,14}(?!\w|[.,/-]?\d)")
_FORMED = re.compile(
    r"(?<![\w+-])\(\d{2,5}\)[ -]?\d{3,4}[ -]?\d{3,4}(?:[ -]?\d{2,4})?(?![\w-])|(?<![\w.-])\d{3}[-.]\d{3}[-.]\d{4}(?![\w-])"
)
_BEFORE = 48
_COUNTRIES = ("US", "GB")
"""Whose numbers are known without a country's prefix and without a word before them."""


def mails(text: str) -> Iterator[Span]:
    for found in _MAIL.finditer(text):
        yield Span(found.start(), found.end(), "mail", CERTAIN)


def network_addresses(text: str) -> Iterator[Span]:
    """Links, and the addresses of machines; a number such as that of a clause or a version is neither."""
    for found in _URL.finditer(text):
        yield Span(found.start(), found.start() + len(found[0].rstrip(".,;:!?'’")), "url", CERTAIN)
    for found in _IP.finditer(text):
        if _is_ip(found[0]) and not _SECTION.search(text[max(0, found.start() - _BEFORE) : found.start()]):
            yield Span(found.start(), found.end(), "ip", LIKELY)


def phones(text: str) -> Iterator[Span]:
    """Numbers that a telephone network knows, and any that stands behind a word such as “phone”."""
    for found in _NUMBER.finditer(text):
        if _CALLED.search(text[max(0, found.start() - _BEFORE) : found.start()]):
            yield Span(found.start(), found.end(), "phone", LIKELY)
    for found in _FORMED.finditer(text):
        yield Span(found.start(), found.end(), "phone", LIKELY)
    yield from _known_phones(text)


def _known_phones(text: str) -> Iterator[Span]:
    from phonenumbers import Leniency, PhoneNumberMatcher

    for country in _COUNTRIES:
        for match in PhoneNumberMatcher(text, country, leniency=Leniency.VALID, max_tries=len(text)):
            if match.raw_string.startswith(("+", "(", "00")) or re.search(r"\d[ .-]\d", match.raw_string):
                yield Span(match.start, match.end, "phone", LIKELY)


def _is_ip(text: str) -> bool:
    if text.count(":") and sum(c.isalnum() for c in text) < 3:
        return False
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
