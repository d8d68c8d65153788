"""Whether a sentence permits what a question asks for, or forbids it: "may not be assigned without consent" is no yes.

A question asks for a permission where it says that something can or may be done ("can be assigned", "allow subletting"). Of a
sentence with the same deed, or one that contracts name beside it, each part between "provided that", "except that" and the
like is looked at by itself: what a "not", "neither" or "no" stands before is forbidden. Where the question says "without
consent", only a part that says so permits, or one that says that no consent is needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from muniment_retrieval.answer.evidence import SourceSentence
from muniment_retrieval.search.words import terms, words_of

_DEEDS = tuple(
    frozenset(terms(deeds))
    for deeds in (
        "assign assignment assignable transfer transferable convey delegate delegation novate novation",
        "terminate termination terminable cancel cancellation",
        "renew renewal renewable extend extension prolong",
        "amend amendment modify modification vary variation",
        "sublet sublease",
        "sublicense sublicensable",
    )
)
_OBJECT = re.compile(
    r"\b(?:agreement|contract|lease|licen[cs]e|rights?|obligations?|interests?|duties|hereunder|part(?:y|ies))\b", re.I
)
_ASKS = re.compile(
    r"(?:(?:can|may|could)\s+(?:freely\s+|also\s+|only\s+)?)?be\s+(?:freely\s+)?(?P<done>\w+ed|sublet)\b(?P<rest>.*)"
    r"|(?:can|may|could)\s+(?:freely\s+)?(?P<do>\w+)\b(?P<rest2>.*)"
    r"|(?:allow|permit|authori[sz]e)s?\s+(?:for\s+|of\s+|the\s+|an?\s+|its\s+)*(?P<noun>\w+)\b(?P<rest3>.*)"
    r"|(?:are|is)\s+(?:freely\s+)?(?P<able>\w+able)\b(?P<rest4>.*)",
    re.I | re.S,
)
_CONSENT = r"(?:consent|approval|permission|agreement\s+of\s+the\s+other)"
_WITHOUT_CONSENT = re.compile(rf"\bwithout\s+(?:\w+['’]?s?\s+){{0,8}}?{_CONSENT}\b", re.I)
_NONE_NEEDED = re.compile(
    rf"\bno\s+(?:such\s+|prior\s+|written\s+)*{_CONSENT}\b[^.;]{{0,60}}\b(?:required|necessary|needed)|\b{_CONSENT}\b[^.;]{{0,60}}\bnot\s+be\s+(?:required|necessary"
    r"|needed)|\bfreely\s+(?:assign|transfer)|\b(?:assign|transfer)\w*\s+freely",
    re.I,
)
_PARTS = re.compile(
    r";|(?:,\s*)?\b(?:provided,?\s+(?:however,?\s+)?(?:further,?\s+)?that|provided|except(?:\s+that|\s+as)?|however|notwithstanding|but|unless|save\s+that|although|whereas)\b",
    re.I,
)
_DENIES = re.compile(
    r"\b(?:not|neither|nor|no(?!\s+(?:such\s+|prior\s+|written\s+)*(?:consent|approval))|never|cannot|prohibited|precluded|refrain|nothing)\b|n['’]t\b",
    re.I,
)
_DENIED_AFTER = re.compile(
    r"\b(?:not\s+(?:be\s+)?(?:assignable|permitted|allowed|transferable|valid|effective)|prohibited|void|forbidden)\b", re.I
)
_BINDS = re.compile(r"\b(?:may|shall|can|will|must|cannot|entitled|right|permitted|assignable|transferable)\b|n['’]t\b", re.I)
_NEAR = 200
"""Characters between a "not" and what it forbids."""

_GRANTS = re.compile(
    r"\b(?:may|can|shall\s+(?:have\s+the\s+right|be\s+entitled|be\s+free)|(?:has|have)\s+the\s+right|entitled|permitted|free(?:ly)?|option)\b",
    re.I,
)


@dataclass(frozen=True)
class Permission:
    """`deeds` are the terms of what may be done; with `without_consent`, nobody else need agree."""

    deeds: frozenset[str]
    without_consent: bool


def permission_of(topic: str) -> Permission | None:
    """The permission that a question asks for; None where it asks for none."""
    found = _ASKS.fullmatch(topic.strip())
    if found is None:
        return None
    parts = found.groupdict()
    deed = terms(parts["done"] or parts["do"] or parts["noun"] or parts["able"] or "")
    rest = next((parts[name] for name in ("rest", "rest2", "rest3", "rest4") if parts[name]), "")
    known = next((deeds for deeds in _DEEDS if deeds & frozenset(deed)), None)
    return None if known is None else Permission(known, bool(_WITHOUT_CONSENT.search(f" {rest}")))


def judged(permission: Permission, sources: Sequence[SourceSentence]) -> tuple[bool | None, SourceSentence | None, bool]:
    """Whether a document permits it, by which sentence, and whether another sentence, or another part of it, says otherwise."""
    told = [(source, permits(permission, source.text)) for source in sources]
    yes = [source for source, said in told if True in said]
    no = [source for source, said in told if False in said and True not in said]
    mixed = any(True in said and False in said for _, said in told) or (bool(yes) and bool(no))
    if yes:
        return True, max(yes, key=lambda source: source.score), mixed
    if no:
        best = max(no, key=lambda source: source.score)
        return False, best, bool(re.search(r"\bexcept\b|\bother\s+than\b", best.text, re.I))
    return None, None, False


def permits(permission: Permission, sentence: str) -> set[bool]:
    """What the parts of a sentence say: True where one permits, False where one forbids; nothing where it speaks of neither."""
    if not _OBJECT.search(sentence):
        return set()
    said = {told for part in _parts(sentence) if (told := _part_says(permission, part)) is not None}
    if permission.without_consent and _speaks(permission, sentence) and _NONE_NEEDED.search(sentence):
        said.add(True)
    return said


def _part_says(permission: Permission, part: str) -> bool | None:
    at = next((word.start for word in words_of(part) if word.term in permission.deeds), None)
    if at is None or part[:at].rstrip().lower().endswith(("meaning", "meanings")):
        return None
    if _DENIED_AFTER.search(part, at) or (_DENIES.search(part, max(0, at - _NEAR), at) and _BINDS.search(part)):
        return False
    if permission.without_consent:
        return True if _WITHOUT_CONSENT.search(part) and _GRANTS.search(part) else None
    return True if _GRANTS.search(part) else None


def _parts(sentence: str) -> list[str]:
    ends = [0, *(match.start() for match in _PARTS.finditer(sentence)), len(sentence)]
    return [sentence[a:b] for a, b in pairwise(ends)]


def _speaks(permission: Permission, text: str) -> bool:
    return any(word.term in permission.deeds for word in words_of(text))
