"""A mail, whatever kind of file it came in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from muniment_engines.bundled.flow import Block

SMALL_PICTURE = 10_000
"""Bytes of a picture within a mail's text below which it is a logo or a line, and nobody misses it."""

ENCRYPTED = "The text of this mail is encrypted (S/MIME or PGP); open it in the mail program, and save it without encryption."
PICTURES = "Pictures that stand in the text of this mail were left out."


@dataclass(frozen=True)
class Attachment:
    """A file that a mail carries. `load` makes its bytes, when they are asked for; it may raise `DocumentError`."""

    name: str
    load: Callable[[], bytes]


@dataclass(frozen=True)
class Mail:
    """`lines` are the name and value of what stands above the text; `blocks` the text; `facts` what else is known of it."""

    subject: str
    lines: Sequence[tuple[str, str]]
    blocks: Sequence[Block]
    attachments: Sequence[Attachment] = ()
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def readable_date(when: datetime) -> str:
    """ "Tuesday, 3 March 2020, 09:15 (UTC+01:00)"; without the last where the mail does not say."""
    text = f"{when:%A}, {when.day} {when:%B} {when.year:04d}, {when:%H:%M}"
    if when.tzinfo is None:
        return text
    offset = f"{when:%z}"
    return f"{text} (UTC)" if when.tzinfo is UTC or offset in ("+0000", "-0000") else f"{text} (UTC{offset[:3]}:{offset[3:5]})"


def paragraphs(text: str) -> list[Block]:
    """A plain text as blocks: its lines as they are, parted where a line is empty."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [Block("\n".join(block)) for block in found if block]
