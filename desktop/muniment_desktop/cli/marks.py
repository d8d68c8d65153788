"""`muniment marks`: mark sentences of answers as right or wrong, list the marks, and ask the marked questions again."""

from __future__ import annotations

import argparse
from typing import Any

from muniment_retrieval.conversations import Marked

from .. import marking
from .ask import add_engine, chosen
from .context import Context, add_json, add_vault
from .output import print_json

DIFFERS = 3
"""The exit code where a mark no longer holds."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("marks", help="mark sentences right or wrong, and ask their questions again")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for verdict, told in (
        ("right", "say that a sentence is right"),
        ("wrong", "say that it is wrong"),
        ("none", "take that back"),
    ):
        _add_marking(actions, verdict, told)
    listed = actions.add_parser("list", help="every sentence that was marked")
    listed.set_defaults(run=_list)
    again = actions.add_parser("run", help="ask the marked questions again, and say which marks hold")
    add_engine(again)
    again.set_defaults(run=_run)
    for one in (listed, again):
        add_vault(one)
        add_json(one)


def _add_marking(actions: argparse._SubParsersAction[argparse.ArgumentParser], verdict: str, told: str) -> None:
    parser = actions.add_parser(verdict, help=told)
    parser.add_argument("answer", type=int, metavar="ANSWER_ID", help="as “muniment conversations show” tells it")
    parser.add_argument("sentence", type=int, metavar="N", help="which of its sentences, from 1")
    add_vault(parser)
    parser.set_defaults(run=_mark, right={"right": True, "wrong": False, "none": None}[verdict])


def _mark(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        session.talks.mark(options.answer, options.sentence - 1, options.right)
    print("The mark is taken back." if options.right is None else "Marked.")
    return 0


def _list(options: argparse.Namespace, context: Context) -> int:
    with context.session(options) as session:
        marked = session.talks.marked()
    if options.json:
        print_json({"marks": [_json(one) for one in marked]})
    else:
        print("\n".join(_line(one) for one in marked) or "No sentence is marked.")
    return 0


def _run(options: argparse.Namespace, context: Context) -> int:
    with context.session(options, settings=chosen(context.settings, options)) as session:
        again = list(marking.run(session, context.cancel))
    holding = sum(one.holds for one in again)
    if options.json:
        shown = [{**_json(one.marked), "said": one.said, "holds": one.holds, "now": one.answer.text} for one in again]
        print_json({"marks": shown, "hold": holding, "differ": len(again) - holding})
    else:
        for one in again:
            print(f"{'holds' if one.holds else 'differs'}  {_line(one.marked)}")
            if not one.holds:
                print(f"         now: {one.answer.text}")
        print(f"{holding} of {len(again)} marks hold." if again else "No sentence is marked.")
    return 0 if holding == len(again) else DIFFERS


def _json(one: Marked) -> dict[str, Any]:
    return {
        "answer_id": one.answer.id,
        "sentence": one.position + 1,
        "mark": "right" if one.right else "wrong",
        "question": one.answer.asked,
        "text": one.answer.answer.sentences[one.position].text,
    }


def _line(one: Marked) -> str:
    said = _json(one)
    return f"[{said['answer_id']}.{said['sentence']}] {said['mark']}: {said['text']}  ({said['question']})"
