"""An answer in its conversation, as it is printed: how a follow-up was understood, and which files have changed since."""

from __future__ import annotations

import argparse
from typing import Any

from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Answer, Citation, Kept, NameNotFound, Scope
from muniment_retrieval.original_state import Original, sentence

from ..talks import Talks
from ..vault_session import VaultSession
from .context import scope_of
from .follow import Told
from .output import answer_json, answer_text


def add_conversation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--conversation", metavar="ID", help="go on with this conversation, or with the “last” one")


def going_on(session: VaultSession, options: argparse.Namespace) -> tuple[int | None, Scope]:
    """The conversation to go on with, if one was named, and what is looked at: where no document is named, what its last
    question was asked of.
    """
    scope = scope_of(session, options)
    conversation = conversation_of(session, options.conversation)
    return conversation, last_scope(session, conversation) if conversation is not None and scope.documents is None else scope


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
        **kept_json(told.kept),
    }


def kept_json(kept: Kept | None) -> dict[str, int | None]:
    """Where an answer is kept, null where the vault could not be written."""
    return {"conversation": None if kept is None else kept.conversation, "answer_id": None if kept is None else kept.answer}


def kept_text(kept: Kept | None) -> str:
    """Where an answer is kept, in a line; nothing where the vault could not be written."""
    return "" if kept is None else f"  answer {kept.answer} of conversation {kept.conversation}"


def told_text(told: Told, talks: Talks, *, live: bool) -> str:
    """With `live`, how the question was understood stands there already."""
    lines = [answer_text(told.answer), *changes(told.answer, talks)]
    if told.understood is not None and told.understood.by and not live:
        lines.insert(0, f"Understood as: {told.understood.standing}\n")
    return "\n".join([*lines, *filter(None, [kept_text(told.kept)])])


def changes(answer: Answer, talks: Talks) -> list[str]:
    """A line for each file that is not as it was when it was read."""
    files: dict[str, Citation] = {c.holder or c.path: c for c in (*answer.citations, *answer.nearest)}
    states = [(citation, talks.original(citation)) for citation in files.values()]
    return [f"  {_name(c)}: {sentence(state, c)}" for c, state in states if state is not Original.SAME]


def _name(citation: Citation) -> str:
    return (citation.holder or citation.path).replace("\\", "/").rsplit("/", 1)[-1]
