"""Whether a question needs the one before it, and for what: decided by its form, and in doubt it does not.

It does where it is a fragment ("And in the second year?", "what about Orion?"), a bare question word ("Why?"), or has a word
that stands for something which it does not name itself ("who signed it?", "what are her duties?", "is that clause binding?").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import dropwhile, takewhile

from .counterparts import RELATIVE_TIME
from .forms import words
from .phrases import Token, tokens
from .pronouns import pronouns

_ABOUT = re.compile(
    r"^(?:(?:and|but|or|so|then|also|plus|ok|okay)\b[\s,]*)*(?:(?:what|how)\s+about|what\s+of)\s+(?P<rest>.+)$", re.I
)
_CONNECTED = re.compile(r"^(?:(?:and|but|so|or|then|also|plus|ok|okay)\b[\s,]*)+(?P<rest>.+)$", re.I)
_BARE = re.compile(
    r"^(?:(?:by|for|to|from|since|until|till|with|of|at|on|in|under|after|before|through)\s+)?(?:why|when|where|how|who|whom|whose|which|what)"
    r"(?:\s+(?:much|many|long|often|far|so|not|exactly|else|one|ones|then|year|day|date|page|clause|section))?$",
    re.I,
)
_IF = re.compile(r"^(?:(?:and|but|so|or|then|what|how)\b[\s,]*)+(?P<rest>if\s.+)$", re.I)
_ANYTHING = re.compile(
    r"^(?:(?:and|but)\s+)?(?:any|some|no)thing\s+(?:(?:else|more)\s+)?(?P<rest>(?:about|of|on|in|for|from)\s.+)$", re.I
)
_FOCUS = re.compile(r"^(?:even|only|just|not)\s+", re.I)
_SAME = re.compile(
    r"^(?:(?:and|but|so)\b[\s,]*)*(?:(?:is|does|do|did|would|will|was)\s+)?(?:the\s+)?same\s+(?:(?:question|again|hold|holds|apply|applies|go"
    r"|goes|true|be\s+true|count|counts)\s+)*(?P<rest>(?:for|to|of|in|with|on|at)\s.+)$",
    re.I,
)
_TOO = re.compile(r"[\s,]+(?:as well|too|also|either|instead|then|though)$", re.I)
_ELSE = re.compile(
    r"^which(?: ones?| of them)? (?:(?:do|does|did|are|is|were|was|may)(?:n[’']t| not)|can(?:[’']t| ?not))$"
    r"|\b(?:else(?! (?:besides|than|but|apart|except))|likewise|the (?:former|latter)|the (?:same|others?)$|which one|how so)\b",
    re.I,
)
_LEAD = re.compile(r"^(?P<lead>(?:how\s+\w+|when|where|why|who))\s+", re.I)
_MORE = re.compile(
    r"^(?:(?:please|can you|could you)\s+)?(?:(?:tell|give|show)\s+me\s+)?(?:more|further)(?:\s+\w+)?\s+(?:about|on|of)\s"
    r"|^(?:please\s+)?go on$|^(?:any\s+)?(?:more|further) (?:details?|information)$",
    re.I,
)
_COMPARED = re.compile(
    r"^(?:(?:more|less|fewer|better|worse|(?:high|low|long|short|great|large|small|earli|lat|cheap|old|young|fast|slow)er)\s+than"
    r"|(?:as|so)\s+\w+\s+as)\s",
    re.I,
)
_POSSESSED = re.compile(r"^(?:the\s+)?(?:[\w-]+\s+){0,2}[\w-]+(?:[’']s|s[’'])$", re.I)
_EXACTLY = re.compile(r"\s+(?:in particular|exactly|precisely|specifically)$", re.I)
_MOST_FRAGMENT = 8
_MOST_TAIL = 4


class Need(Enum):
    """What is missing."""

    COUNTERPART = "counterpart"
    CLAUSE = "clause"
    REFERENT = "referent"
    CONTEXT = "context"
    CONNECTOR = "connector"
    LANGUAGE = "language"


@dataclass(frozen=True)
class Missing:
    """`said` is the question without what only connects it; `pronouns` are the words in it that stand for something else."""

    need: Need
    said: str
    pronouns: tuple[Token, ...] = ()


def missing(question: str) -> Missing | None:
    """What a question needs of the one before, or None where it stands alone."""
    text = " ".join(question.split()).rstrip(" ?!.…")
    if about := _ABOUT.match(text) or _SAME.match(text) or _ANYTHING.match(text):
        rest = _TOO.sub("", about["rest"])
        return Missing(Need.COUNTERPART, rest, pronouns(rest))
    if supposed := _IF.match(text):
        said = f"What happens {supposed['rest']}"
        return Missing(Need.REFERENT, said, pronouns(said))
    asked = question.rstrip().endswith("?")
    connected = _CONNECTED.match(text)
    said = connected["rest"] if connected else text
    if _BARE.match(said) or _is_bare(said):
        return Missing(Need.CLAUSE, said)
    if _COMPARED.match(said) and (connected or asked) and _is_fragment(said, asked=asked, connected=True):
        return Missing(Need.CONTEXT, said)
    without = _TOO.sub("", _FOCUS.sub("", said))
    joined = connected is not None or without != said
    if _is_fragment(without, asked=asked, connected=joined):
        return Missing(Need.COUNTERPART, without, pronouns(without))
    if found := pronouns(said):
        return Missing(Need.REFERENT, said, found)
    if _ELSE.search(said) or _MORE.search(said) or _is_of_something(said):
        return Missing(Need.CONTEXT, said)
    return Missing(Need.CONNECTOR, said) if connected else None


def without_lead(said: str, before: str) -> str:
    """What a question without a verb asks by the words of the one before: "the lift" of "how often the lift"; else nothing."""
    asks, asked = _LEAD.match(said), _LEAD.match(before)
    same = asks and asked and asks["lead"].lower() == asked["lead"].lower()
    rest = said[asks.end() :] if asks and same else ""
    return rest if rest and _is_fragment(rest, asked=True, connected=True) and not pronouns(rest) else ""


def _is_bare(said: str) -> bool:
    """Whether a question word stands with what it asks for and no more: "on whose behalf", "how deep", "for what reasons"."""
    found = [t for t in tokens(_EXACTLY.sub("", said)) if t.is_word]
    behind = list(dropwhile(lambda t: t.low in words("prepositions"), found))
    asks = list(takewhile(lambda t: t.low not in words("prepositions"), behind))
    named = asks[1:-1] if len(behind) < len(found) else asks[1:]  # "at what cost": no verb ends what a preposition begins
    if not asks or asks[0].low not in words("wh") or any(_is_said_of(t) for t in named):
        return False
    if len(asks) < len(behind):
        return (asks[0] is not found[0] or asks[0].low == "how") and _is_tail(behind[len(asks) :])
    if behind[0].low in ("who", "whom", "when", "where", "why"):
        return len(behind) == 1
    measured = behind[0].low == "how" and behind[1:] and behind[1].low in ("many", "much")
    return len(behind) <= (3 if measured or len(behind) < len(found) else 2)


def _is_tail(said: list[Token]) -> bool:
    """Whether words are no more than a preposition and what follows it: "after completion"."""
    clause = ("auxiliaries", "verbs", "wh", "conjunctions", "pronouns")
    return 1 < len(said) <= _MOST_TAIL and not any(t.low in words(name) for t in said for name in clause)


def _is_said_of(token: Token) -> bool:
    lists = ("auxiliaries", "verbs", "prepositions", "determiners", "conjunctions", "pronouns")
    return any(token.low in words(name) for name in lists) or token.low.endswith(("ed", "ing"))


def _is_of_something(said: str) -> bool:
    """Whether a question names only what is always of something that it does not name: "is there a maximum?"."""
    small = (
        "determiners",
        "auxiliaries",
        "wh",
        "conjunctions",
        "adverbs",
        "ordinals",
        "items",
        "verbs",
        "imperatives",
        "pronouns",
    )
    own = [t.low for t in tokens(said) if t.is_word and not any(t.low in words(name) for name in small)]
    named = [low for low in own if low not in words("prepositions") and low not in ("other", "others", "about")]
    chooses = any(t.low in words("ordinals") for t in tokens(said))
    return all(low in words("relational") for low in named) and (bool(named) or chooses)


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
    if _POSSESSED.match(said):
        return True
    if lows[0] in words("prepositions") and lows[0] not in ("like", "as"):
        named = next(dropwhile(lambda t: t.low in words("prepositions"), found), found[0])
        return len(lows) <= 3 or _is_named(named)
    if RELATIVE_TIME.fullmatch(said):
        return True
    second = lows[1] if len(lows) > 1 else ""
    if lows[0] == "the" and (second in words("ordinals") or second == "other") and len(lows) <= 4:
        return True
    return len(lows) <= 3 and all(t.is_capital or t.text.isdigit() for t in found) and not found[0].text.isupper()


def _is_named(token: Token) -> bool:
    """Whether a word begins what is named after a preposition; in other languages, those words are others."""
    lists = ("determiners", "ordinals", "times", "roles", "documents")
    return token.is_capital or token.text[0].isdigit() or any(token.low in words(name) for name in lists)
