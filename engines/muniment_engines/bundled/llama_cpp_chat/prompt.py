"""Puts a conversation into the words that a model was trained on: its chat template, which its file carries.

Templates write control tokens (`<|im_start|>`) as text. A document that holds the same text must not act as one, or it could
speak in another's name. So the template is given placeholders for the contents; afterwards its own text is read with control
tokens, and the contents without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from muniment_engines.api import Message

Render = Callable[[list[dict[str, str]]], str]

PLACEHOLDER = "\uf8ff{}\uf8fe"
PLACEHOLDERS = re.compile("\uf8ff([0-9]+)\uf8fe")

PLAIN_NAMES = {"user": "User: ", "assistant": "Assistant: ", "system": ""}
PLAIN_STOP = "\nUser:"


@dataclass(frozen=True)
class Piece:
    """A part of a prompt. `control` says whether control tokens in it count."""

    text: str
    control: bool


@dataclass(frozen=True)
class Prompt:
    """What the model is to read, and strings that end its turn beside its own end token."""

    pieces: tuple[Piece, ...]
    stops: tuple[str, ...] = ()


def build_prompt(messages: Sequence[Message], render: Render | None) -> Prompt:
    """Lay out a conversation with the model's template, or plainly where it has none or its template does not work."""
    if render is None:
        return _plain(messages)
    return _with_template(messages, render) or _with_template(_without_system(messages), render) or _plain(messages)


def _with_template(messages: Sequence[Message], render: Render) -> Prompt | None:
    """None where the template refuses the conversation, or leaves out what was said last."""
    turns = [{"role": message.role, "content": PLACEHOLDER.format(index)} for index, message in enumerate(messages)]
    try:
        text = render(turns)
    except Exception:  # A template is a program of the model's author, and can fail in any way.
        return None
    parts = PLACEHOLDERS.split(text)
    if str(len(messages) - 1) not in parts[1::2]:
        return None
    pieces = [
        Piece(messages[int(part)].content, control=False) if index % 2 else Piece(part, control=True)
        for index, part in enumerate(parts)
    ]
    return Prompt(tuple(piece for piece in pieces if piece.text))


def _without_system(messages: Sequence[Message]) -> list[Message]:
    """The same, with what the system says at the beginning of the next thing that the user says: some models know no system."""
    waiting: list[str] = []
    turns: list[Message] = []
    for message in messages:
        if message.role == "system":
            waiting.append(message.content)
        else:
            turns.append(replace(message, content="\n\n".join([*waiting, message.content])))
            waiting = []
    return turns or [Message("user", "\n\n".join(waiting))]


def _plain(messages: Sequence[Message]) -> Prompt:
    lines = [PLAIN_NAMES[message.role] + message.content for message in messages]
    return Prompt((Piece("\n\n".join([*lines, "Assistant:"]), control=False),), stops=(PLAIN_STOP,))
