"""How well a sentence has the shape of the answer: the field that is asked for, and a value of the kind that is asked for.

A field of a form fits by its label: "Injuries: 2 None" answers a question about injuries better than "Passenger Injuries: 1
None", because its label says nothing that is not asked; a field without a value answers nothing. And who asks when, how long,
how much, how many or who wants a date, a span of time, an amount, a number or a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from muniment_retrieval.answer.fields import fields_in
from muniment_retrieval.search.query import Query, is_function_word
from muniment_retrieval.search.words import terms

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = rf"\b{_MONTH}\s+_*\d|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:day )?(?:of )?{_MONTH}\b|\bday of\b|\d/\d\d?/\d|\b(?:19|20)\d\d\b"
_NUMBER = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety|hundred)"
_KINDS = (
    (
        re.compile(r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:date|day|year)\b|\bdate of\b|\bdated\b", re.I),
        re.compile(_DATE, re.I),
    ),
    (
        re.compile(r"\bhow long\b|\bwhat\b.{0,40}\b(?:term|duration|period)\b", re.I),
        re.compile(rf"\b{_NUMBER}\b[^.;]{{0,12}}\b(?:day|week|month|year|hour|minute)s?\b", re.I),
    ),
    (
        re.compile(r"\bhow much\b|\bwhat\b.{0,30}\b(?:price|fee|amount|cost|salary|rent|interest)\b", re.I),
        re.compile(r"[$€£¥]\s?\d|\d\s?%|\bper ?cent\b|\b(?:usd|eur|gbp|chf|dollars?|euros?)\b", re.I),
    ),
    (re.compile(r"\bhow (?:many|often|old|far|high|large)\b|\bnumber of\b", re.I), re.compile(rf"\b{_NUMBER}\b", re.I)),
    (re.compile(r"\bwho\b|\bwhom\b|\bwhose\b", re.I), re.compile(r"\b[A-Z][\w.&-]+,? (?:[A-Z][\w.&-]*|of|and|the|de|van|von)\b")),
)


def fit_of_field(query: Query, texts: Sequence[str]) -> list[float]:
    """For each text, how much of the label of its best field is asked for: 0 where it has no field with a value."""
    meant = (ask for concept in query.concepts for ask in concept.asks if len(ask) == 1)
    asked = (frozenset(query.terms) - query.naming).union(*meant)
    return [max((_asked_for(label, asked) for label, _ in fields_in(text)), default=0.0) for text in texts]


def field_asked_for(query: Query, text: str) -> tuple[int, str]:
    """The value of the field whose whole label is asked for, after how many words the label has; 0 and none without one.

    The longest label is meant: who asks for the aircraft damage does not ask for the aircraft.
    """
    asked = frozenset(query.terms) - query.naming
    told = [(len(terms(label)), value) for label, value in fields_in(text) if _asked_for(label, asked) == 1]
    return max(told, key=lambda one: one[0], default=(0, ""))


def has_kind(question: str, texts: Sequence[str]) -> list[float]:
    """For each text, 1 where it has a value of a kind that the question asks for."""
    wanted = [value for asks, value in _KINDS if asks.search(question)]
    return [float(any(value.search(text) for value in wanted)) for text in texts]


def _asked_for(label: str, asked: frozenset[str]) -> float:
    words = [term for term in terms(label) if not is_function_word(term)]
    return sum(word in asked for word in words) / len(words) if words else 0.0
