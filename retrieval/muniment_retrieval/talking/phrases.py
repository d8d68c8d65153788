"""The noun phrases of a question, found by the words that stand around them: enough to say what "it" or "she" may be.

A phrase begins with an article or a word written as a name, and ends before the next preposition, verb, question word or mark.
After "did", "must" and their like, the last word before that is the verb and no part of it. A phrase goes on over "of".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from .forms import words

_TOKEN = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Prof|St)\.(?=\s+[A-Z])|\d+(?:[.,]\d+)*%?(?:-\w+)?|[^\W_]+(?:(?:[-’'.&]|/(?=\d))[^\W_]+)*|[^\w\s]"
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_POSSESSIVE = re.compile(r"[’']s?$")
_MOST_INNER = 8
"""So many phrases are looked at that stand in another one after "of"."""


class Kind(Enum):
    PERSON = "person"
    NAME = "name"
    DOCUMENT = "document"
    TIME = "time"
    THING = "thing"


@dataclass(frozen=True)
class Token:
    """A word or mark of a text. `low` is in lower case, without a possessive ending."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() or (self.text[0].isdigit() and any(c.isupper() for c in self.text))


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: where it stands in its text, its head in lower case, and whether several are meant."""

    text: str
    start: int
    end: int
    head: str
    kind: Kind
    plural: bool = False

    @property
    def is_organisation(self) -> bool:
        last = self.text.lower().split()[-1]
        return self.head in words("organisations") or last in words("organisation_endings")


def tokens(text: str) -> list[Token]:
    """The words and marks of a text, in order."""
    found = []
    for match in _TOKEN.finditer(text):
        said = match.group()
        low = said.lower().replace("’", "'")
        if low not in words("auxiliaries"):
            low = _POSSESSIVE.sub("", low) or low
        found.append(Token(said, low, match.start(), match.end()))
    return found


def phrases(text: str) -> list[Phrase]:
    """The noun phrases of a text, in order; those that stand in another one after "of" come after it."""
    all_tokens = tokens(text)
    found: list[Phrase] = []
    at = 0
    while at < len(all_tokens):
        if not _begins(all_tokens, at):
            at += 1
            continue
        end = _end(all_tokens, at)
        found += _phrases(text, all_tokens, at, end)
        at = max(end, at + 1)
    return found


def kind_of(said: list[Token]) -> Kind:
    """What a phrase of these words is about."""
    content = [t for t in said if t.low not in words("determiners")]
    head = _head(content).low if content else ""
    if _is_called_so(content):
        return Kind.NAME
    if any(t.low in words("months") and t.is_capital for t in content) or (content and _YEAR.match(content[-1].text)):
        return Kind.TIME
    if head in words("times") and not _is_lasting(content, head):
        return Kind.TIME
    if head in words("documents"):
        return Kind.DOCUMENT
    if _is_role(head):
        return Kind.PERSON
    if content and _head(content).is_capital:
        return Kind.NAME
    return Kind.THING


def _is_called_so(content: list[Token]) -> bool:
    """Whether a month or season is somebody's name: "Clara Winter"."""
    if len(content) < 2 or not all(t.is_capital and t.text.isalpha() for t in content[-2:]):
        return False
    first, last = (t.low for t in content[-2:])
    no_name = ("times", "months", "ordinals", "documents", "moments", "prepositions", "numbers")
    return (last in words("months") or last in words("times")) and not any(first in words(name) for name in no_name)


def _is_role(head: str) -> bool:
    """Whether a word names what a person is; "sub" and the like before it make another person of it."""
    below = head.removeprefix("sub").removeprefix("co").removeprefix("vice").lstrip("-")
    return any(word in words("roles") for word in (head, _singular(head), below, _singular(below)))


def _is_lasting(content: list[Token], head: str) -> bool:
    """Whether a phrase is a thing that lasts, as "the notice period" is and "the second year" is not."""
    return head in ("period", "term", "date") and len(content) > 1 and content[-2].low not in words("ordinals")


