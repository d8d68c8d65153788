"""An answer in its conversation, as it is printed: how a follow-up was understood, and which files have changed since."""

from __future__ import annotations

from typing import Any

from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Answer, Citation, NameNotFound, Scope
from muniment_retrieval.original_state import Original, sentence

from ..talks import Talks
from ..vault_session import VaultSession
from .follow import Told
from .output import answer_json, answer_text


def conversation_of(session: VaultSession, named: str | None) -> int | None:
    """The conversation that a person named by its number, or as the last one; None where none was named.

    Raises `NameNotFound`, or `MunimentError` where it is no number.
    """
    if named is None:
        return None
    if named == "last":
        listed = session.talks.listed()
        if not listed:
            raise NameNotFound("There is no conversation in this vault yet; ask a question first.")
        return listed[0].id
    if not named.isdecimal():
        raise MunimentError("Name a conversation by its number, as “muniment conversations list” shows it, or “last”.")
    return session.talks.one(int(named)).id


def last_scope(session: VaultSession, conversation: int) -> Scope:
    """What the last question of a conversation was asked of, as far as it is still there."""
    wanted = session.talks.answers(conversation)[-1].scope
    here = {document.id for document in session.documents()}
    return Scope(None if wanted is None else tuple(d for d in wanted if d in here) or None)


def told_json(told: Told, talks: Talks) -> dict[str, Any]:
    said = answer_json(told.answer, told.hits)
    cited = [*zip(said["citations"], told.answer.citations, strict=True), *zip(said["nearest"], told.answer.nearest, strict=True)]
    for shown, citation in cited:
        shown["original"] = talks.original(citation).value
    understood = told.understood
    return {
        **said,
        "standing_question": told.answer.question if understood is None else understood.standing,
        "rewritten_by": "" if understood is None else understood.by.value,
        "conversation": None if told.kept is None else told.kept.conversation,
        "answer_id": None if told.kept is None else told.kept.answer,
    }


def told_text(told: Told, talks: Talks, *, live: bool) -> str:
    """With `live`, how the question was understood stands there already."""
    lines = [answer_text(told.answer), *changes(told.answer, talks)]
    if told.understood is not None and told.understood.by and not live:
        lines.insert(0, f"Understood as: {told.understood.standing}\n")
    if told.kept is not None:
        lines.append(f"  answer {told.kept.answer} of conversation {told.kept.conversation}")
    return "\n".join(lines)


def changes(answer: Answer, talks: Talks) -> list[str]:
    """A line for each file that is not as it was when it was read."""
    files: dict[str, Citation] = {c.holder or c.path: c for c in (*answer.citations, *answer.nearest)}
    states = [(citation, talks.original(citation)) for citation in files.values()]
    return [f"  {_name(c)}: {sentence(state, c)}" for c, state in states if state is not Original.SAME]


def _name(citation: Citation) -> str:
    return (citation.holder or citation.path).replace("\\", "/").rsplit("/", 1)[-1]
