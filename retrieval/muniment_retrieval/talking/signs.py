"""Whether a question needs the one before it, and for what: decided by its form, and in doubt it does not.

It does where it is a fragment ("And in the second year?", "what about Orion?"), a bare question word ("Why?"), or has a word
that stands for something which it does not name itself ("who signed it?", "what are her duties?", "is that clause binding?").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from .phrases import Kind, Phrase, Token, phrases, tokens, words

_ABOUT = re.compile(
    r"^(?:(?:and|but|or|so|then|also|plus|ok|okay)\b[\s,]*)*(?:(?:what|how)\s+about|what\s+of)\s+(?P<rest>.+)$", re.I
)
_CONNECTED = re.compile(r"^(?:(?:and|but|so|or|then|also|plus|ok|okay)\b[\s,]*)+(?P<rest>.+)$", re.I)
_BARE = re.compile(
    r"^(?:(?:by|for|to|from|since|until|till|with|of|at|on|in|under|after|before|through)\s+)?(?:why|when|where|how|who|whom|whose|which|what)"
    r"(?:\s+(?:much|many|long|often|far|so|not|exactly|else|one|ones|then|year|day|date|page|clause|section))?$",
    re.I,
)
_EXPLETIVE = re.compile(
    r"\b(?:is|was|would|will|does|did|can|could|may|should|must)\s+it\s+(?:\w+\s+){0,2}?(?:(?:possible|required|necessary|true|allowed|permitted"
    r"|legal|likely|clear|common|safe|mandatory|known|said|correct|important|easy|hard|difficult|forbidden)\b|(?:take|cost)\b.*\bto\s)"
    r"|\bit\s+(?:is|was)\s+\w+\s+(?:to|that)\b|\b(?:what time|how late)\s+is\s+it\b|\bhow\s+come\b|\bmake[s]?\s+it\b",
    re.I,
)
_DEICTIC = frozenset(("year", "month", "week", "quarter", "time", "way", "morning", "evening", "day", "days"))
_ELSE = re.compile(
    r"\b(?:else(?! (?:besides|than|but|apart|except))|likewise|the (?:former|latter)|the (?:same|others?)$|which one|how so)\b",
    re.I,
)
_MOST_FRAGMENT = 8


class Need(Enum):
    """What is missing."""

    COUNTERPART = "counterpart"
    CLAUSE = "clause"
    REFERENT = "referent"
    CONTEXT = "context"
    CONNECTOR = "connector"


@dataclass(frozen=True)
class Missing:
    """`said` is the question without what only connects it; `pronouns` are the words in it that stand for something else."""

    need: Need
    said: str
    pronouns: tuple[Token, ...] = ()


def missing(question: str) -> Missing | None:
    """What a question needs of the one before, or None where it stands alone."""
    text = " ".join(question.split()).rstrip(" ?!.…")
    if about := _ABOUT.match(text):
        return Missing(Need.COUNTERPART, about["rest"], _pronouns(about["rest"]))
    connected = _CONNECTED.match(text)
    said = connected["rest"] if connected else text
    if _BARE.match(said):
        return Missing(Need.CLAUSE, said)
    if _is_fragment(said, asked=question.rstrip().endswith("?"), connected=connected is not None):
        return Missing(Need.COUNTERPART, said, _pronouns(said))
    if found := _pronouns(said):
        bare = all(t.low in ("this", "that", "one", "ones", "there") for t in found)
        return Missing(Need.CONTEXT if bare else Need.REFERENT, said, found)
    if _ELSE.search(said):
        return Missing(Need.CONTEXT, said)
    return Missing(Need.CONNECTOR, said) if connected else None


def _is_fragment(said: str, *, asked: bool, connected: bool) -> bool:
    """Whether there is neither verb nor question word: words to look for are none, unless they begin as an answer would."""
    found = [t for t in tokens(said) if t.is_word]
    if not found or len(found) > _MOST_FRAGMENT:
        return False
    lows = [t.low for t in found]
    if any(low in words("auxiliaries") or low in words("wh") for low in lows) or lows[0] in words("imperatives"):
        return False
    if connected:
        return True
    if not asked:
        return False
    if lows[0] in words("prepositions") and lows[0] not in ("like", "as"):
        return len(lows) <= 3 or _is_named(found[1])
    second = lows[1] if len(lows) > 1 else ""
    if lows[0] == "the" and (second in words("ordinals") or second == "other") and len(lows) <= 4:
        return True
    return len(lows) <= 3 and all(t.is_capital or t.text.isdigit() for t in found) and not found[0].text.isupper()


def _is_named(token: Token) -> bool:
    """Whether a word begins what is named after a preposition; in other languages, those words are others."""
    lists = ("determiners", "ordinals", "times", "roles", "documents")
    return token.is_capital or token.text[0].isdigit() or any(token.low in words(name) for name in lists)


def _pronouns(said: str) -> tuple[Token, ...]:
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
        return _points(token.low, before, after)
    if token.low == "there":
        return at == len(all_tokens) - 1 and before not in ("is", "are", "was", "were")
    if token.low in ("one", "ones"):
        return before in ("which", "that", "this", "other", "second", "first", "last", "next")
    if token.low not in ("it", "its", "he", "she", "him", "her", "his", "they", "them", "their"):
        return False
    earlier = [p for p in named if p.end <= token.start and _may_be(p, token.low)]
    if not earlier:
        return True
    is_object = token.low in ("it", "him", "them") and (not after or after in words("prepositions"))
    joined = any(t.low in words("conjunctions") or t.text in ",;" for t in all_tokens[:at])
    return is_object and len(earlier) == 1 and not joined and earlier[0].start > 0 and not _object_of(all_tokens, earlier[0])


def _points(low: str, before: str, after: str) -> bool:
    if after in _DEICTIC and low in ("this", "these"):
        return False
    if after in words("documents") or after in words("this_heads") or after in ("one", "ones"):
        return True
    singular = after[:-1] if after.endswith("s") else after
    if low in ("these", "those") or low == "this":
        if singular in words("documents") or singular in words("this_heads") or singular in words("roles"):
            return True
        return not after or after in words("auxiliaries")
    verbal = (
        not after or after in words("auxiliaries") or after in ("mean", "apply", "happen", "include", "change", "affect", "work")
    )
    return verbal and (before in words("auxiliaries") or before in words("prepositions"))


def _may_be(phrase: Phrase, low: str) -> bool:
    """Whether a pronoun can stand for a phrase."""
    if phrase.kind is Kind.TIME:
        return False
    if low in ("it", "its", "they", "them", "their"):
        return True  # a party is "it", too
    return phrase.kind in (Kind.PERSON, Kind.NAME) and not phrase.is_organisation


def _object_of(all_tokens: list[Token], phrase: Phrase) -> bool:
    """Whether a phrase stands after a preposition, and so is not who acts."""
    before = [t for t in all_tokens if t.end <= phrase.start]
    return bool(before) and before[-1].low in words("prepositions")