def _begins(all_tokens: list[Token], at: int) -> bool:
    token = all_tokens[at]
    after = all_tokens[at + 1].low if at + 1 < len(all_tokens) else ""
    if token.low in words("determiners"):
        return True
    if token.low in ("this", "that", "these", "those"):
        return after in words("documents") or after in words("this_heads") or after in words("roles")
    if not token.is_word or _stops(token):
        return False
    if token.is_capital or _YEAR.match(token.text):
        return at > 0 or token.low not in words("imperatives")
    if at == 2 and all_tokens[0].low == "what" and all_tokens[1].low in ("is", "are", "was", "were"):
        return True
    if token.low in words("verbs") and all_tokens[at - 1].low in ("what", "which"):
        return False  # "what happens"
    return at > 0 and (
        all_tokens[at - 1].low in words("prepositions")
        or all_tokens[at - 1].low in ("much", "many", "which", "what", "have", "has")
    )


def _end(all_tokens: list[Token], start: int) -> int:
    """The token after the last of the phrase that begins at `start`."""
    at = start + 1
    first = at if _is_determiner(all_tokens[start]) else start
    named = (
        all_tokens[start].is_capital and not _is_determiner(all_tokens[start]) and all_tokens[start].low not in words("numbers")
    )
    while at < len(all_tokens):
        token = all_tokens[at]
        if token.low == "of":
            if at == first or at + 1 == len(all_tokens) or not _begins(all_tokens, at + 1):
                break
            at += 2
            named = False
            continue
        amid_name = named and token.low in ("and", "&") and at + 1 < len(all_tokens) and all_tokens[at + 1].is_capital
        if (
            (not token.is_word and not amid_name)
            or (at > first and _stops(token) and not token.is_capital)
            or (named and not token.is_capital)
        ):
            if named and token.low in words("documents") and token.is_word:
                at += 1
                continue
            break
        if _is_participle(token, at - start, all_tokens, start):
            break
        at += 1
    return _without_verb(all_tokens, start, at)


def _is_participle(token: Token, length: int, all_tokens: list[Token], start: int) -> bool:
    """Whether a word ends a phrase because it is what is said of it: "was the lease signed"."""
    if token.is_capital or (length < 2 and _is_determiner(all_tokens[start])):
        return False
    if not _is_determiner(all_tokens[start]) and token.low in words("verbs"):
        return True
    asked_be = any(t.low in ("is", "are", "was", "were", "been", "be", "has", "have", "had") for t in all_tokens[:start])
    return token.low in words("verbs") or (asked_be and (token.low in words("participles") or token.low.endswith(("ed", "ing"))))


def _is_determiner(token: Token) -> bool:
    return token.low in words("determiners") or token.low in ("this", "that", "these", "those")


def _without_verb(all_tokens: list[Token], start: int, end: int) -> int:
    """The end of a phrase that begins after "did" or the like, without the verb that follows it."""
    inverted = start > 0 and all_tokens[start - 1].low in words("modals")
    if not inverted or end - start < 2 or all_tokens[end - 1].is_capital:
        return end
    acting = [at for at in range(start, end - 1) if _is_actor(all_tokens[at].low)]
    if acting:
        return acting[-1] + 1
    after = all_tokens[end].low if end < len(all_tokens) else ""
    if after in words("verbs"):
        return end
    least = 2 if _is_determiner(all_tokens[start]) else 1
    return end - 1 if end - 1 - start >= least else end


def _is_actor(low: str) -> bool:
    return _is_role(low) or low in words("organisations")


def _stops(token: Token) -> bool:
    low = token.low
    lists = ("prepositions", "auxiliaries", "wh", "conjunctions", "pronouns", "adverbs")
    return any(low in words(name) for name in lists) or (low in words("verbs") and not low.endswith("s") and not token.is_capital)


def _phrases(text: str, all_tokens: list[Token], start: int, end: int) -> list[Phrase]:
    inner = (at + 1 for at in range(start + 1, end - 1) if all_tokens[at].low == "of")
    return [_phrase(text, all_tokens[at:end]) for at in (start, *islice(inner, _MOST_INNER))]


def _phrase(text: str, said: list[Token]) -> Phrase:
    start, end = said[0].start, said[-1].end
    content = [t for t in said if t.low not in words("determiners")] or said
    head = _head(content).low
    plural = (head.endswith("s") and not head.endswith(("ss", "us", "is"))) or " and " in text[start:end]
    return Phrase(_POSSESSIVE.sub("", text[start:end]), start, end, head, kind_of(said), plural)


def _head(content: list[Token]) -> Token:
    for at, token in enumerate(content):
        if token.low == "of" and at:
            return content[at - 1]
    return content[-1]


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") else word
