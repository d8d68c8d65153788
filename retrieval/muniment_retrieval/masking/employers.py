"""Organisations that nothing but the sentence around them tells: “worked at Orion”, “Orion is a bank”, “the Orion office”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .drafting import names_nobody
from .spans import LIKELY, Span

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'&.-]*\w"
_NAME = rf"(?P<name>(?:\d{{1,3}}[ ])?{_WORD}(?:(?:,?[ ](?:and[ ]|&[ ])?|[ ]of[ ])(?:{_WORD}|[A-Z]))*)"
_AT = re.compile(
    r"\b(?:work(?:s|ed|ing)?|employed|interned|job|role|position|career|internship|shares?|years?) "
    rf"(?:at|for|with|by|in) {_NAME}"
)
_IS = re.compile(
    rf"(?<![\w’'-]){_NAME},? is an? (?:[\w-]+ ){{0,5}}?"
    r"(?:company|bank|agency|firm|start-?up|provider|manufacturer|supplier|charity|retailer|corporation|subsidiary|501\(c\))"
)
_HAS = re.compile(rf"\b(?:[Tt]he|[Oo]ur|[Ii]n) {_NAME} (?:office|offices|headquarters|shareholders|shares)\b")
_DOES = re.compile(rf"(?<![\w’'-]){_NAME} (?:invested heavily|acquired|employs|manufactures|announced)\b")
_NOBODY = re.compile(
    r"(?:It|He|She|This|That|They|We|You|The|A|An|There|Each|Such|Party|Company|Seller|Buyer|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)


def employers(text: str) -> Iterator[Span]:
    for pattern in (_AT, _IS, _HAS, _DOES):
        for found in pattern.finditer(text):
            if not (_NOBODY.match(found["name"]) or names_nobody(found["name"])):
                yield Span(*found.span("name"), "organisation", LIKELY)
