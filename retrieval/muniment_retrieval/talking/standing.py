"""A follow-up is made to stand alone, only where it needs it: first by code, and by the chat model where code is not sure.

What a follow-up lacks is taken from the question before it, as that was looked up, and from its answer: a counterpart is put in
its place ("what about Orion?"), a bare question word before its clause ("why?"), a name in the place of a pronoun ("who signed
it?"). Where none of that can be done the question before stands in brackets behind. A question about "it" or "this contract"
goes to the documents that the answer before was from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..conversations import RewrittenBy
from ..languages import is_other
from .antecedents import thing_asked_for
from .by_model import rewritten
from .clauses import with_clause, with_denial, with_measure, with_who_did
from .counterparts import in_its_place
from .forms import words
from .items import with_item
from .other_languages import is_follow_up
from .phrases import Kind, kind_of, phrases, tokens
from .pronouns import pronouns
from .referents import with_referents
from .siblings import another_of_kind
from .signs import Missing, Need, missing, without_lead
from .topics import topic
from .turn import Turn

if TYPE_CHECKING:
    from muniment_engines.api import Cancel, Chat

MOST_CHARACTERS = 400
"""A longer question is a text of its own; a longer result is not shown."""

_MOST_OF_ANSWER = 3_000
"""So many characters of an answer may say what a follow-up stands for."""


_ASKS_OF = re.compile(r"(?:why (?:only|not|just|even)|how (?:much|many) of|(?:which|what|who) of) (?:\S+ ?){1,2}$", re.I)
"""A question without a verb, which needs the one before beside it: "why only those?"."""


@dataclass(frozen=True)
class Rewritten:
    """A question that stands alone. `documents` are the ones that it plainly is about, None where that is not known.

    `sure` is false where code could only set the question before beside it.
    """

    question: str
    by: RewrittenBy = RewrittenBy.NOBODY
    documents: tuple[int, ...] | None = None
    sure: bool = True


def stand_alone(question: str, turns: Sequence[Turn], chat: Chat | None = None, cancel: Cancel | None = None) -> Rewritten:
    """The question as it can be looked up. `turns` are the questions before, newest last. Raises `Cancelled`."""
    lacks = _lacking(question, turns[-1].question) if turns and len(question) <= MOST_CHARACTERS else None
    if lacks is None:
        return Rewritten(question)
    turns = [replace(turn, answer=turn.answer[:_MOST_OF_ANSWER]) for turn in turns]
    before = turns[-1]
    narrowed = before.documents if before.documents and _stays(lacks) and not _names_another(lacks, before) else None
    text, sure = _by_code(lacks, turns)
    if not sure and chat is not None:
        told = rewritten(question, turns, chat, cancel)
        if told:
            return Rewritten(told, RewrittenBy.MODEL, narrowed)
    if len(text) > MOST_CHARACTERS or _same(text, question):
        return Rewritten(question, RewrittenBy.NOBODY, narrowed)
    return Rewritten(text, RewrittenBy.CODE, narrowed, sure)


def _lacking(question: str, before: str) -> Missing | None:
    """What a question needs of the one before; outside English only what the table of other languages knows."""
    talk = f"{before} {question}"
    if is_other(talk, surely=0) and is_follow_up(question):
        return Missing(Need.LANGUAGE, question.strip(" ?!.…？！。؟;"))
    lacks = missing(question)
    if lacks is not None and lacks.need is Need.CONNECTOR and (rest := without_lead(lacks.said, before)):
        lacks = Missing(Need.COUNTERPART, rest)
    if lacks is None or not is_other(talk):
        return lacks
    return None if is_other(question) else Missing(Need.LANGUAGE, lacks.said)


def _by_code(lacks: Missing, turns: Sequence[Turn]) -> tuple[str, bool]:
    """The question as code makes it, and whether nothing else could have been meant."""
    before = turns[-1]
    if lacks.need is Need.CONNECTOR or _is_of_this_document(lacks):
        text = with_referents(lacks, before.question, before.answer, before.titles) or lacks.said
        return _as_question(text if len(text.split()) > len(lacks.said.split()) else lacks.said), True
    chosen = next((item for turn in reversed(turns) if (item := with_item(lacks.said, before.question, turn.answer))), None)
    if chosen is not None:
        return _beside(chosen, before), False
    said, whole = _put_together(lacks, before)
    if said is None:
        thing = thing_asked_for(before.question, before.answer) if lacks.need is Need.CLAUSE else ""
        return _beside(lacks.said, before, thing), False
    return (_as_question(said), True) if whole else (_beside(said, before), False)


def _put_together(lacks: Missing, before: Turn) -> tuple[str | None, bool]:
    """The follow-up with what it lacks, and whether nothing of the question before need stand beside it."""
    for way in (with_who_did, with_measure, with_denial):
        if told := way(lacks.said, before.question):
            return told, True
    if lacks.need is Need.CLAUSE:
        return with_clause(lacks.said, before.question, before.answer), True
    if lacks.need is Need.COUNTERPART and (told := _of_the_same_kind(lacks.said, before)):
        return told, True
    if lacks.need is Need.COUNTERPART and not lacks.pronouns:
        return in_its_place(lacks.said, before.question), True
    named = with_referents(lacks, before.question, before.answer, before.titles) if lacks.pronouns else None
    if lacks.need is Need.COUNTERPART:
        return _counterpart(named, before.question) if named else None, True
    if named and _ASKS_OF.match(lacks.said):
        return named, False
    about = topic(before.question)
    pointed = any(t.low in ("this", "that") for t in lacks.pronouns)
    return named, not (pointed and about is not None and not about.whole)


def _of_the_same_kind(said: str, before: Turn) -> str | None:
    """The question before about those of its things that a follow-up tells: "those made in his free time"."""
    first, _, rest = said.partition(" ")
    of_him = Missing(Need.REFERENT, rest, pronouns(rest))
    named = with_referents(of_him, before.question, before.answer, before.titles) if of_him.pronouns else rest
    return another_of_kind(f"{first} {named}", before.question) if named else None


def _counterpart(named: str, before: str) -> str | None:
    if not _is_person(named):
        return f"What is {named}"
    return f"Who is {named}" if re.match(r"who\b", before, re.I) else in_its_place(named, before)


def _is_of_this_document(lacks: Missing) -> bool:
    """Whether all that is missing is which document is meant: where that has no name, asking it alone is enough."""
    after = re.compile(r"\W*([\w-]+)")
    heads = [found[1].lower() for t in lacks.pronouns if (found := after.match(lacks.said, t.end))]
    pointing = all(t.low in ("this", "that", "these", "those") for t in lacks.pronouns)
    return bool(heads) and pointing and all(head in words("documents") for head in heads)


def _stays(lacks: Missing) -> bool:
    """Whether a follow-up is about what the answer before was about, and names nothing new."""
    return lacks.need in (Need.REFERENT, Need.CLAUSE, Need.CONTEXT, Need.CONNECTOR)


def _is_person(name: str) -> bool:
    return kind_of(tokens(name)) is Kind.PERSON


def _names_another(lacks: Missing, before: Turn) -> bool:
    """Whether a follow-up names a document that is not the one before."""
    known = {t.low for t in tokens(f"{before.question} {before.answer} {' '.join(before.titles)}")}
    named = [p for p in phrases(lacks.said) if p.kind is Kind.DOCUMENT and not p.text.lower().startswith(("this", "that"))]
    return any(t.low not in known for p in named for t in tokens(p.text) if t.low not in words("determiners"))


def _beside(said: str, before: Turn, thing: str = "") -> str:
    asked = _plain(before.question)
    return f"{_as_question(said)} ({asked.rstrip(' ?')}: {thing}?)" if thing else f"{_as_question(said)} ({asked})"


def _as_question(text: str) -> str:
    said = text.strip()
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith(('?', ')')) else '?'}"


def _plain(question: str) -> str:
    return re.sub(r"\s*\([^()]*\?\)\s*$", "", " ".join(question.split()))


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W", "", one).casefold() == re.sub(r"\W", "", other).casefold()
