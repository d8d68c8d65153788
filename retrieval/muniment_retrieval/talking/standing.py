"""A follow-up is made to stand alone, only where it needs it: first by code, and by the chat model where code is not sure.

What a follow-up lacks is taken from the question before it, as that was looked up, and from its answer: a counterpart is put in
its place ("what about Orion?"), a bare question word before its clause ("why?"), a name in the place of a pronoun ("who signed
it?"). Where none of that can be done the question before stands in brackets behind. A question about "it" or "this contract"
goes to the documents that the answer before was from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..conversations import RewrittenBy
from .by_model import rewritten
from .clauses import with_clause
from .counterparts import in_its_place
from .phrases import words
from .referents import with_referents
from .signs import Missing, Need, missing
from .turn import Turn

if TYPE_CHECKING:
    from muniment_engines.api import Cancel, Chat

MOST_CHARACTERS = 400
"""A longer question is a text of its own; a longer result is not shown."""


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
    lacks = missing(question) if turns and len(question) <= MOST_CHARACTERS else None
    if lacks is None:
        return Rewritten(question)
    before = turns[-1]
    narrowed = before.documents if before.documents and _stays(lacks) else None
    text, sure = _by_code(lacks, before)
    if not sure and chat is not None:
        told = rewritten(question, turns, chat, cancel)
        if told:
            return Rewritten(told, RewrittenBy.MODEL, narrowed)
    if len(text) > MOST_CHARACTERS or _same(text, question):
        return Rewritten(question, RewrittenBy.NOBODY, narrowed)
    return Rewritten(text, RewrittenBy.CODE, narrowed, sure)


def _by_code(lacks: Missing, before: Turn) -> tuple[str, bool]:
    """The question as code makes it, and whether nothing else could have been meant."""
    text: str | None = None
    if lacks.need is Need.CONNECTOR or _is_of_this_document(lacks):
        text = with_referents(lacks, before.question, before.answer, before.titles) or lacks.said
        return _as_question(text if len(text.split()) > len(lacks.said.split()) else lacks.said), True
    if lacks.need is Need.COUNTERPART:
        said = with_referents(lacks, before.question, before.answer, before.titles) if lacks.pronouns else lacks.said
        text = None if said is None else f"What is {said}" if lacks.pronouns else in_its_place(said, before.question)
    elif lacks.need is Need.CLAUSE:
        text = with_clause(lacks.said, before.question)
    elif lacks.need is Need.REFERENT:
        text = with_referents(lacks, before.question, before.answer, before.titles)
    if text is not None:
        return _as_question(text), True
    return f"{_as_question(lacks.said)} ({_plain(before.question)})", False


def _is_of_this_document(lacks: Missing) -> bool:
    """Whether all that is missing is which document is meant: where that has no name, asking it alone is enough."""
    after = re.compile(r"\W*([\w-]+)")
    heads = [found[1].lower() for t in lacks.pronouns if (found := after.match(lacks.said, t.end))]
    pointing = all(t.low in ("this", "that", "these", "those") for t in lacks.pronouns)
    return bool(heads) and pointing and all(head in words("documents") for head in heads)


def _stays(lacks: Missing) -> bool:
    """Whether a follow-up is about what the answer before was about, and names nothing new."""
    return lacks.need in (Need.REFERENT, Need.CLAUSE, Need.CONTEXT, Need.CONNECTOR)


def _as_question(text: str) -> str:
    said = text.strip()
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith(('?', ')')) else '?'}"


def _plain(question: str) -> str:
    return re.sub(r"\s*\([^()]*\?\)\s*$", "", " ".join(question.split()))


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W", "", one).casefold() == re.sub(r"\W", "", other).casefold()
