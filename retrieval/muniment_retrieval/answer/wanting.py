"""Whether an answer has what its question asks for at all: a number, a date, or somebody who is not in the question.

It is held against an answer only where it lacks that and the sentence that it rests on, or the best one, has it: "Who is the
manager?" is not answered by "The manager is the Vice President of Sales" where that sentence names Ada Lowe.
"""

from __future__ import annotations

import re

from muniment_retrieval.answer.covering import words_in
from muniment_retrieval.search.query import is_function_word

_MONTHS = (
    r"january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|century"
)
_WORDS = (
    r"no|none|never|once|twice|half|both|single|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w+teen|\w+ty|hundreds?|thousands?|millions?|billions?|trillions?|dozens?"
)
_KINDS = (
    (
        re.compile(r"\bhow (?:many|much|old|tall|high|long|far|often)\b|\bpercentage\b", re.I),
        re.compile(rf"\d|\b(?:{_WORDS})\b", re.I),
    ),
    (
        re.compile(r"^when\b|\b(?:what|which) (?:year|date|day)\b", re.I),
        re.compile(rf"\d|\b(?:{_MONTHS})\b", re.I),
    ),
)
_WHO = re.compile(r"^who\b(?!se)", re.I)
_RUN = re.compile(r"[^\W\d_a-z][\w.&’'-]*(?:\s+[^\W\d_a-z][\w.&’'-]*)*")
_ASIDE = re.compile(r"\bof(?: the)?(?:\s+[^\W\d_a-z][\w.&-]*)+|\b[\w.-]+[’']s\b")
_ROLE = re.compile(
    r"(?:(?:vice-?)?president|vice|executive|general|manager|director|chief|officer|chair(?:man|woman)?|minister|prime|secretary"
    r"|head|coach|captain|leader|member|deputy|senior|partner|founder|owner|commissioner|treasurer|governor|mayor|operations)s?",
    re.IGNORECASE,
)


def lacks_what_is_wanted(question: str, answer: str, source: str) -> bool:
    """Whether `source` has a value of the kind that is asked for, and `answer` has none."""
    asked = question.strip()
    for asks, value in _KINDS:
        if asks.search(asked):
            return not value.search(answer) and value.search(source) is not None
    return bool(_WHO.match(asked)) and not _somebody(answer, asked) and _somebody(source, asked)


def _somebody(text: str, question: str) -> bool:
    """Whether a text names somebody who is not in the question: not by a title, nor as what a title is of, nor as an owner."""
    known = words_in(question)
    named = (word for run in _RUN.findall(_ASIDE.sub(" ", text)) for word in run.split())
    return any(not _ROLE.fullmatch(word.strip(".,")) and _tells(words_in(word) - known) for word in named)


def _tells(terms: frozenset[str]) -> bool:
    return any(not is_function_word(term) for term in terms)
