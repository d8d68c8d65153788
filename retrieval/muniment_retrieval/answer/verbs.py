"""How English verbs are known without a dictionary: small verbs, and forms of the past."""

from __future__ import annotations

import re

ACTS = "is|are|was|were|be|been|being|has|have|had|do|does|did|can|could|may|might|must|shall|should|will|would|agrees?"
"""The alternatives of a pattern: what is a verb, or stands before one."""

_PAST = (
    r"\w{2,}ed|became|began|broke|brought|built|bought|came|chose|drew|drove|fell|flew|found|gave|went|grew|held|kept|knew|led|left"
    r"|lent|lost|made|met|paid|ran|rose|said|sang|sat|saw|sold|sent|spent|spoke|stood|struck|took|taught|told|thought|threw|won"
    r"|wore|wrote"
)
_DOES = re.compile(
    rf"\s+(?:(?:also|still|never|not|then|only|[a-z]+ly)\s+)?"
    rf"(?:(?:{ACTS}|{_PAST})\b|[a-z]{{2,}}[^\W\d_s]s\b(?!'|\s+(?:{ACTS}|{_PAST})\b))"
)
_PASSED = re.compile(_PAST, re.I)


def is_past(word: str) -> bool:
    """Whether a word has the form of a past."""
    return bool(_PASSED.fullmatch(word))


def does(text: str, end: int) -> bool:
    """Whether what stands in front of `end` is followed by a verb, which it is the subject of."""
    return bool(_DOES.match(text, end))
