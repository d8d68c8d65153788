"""A follow-up rewritten by the chat model, and taken only where it keeps all of the follow-up and adds nothing of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from muniment_engines.api import Cancel, ChatRequest, Message, TextDelta
from muniment_engines.errors import EngineError

from ..search.query import is_function_word
from ..search.words import terms
from .forms import words
from .phrases import tokens
from .signs import Need, missing

if TYPE_CHECKING:
    from muniment_engines.api import Chat

    from .turn import Turn

TURNS = 2
"""So many questions before are shown to the model."""

_ANSWER_CHARACTERS = 300
_TOKENS = 48
_MOST_WORDS = 45
_SYSTEM = (
    "You rewrite the last question of a conversation so that it can be understood alone. Put names in the place of words like "
    "“it”, and keep every other word. Write only the question."
)


def rewritten(question: str, turns: Sequence[Turn], chat: Chat, cancel: Cancel | None) -> str:
    """The question that the model wrote, or nothing where it is not one that can be relied on. Raises `Cancelled`."""
    shown = "\n".join(f"Q: {turn.question}\nA: {turn.answer[:_ANSWER_CHARACTERS]}" for turn in turns[-TURNS:])
    user = f"{shown}\nQ: {question}\n\nRewrite the last question so that it stands alone."
    request = ChatRequest((Message("system", _SYSTEM), Message("user", user)), max_tokens=_TOKENS, stop=("\n",))
    try:
        events = chat.generate(request, cancel or Cancel())
        written = "".join(event.text for event in events if isinstance(event, TextDelta))
    except EngineError:
        return ""
    if cancel is not None:
        cancel.check()
    plain = re.sub(r"^\s*(?:Q|Question|Rewritten question)\s*:\s*", "", written).strip().strip('"“”')
    return plain if is_faithful(plain, question, turns) else ""


def is_faithful(written: str, question: str, turns: Sequence[Turn]) -> bool:
    """Whether a rewriting stands alone, has all that carries meaning in the follow-up, and nothing that was never said."""
    if not written.endswith("?") or written.count("?") > 1 or len(written.split()) > _MOST_WORDS:
        return False
    has = frozenset(terms(written))
    wanted = {t for t in terms(question) if not is_function_word(t)} - frozenset(words("pronouns"))
    said = frozenset(terms(question)).union(
        *(terms(f"{turn.question} {turn.answer} {' '.join(turn.titles)}") for turn in turns[-TURNS:])
    )
    added = {t for t in has if not is_function_word(t)} - said
    left = missing(written)
    stands = left is None or left.need is Need.CONNECTOR
    asks = {t.low for t in tokens(question)} & words("wh") - {"whom"}
    return (
        wanted <= has
        and asks <= {t.low for t in tokens(written)}
        and not added
        and stands
        and bool(has - frozenset(terms(question)))
    )
