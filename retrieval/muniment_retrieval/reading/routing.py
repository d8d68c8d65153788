"""Which questions can only be answered by looking at every document, and what is then asked of each of them.

A question is only taken for one of these where it plainly speaks of documents ("which of these contracts", "how many agreements",
"list all leases that", "is there any contract without", "compare the notice periods"): a question that asks for one fact and is
answered with a table is worse than a table that must be asked for. So "which documents must the seller deliver" is none: what
follows the documents has to be something that documents themselves do (have, contain, allow, are governed by, expire …). The
forms stand in `routes.toml`. Who asks for a table by that name gets one for any question.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from muniment_retrieval.search.vocabulary import concepts_of, function_words, self_words
from muniment_retrieval.search.words import terms

from .about_library import OfLibrary, of_library
from .combining import conditions_of, topics_of

PARTIES_ASKED = "Who are the parties?"
"""What each document is asked where its parties are wanted."""

MOST_CHARACTERS = 400
"""A longer question is a text, and no such question."""


class Kind(StrEnum):
    """What of the table was asked for."""

    WHICH = "which"
    COUNT = "how many"
    LIST = "list all"
    COMPARE = "compare"
    LIBRARY = "library"
    ANY = "is there any"
    ALL = "do all"
    MOST = "which is the most"


@dataclass(frozen=True)
class Wanted:
    """What is asked of every document.

    `topic` is what they are asked for ("a cap on liability"), `asked` the same as a question that can be looked up. With
    `without`, the documents that do not have it are wanted. `sort` are the terms that say which documents are meant ("supply"
    in "which supply agreements"), `names` those of two that are named. `parts` are the things that are asked one after the other,
    where they are more than one; a document fits where it fits all of them, or with `either` one of them. For `COMPARE`, each
    document is asked what it says, and not whether; for `MOST`, the one with the greatest value is wanted, or with `least` the
    smallest. `library` is what is asked of the library itself, which is answered without looking into any document.
    """

    kind: Kind
    question: str
    topic: str
    asked: str
    without: bool = False
    sort: tuple[str, ...] = ()
    library: OfLibrary | None = None
    names: tuple[tuple[str, ...], ...] = ()
    parts: tuple[Wanted, ...] = ()
    either: bool = False
    least: bool = False

    @property
    def compares(self) -> bool:
        """Whether each document is asked what it says, and not whether it says it."""
        return self.kind in (Kind.COMPARE, Kind.MOST)


_POLITE = re.compile(
    r"^(?:(?:please|kindly|can you|could you|would you|tell me|show me|let me know|i (?:want|need|would like) to (?:know|see))"
    r"[, ]+){1,3}"
    r"(?=(?:which|what|how|in|list|is|are|do|does|can|compare|all|every|for|name|give|find|show|identify)\b)",
    re.I,
)
_LEAST = frozenset(["shortest", "lowest", "smallest", "earliest", "soonest", "least", "first"])
_WITHOUT = re.compile(
    r"(?:(?:that|which) )?(?:"
    r"(?:(?:do|does|did|can)(?: not|n[’']t)|cannot) (?P<not>.+)"
    r"|(?:lacks?|lacking|omits?|without|with no|having no) (?:any )?(?P<no>.+)"
    r"|(?:have|has|contains?|includes?|provides? for|mentions?|say|says) (?:no|nothing about|nothing on) (?P<none>.+)"
    r"|(?:are|is) (?:missing|lacking|without|silent (?:on|about|as to)) (?P<missing>.+)"
    r"|(?P<be>are|is|were|was|can|may) ?(?:not|n[’']t) (?P<is_not>.+)"
    r"|not (?P<only>.+)"
    r")",
    re.I,
)
_LEADS = re.compile(
    r"(?:(?:that|which|where|in which) )?(?:there (?:is|are)|have|has|contains?|includes?|holds?|provides? for|comes? with"
    r"|features?|with|having|containing|including|mentioning|mentions?|address(?:es)?|discuss(?:es)?) ",
    re.I,
)
_THERE = re.compile(r"^(?:that|which|where|in which) ", re.I)
_NEITHER = re.compile(r"(?:\w+ )?neither\b", re.I)
"""What is asked so is told by its parts or not at all: asked in one, it would be looked for and not missed."""

_VERB = re.compile(r"(?:expire|end|begin|start|commence|terminate)s?", re.I)
_ASKING = re.compile(r"(?:who|whose|what|when|where|which|how|why|is|are|was|were|do|does|did|has|have|can|may|must)\b", re.I)
_PARTIES = re.compile(r"(?:contracting )?part(?:y|ies)|names of (?:the )?parties", re.I)
_ARTICLE = re.compile(r"^(?:an?|any|some|the|its|their) ", re.I)


def wanted_of(question: str) -> Wanted | None:
    """What every document is asked, or None for a question that is looked up."""
    text = " ".join(question.split()).rstrip(" ?.!")
    if not text or len(text) > MOST_CHARACTERS:
        return None
    text = _POLITE.sub("", text)
    if (library := of_library(text)) is not None:
        return Wanted(Kind.LIBRARY, question, text, text, library=library)
    return _routed(question, text, "route")


def wanted_in_table(question: str) -> Wanted | None:
    """What every document is asked where a table is wanted: of any question with words in it."""
    if (wanted := wanted_of(question)) is not None:
        return wanted
    text = _POLITE.sub("", " ".join(question.split()).rstrip(" ?.!"))
    if not terms(text) or len(text) > MOST_CHARACTERS:
        return None
    return _routed(question, text, "any") or Wanted(Kind.COMPARE, question, text, question)


def _routed(question: str, text: str, of: str) -> Wanted | None:
    for kind, pattern, known in _routes(of):
        found = pattern.fullmatch(text)
        wanted = None if found is None else _wanted(kind, question, found)
        if wanted is not None and (not known or _well_known(wanted.topic)):
            return wanted
    return None


def _well_known(topic: str) -> bool:
    """Whether it is known how documents speak of a topic, and when they do not."""
    return bool(_PARTIES.fullmatch(topic)) or any(concept.proof is not None for concept in concepts_of(terms(topic)))


def _wanted(kind: Kind, question: str, found: re.Match[str]) -> Wanted | None:
    parts = found.groupdict()
    sort = tuple(terms(parts.get("sort") or ""))
    if kind in (Kind.COMPARE, Kind.MOST):
        named = tuple(_named(parts[which]) for which in ("one", "other") if parts.get(which))
        compared = _compared(question, parts["topic"], sort)
        if kind is Kind.MOST:
            return replace(compared, kind=kind, least=parts["most"].lower() in _LEAST)
        return replace(compared, names=named, parts=_topics(question, compared.topic))
    does = _THERE.sub("", parts.get("does") or f"have {parts.get('topic') or ''}")
    cut = conditions_of(does, _well_known)
    whole = _asked(kind, question, does, sort)
    if cut is None or whole is None:
        return None if _NEITHER.match(does) else whole
    each = (_asked(kind, question, part, ()) for part in cut.parts)
    lead = _LEADS.match(does)
    shown = does[lead.end() :] if lead else does
    return replace(whole, topic=shown, without=False, parts=tuple(part for part in each if part is not None), either=cut.either)


def _asked(kind: Kind, question: str, does: str, sort: tuple[str, ...]) -> Wanted | None:
    """What is asked of each document, by what it must do."""
    without = False
    if negative := _WITHOUT.fullmatch(does):
        without, does = True, _positive(negative)
    topic = does.strip()
    if lead := _LEADS.match(topic):
        topic = topic[lead.end() :]
        asked = f"Is there {topic}?" if _ARTICLE.match(topic) else f"Is there any {topic}?"
    else:
        topic = _THERE.sub("", topic)
        asked = f"Does it say: {topic}?"
    return Wanted(kind, question, topic, asked, without, sort) if topic else None


def _topics(question: str, topic: str) -> tuple[Wanted, ...]:
    """What is asked one after the other where several things are asked of each document at once; nothing for one."""
    several = topics_of(topic)
    if len(several) < 2 or not all(map(_well_known, several)):
        return ()
    return tuple(_compared(question, one, ()) for one in several)


def _named(name: str) -> tuple[str, ...]:
    """The terms by which a document is named, without those that any document could be called by."""
    said = [term for term in terms(name) if term not in function_words()]
    return tuple(term for term in said if term not in self_words()) or tuple(said)


def _positive(found: re.Match[str]) -> str:
    """What is denied: "do not have X" is "have X"."""
    parts = {name: value for name, value in found.groupdict().items() if value}
    if "is_not" in parts:
        return f"{parts['be']} {parts['is_not']}"
    if plain := parts.get("not") or parts.get("only"):
        return plain
    return f"have {parts.get('no') or parts.get('none') or parts.get('missing', '')}"


def _compared(question: str, topic: str, sort: tuple[str, ...]) -> Wanted:
    topic = _ARTICLE.sub("", topic.strip())
    if _ASKING.match(topic):
        return Wanted(Kind.COMPARE, question, topic, f"{topic}?", False, sort)
    asked = f"When does it {topic.removesuffix('s')}?" if _VERB.fullmatch(topic) else f"What is the {topic}?"
    if _PARTIES.fullmatch(topic):
        asked = PARTIES_ASKED
    return Wanted(Kind.COMPARE, question, topic, asked, False, sort)


@cache
def _routes(of: str) -> tuple[tuple[Kind, re.Pattern[str], bool], ...]:
    file = tomllib.loads(files(__package__).joinpath("routes.toml").read_text(encoding="utf-8"))
    parts: dict[str, str] = file["parts"]
    return tuple(
        (Kind(route["kind"]), re.compile(_whole(pattern, parts), re.I), bool(route.get("known")))
        for route in file[of]
        for pattern in route["patterns"]
    )


def _whole(pattern: str, parts: dict[str, str]) -> str:
    """A pattern with the pieces that it names in their places."""
    while (named := re.search(r"<([A-Z_]+)>", pattern)) is not None:
        pattern = pattern.replace(named.group(), parts[named[1]])
    return pattern
