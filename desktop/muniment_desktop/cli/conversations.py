"""`muniment conversations`: list, show, search, rename, export and forget what was asked, and show how an answer came about."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from muniment_engines.errors import MunimentError
from muniment_retrieval.conversations import Conversation, KeptAnswer
from muniment_retrieval.reading.chronology import Chronicle

from ..exporting import save, save_bytes, save_paper, sheets_of
from ..record_text import record_bytes, record_lines
from ..talks import Talks
from ..vault_session import VaultSession
from .chronology import chronicle_json, chronicle_text
from .context import Context, add_json, add_vault
from .output import answer_json, answer_text, print_json
from .table import table_json, table_text
from .telling import changes, conversation_of

Action = Callable[[argparse.Namespace, VaultSession], None]


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("conversations", help="what was asked before: list, show, search, rename, export, forget")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _add(actions, "list", "every conversation, the newest first", _list)
    _add(actions, "show", "the questions and answers of a conversation", _show, "conversation")
    _add(actions, "search", "the conversations in which all of these words stand", _search, "words")
    _add(actions, "rename", "give a conversation another title", _rename, "conversation", "title")
    _add(actions, "forget", "remove a conversation from the vault", _forget, "conversation")
    _add(actions, "record", "how an answer came about", _record, "answer").add_argument("--out", type=Path, metavar="FILE.json")
    export = _add(actions, "export", "write a conversation as Markdown or for Word, or its last table", _export, "conversation")
    export.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="it ends with .md or .docx; of the table, .csv or .xlsx"
    )


def _add(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, told: str, action: Action, *wanted: str
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=told)
    for one in wanted:
        if one == "answer":
            parser.add_argument("answer", type=int, metavar="ANSWER_ID", help="its number, as “show” tells it")
        else:
            parser.add_argument(one, metavar=_METAVARS[one], nargs="+" if one == "words" else None)
    add_vault(parser)
    add_json(parser)

    def run(options: argparse.Namespace, context: Context) -> int:
        with context.session(options) as session:
            action(options, session)
        return 0

    parser.set_defaults(run=run)
    return parser


_METAVARS = {"conversation": "ID", "words": "WORD", "title": "TITLE"}


def _list(options: argparse.Namespace, session: VaultSession) -> None:
    listed = session.talks.listed()
    if options.json:
        print_json({"conversations": [conversation_json(one) for one in listed]})
    else:
        print("\n".join(_line(one) for one in listed) or "Nothing was asked yet.")


def _show(options: argparse.Namespace, session: VaultSession) -> None:
    conversation = _named(options, session)
    answers = session.talks.answers(conversation.id)
    if options.json:
        shown = [_answer_json(answer, session.talks) for answer in answers]
        print_json({**conversation_json(conversation), "answers": shown})
    else:
        print("\n\n".join([conversation.title, *("\n".join(_answer_lines(answer, session.talks)) for answer in answers)]))


def _search(options: argparse.Namespace, session: VaultSession) -> None:
    found = session.talks.search(" ".join(options.words))
    if options.json:
        print_json({"found": [{**conversation_json(one.conversation), "question": one.question} for one in found]})
    else:
        lines = [_line(one.conversation) + (f"\n        {one.question}" if one.question else "") for one in found]
        print("\n".join(lines) or "No conversation has these words.")


def _rename(options: argparse.Namespace, session: VaultSession) -> None:
    conversation = _named(options, session)
    session.talks.rename(conversation.id, options.title)
    _done(options, session.talks.one(conversation.id), "Renamed")


def _forget(options: argparse.Namespace, session: VaultSession) -> None:
    conversation = _named(options, session)
    session.talks.delete(conversation.id)
    _done(options, conversation, "Forgotten")


def _export(options: argparse.Namespace, session: VaultSession) -> None:
    conversation = _named(options, session)
    if options.out.suffix.lower() in (".csv", ".xlsx"):
        tables = [session.talks.table(answer) for answer in session.talks.answers(conversation.id)]
        last = next((table for table in reversed(tables) if table is not None), None)
        if last is None:
            raise MunimentError("There is no table in that conversation; export it as .md or .docx.")
        save(sheets_of(last), options.out)
    else:
        save_paper(session.talks.paper(conversation.id), options.out)
    _done(options, conversation, f"Written to {options.out}")


def _record(options: argparse.Namespace, session: VaultSession) -> None:
    record = session.talks.record(options.answer)
    if options.out is not None:
        save_bytes(record_bytes(record), options.out)
        print(f"Written to {options.out}.")
    elif options.json:
        print_json(record)
    else:
        print("\n".join(record_lines(record)))


def _named(options: argparse.Namespace, session: VaultSession) -> Conversation:
    conversation = conversation_of(session, options.conversation)
    assert conversation is not None
    return session.talks.one(conversation)


def _done(options: argparse.Namespace, conversation: Conversation, what: str) -> None:
    if options.json:
        print_json(conversation_json(conversation))
    else:
        print(f"{what}: conversation {conversation.id}.")


def conversation_json(one: Conversation) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "begun_at": one.begun_at,
        "changed_at": one.changed_at,
        "questions": one.questions,
    }


def _line(one: Conversation) -> str:
    return f"{one.id:>6}  {one.changed_at[:10]}  {one.title}" + (f"  ({one.questions} questions)" if one.questions > 1 else "")


def _answer_json(kept: KeptAnswer, talks: Talks) -> dict[str, Any]:
    table = talks.table(kept)
    made = None if table is None else chronicle_json(table) if isinstance(table, Chronicle) else table_json(table)
    return {
        **answer_json(kept.answer, ()),
        "answer_id": kept.id,
        "asked_at": kept.asked_at,
        "standing_question": kept.asked,
        "rewritten_by": kept.rewritten_by.value,
        "marks": {str(at + 1): "right" if right else "wrong" for at, right in kept.marks.items()},
        "forgotten": kept.forgotten,
        "chronology": made if isinstance(table, Chronicle) else None,
        "table": None if isinstance(table, Chronicle) else made,
    }


def _answer_lines(kept: KeptAnswer, talks: Talks) -> Iterator[str]:
    yield f"[{kept.id}] {kept.answer.question}"
    if kept.standing:
        yield f"  understood as: {kept.standing}"
    table = talks.table(kept)
    if table is not None:
        yield chronicle_text(table) if isinstance(table, Chronicle) else table_text(table)
    elif kept.forgotten:
        yield "  What was answered here went with a document that was forgotten."
    else:
        yield answer_text(kept.answer)
        yield from changes(kept.answer, talks)
    for at, right in kept.marks.items():
        yield f"  sentence {at + 1} is marked {'right' if right else 'wrong'}"
