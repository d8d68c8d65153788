"""The words of a question that stand for something which it does not name itself: "who signed it?", "is that binding?"."""

from __future__ import annotations

import re

from .forms import words
from .phrases import Kind, Phrase, Token, phrases, tokens

_EXPLETIVE = re.compile(
    r"\b(?:is|was|would|will|does|did|can|could|may|should|must)\s+it\s+(?:\w+\s+){0,2}?(?:possible|required|necessary|true|allowed"
    r"|permitted|legal|likely|clear|common|safe|mandatory|known|said|correct|important|easy|hard|difficult|forbidden|take|cost)\b.*"
    r"\b(?:to|that|if|whether|when|who|what|how|why)\b"
    r"|\bit\s+(?:is|was)\s+\w+\s+(?:to|that)\b|\b(?:what time|how late)\s+is\s+it\b|\bhow\s+come\b|\bmake[s]?\s+it\b",
    re.I,
)
_DEICTIC = frozenset(("year", "month", "week", "quarter", "time", "way", "morning", "evening", "day", "days"))


def pronouns(said: str) -> tuple[Token, ...]:
    """The words that stand for something that the question does not name before them."""
    if _EXPLETIVE.search(said):
        return ()
    all_tokens = tokens(said)
    named = phrases(said)
    return tuple(t for at, t in enumerate(all_tokens) if _stands_for_another(all_tokens, at, named))


def _stands_for_another(all_tokens: list[Token], at: int, named: list[Phrase]) -> bool:
    token = all_tokens[at]
    after = all_tokens[at + 1].low if at + 1 < len(all_tokens) else ""
    before = all_tokens[at - 1].low if at else ""
    if token.text.isupper() and len(token.text) > 1:
        return False  # "IT" is a department
    if token.low in ("this", "that", "these", "those"):
        behind = all_tokens[at + 2].low if at + 2 < len(all_tokens) else ""
        return _points(token.low, before, after, behind)
    if token.low == "there":
        return at == len(all_tokens) - 1 and before not in ("is", "are", "was", "were")
    if token.low in ("one", "ones"):
        chosen = before in ("which", "that", "this", "other", "second", "first", "last", "next", "there")
        return chosen or _is_of_a_kind(all_tokens[:at], after)
    if token.low not in ("it", "its", "he", "she", "him", "her", "his", "they", "them", "their"):
        return False
    earlier = [p for p in named if p.end <= token.start and _may_be(p, token.low) and not _is_asked_place(all_tokens, p)]
    if len(earlier) == 1 and before in words("modals") and _is_asked_for(all_tokens, earlier[0]):
        return True  # "which countries do they concern"
    if not earlier:
        return True
    is_object = token.low in ("it", "him", "them") and (not after or after in words("prepositions"))
    joined = any(t.low in words("conjunctions") or t.text in ",;" for t in all_tokens[:at])
    return is_object and len(earlier) == 1 and not joined and earlier[0].start > 0 and not _object_of(all_tokens, earlier[0])


def _is_of_a_kind(before: list[Token], after: str) -> bool:
    """Whether "one" behind these words is a thing that is not named: "the next tetanus one", and not "no one" or "one year"."""
    if len(before) < 2 or any(
        before[-1].low in words(name) for name in ("determiners", "prepositions", "numbers", "auxiliaries")
    ):
        return False
    lists = ("auxiliaries", "prepositions", "participles", "predicates", "adverbs")
    ends = not after or not after[0].isalnum() or any(after in words(name) for name in lists)
    return ends and any(t.low in ("the", "a", "an", "any", "another") for t in before[-3:-1])


def _points(low: str, before: str, after: str, behind: str) -> bool:
    if after in _DEICTIC and low in ("this", "these"):
        return False
    if after in words("documents") or after in words("this_heads") or after in ("one", "ones"):
        return True
    singular = after[:-1] if after.endswith("s") else after
    if low in ("these", "those") or low == "this":
        if singular in words("documents") or singular in words("this_heads") or singular in words("roles"):
            return True
        return not after or after in words("auxiliaries") or (before in words("auxiliaries") and _is_predicate(after, behind))
    if before in words("saying") or before in ("do", "did", "does"):
        end = not after or after in ("too", "also", "as", "again", "either", "before", "then")
        return end or (before in words("auxiliaries") and _is_predicate(after, behind))
    if not after:
        return True
    verbal = after in words("auxiliaries")
    return (verbal and before in words("prepositions")) or (before in words("auxiliaries") and _is_predicate(after, behind))


def _is_predicate(after: str, behind: str) -> bool:
    """Whether the words after "is that" or "does this" are said of it, and do not name it."""
    lists = ("auxiliaries", "prepositions", "adverbs", "determiners", "pronouns", "participles")
    return (
        not behind
        or any(after in words(name) for name in lists)
        or (after in words("verbs") and not after.endswith("s"))
        or after in words("predicates")
        or after.endswith(("able", "ible"))
    )


def _may_be(phrase: Phrase, low: str) -> bool:
    """Whether a pronoun can stand for a phrase."""
    if phrase.kind is Kind.TIME or phrase.text.lower() in words("determiners"):
        return False
    if low in ("it", "its", "they", "them", "their"):
        return True  # a party is "it", too
    return phrase.kind in (Kind.PERSON, Kind.NAME) and not phrase.is_organisation


def _is_asked_place(all_tokens: list[Token], phrase: Phrase) -> bool:
    """Whether a phrase is asked for behind a preposition, and so is not what acts: "in which countries is it valid"."""
    before = [t.low for t in all_tokens if t.end <= phrase.start][:2]
    return len(before) == 2 and before[0] in words("prepositions") and before[1] in ("which", "what", "whose")


def _is_asked_for(all_tokens: list[Token], phrase: Phrase) -> bool:
    """Whether a phrase begins the question behind "which" or "what", or with it."""
    before = [t.low for t in all_tokens if t.start < phrase.end][:1]
    return before[0] in ("which", "what") and sum(t.end <= phrase.start for t in all_tokens) <= 1


def _object_of(all_tokens: list[Token], phrase: Phrase) -> bool:
    """Whether a phrase stands after a preposition, and so is not who acts."""
    before = [t for t in all_tokens if t.end <= phrase.start]
    return bool(before) and before[-1].low in words("prepositions")
