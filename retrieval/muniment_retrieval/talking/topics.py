"""What a question asks about, as a name that a follow-up's "that" or "it" can be: "the salary of the managing director"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .forms import past, third, words
from .phrases import Kind, Phrase, phrases, tokens

_HAS = re.compile(
    r"^(?:(?:does|do|did|has|have)\b.*?\b(?:have|had|got)|(?:is|are|was|were)\s+there)\s+(?:(?:any|some|a|an)\s+)?(?P<what>.+)$",
    re.I,
)
_IS = re.compile(r"^(?:(?:what|who|where|when|why|how(?:\s+\w+)?)\s+)?(?:is|are|was|were)\s+(?P<what>.+)$", re.I)
_ASKED = re.compile(r"^(?:what|which|how\s+much|how\s+many)\s+(?P<what>.+)$", re.I)
_DONE = re.compile(r"^what\s+(?P<do>did|does|do)\s+", re.I)
_KIND_OF = re.compile(r"^(?:(?:the|a|an)\s+)?(?:kind|sort|type)s?\s+of\s+", re.I)


@dataclass(frozen=True)
class Topic:
    """`whole` where the name says all that the question does of it."""

    name: str
    whole: bool


def topic(question: str) -> Topic | None:
    """What a question asks about; None where it asks about what somebody does."""
    text = " ".join(question.split()).rstrip(" ?!.")
    if found := _HAS.match(text):
        return Topic(f"the {_until_verb(found['what'])}", whole=False)
    if found := _IS.match(text):
        named = _first(text, found.start("what"))
        rest = "" if named is None else text[named.end :]
        if named is not None:
            return Topic(whole(named, text), whole=not rest or bool(re.match(r"\s+(?:in|on|of|for|under|at|by|with)\b", rest)))
    if found := _ASKED.match(text):
        named = _first(text, found.start("what"))
        if named is not None and named.kind in (Kind.THING, Kind.TIME):
            return Topic(f"the {bare(named.text)}", whole=False)
    return _what_was_done(text)


def _what_was_done(text: str) -> Topic | None:
    """What somebody did, as a clause that can be a name: "what the council spent on roads"; None where none is asked for."""
    found = _DONE.match(text)
    who = _first(text, found.end()) if found else None
    verb, _, rest = text[who.end :].strip().partition(" ") if who is not None else ("", "", "")
    if found is None or who is None or not verb.isalpha() or verb.lower() in words("auxiliaries"):
        return None
    did = past(verb) if found["do"].lower() == "did" else verb if who.plural else third(verb)
    return Topic(" ".join(filter(None, ("what", who.text, did, rest))), whole=True)


def whole(phrase: Phrase, text: str) -> str:
    """A phrase with the places and documents that follow it: "the notice period in the lease"."""
    rest = text[phrase.end :]
    more = re.match(r"\s+(?:in|on|under|of|for|with|between|to|about)\s+", rest)
    if more is None or phrase.kind not in (Kind.THING, Kind.DOCUMENT):
        return phrase.text
    following = next((p for p in phrases(text) if p.start == phrase.end + more.end()), None)
    if following is None or following.kind is Kind.TIME:
        return phrase.text
    return phrase.text + more.group() + whole(following, text) + _joined(text[following.end :])


def bare(name: str) -> str:
    """A name without an article, and without "kind of" before it."""
    return re.sub(r"^(?:the|an?)\s+", "", _KIND_OF.sub("", name), flags=re.I)


def _first(text: str, at: int) -> Phrase | None:
    return next((p for p in phrases(text) if p.start == at), None)


def _until_verb(text: str) -> str:
    """A noun with what follows it after prepositions, without a clause behind."""
    ends = [
        t.start for t in tokens(text) if t.low in words("auxiliaries") or t.low in words("wh") or t.low in words("conjunctions")
    ]
    return text[: ends[0]].strip() if ends and ends[0] else text


def _joined(rest: str) -> str:
    """What is joined to a name by "and"."""
    found = re.match(r"\s+and\s+[A-Z]\S*(?:\s+[A-Z]\S*)*", rest)
    return found.group() if found else ""
