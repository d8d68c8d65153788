"""What will be sent, cut into what stands as it was and what stands for something masked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import wording

if TYPE_CHECKING:
    from ...airlock.draft import Draft

_HEADINGS = {"system": wording.INSTRUCTIONS, "user": wording.ASKED, "assistant": wording.SAID}


@dataclass(frozen=True)
class Part:
    """`item` is the number of the masked thing that it stands for, 0 where it stands as it was; `heading` is not sent."""

    text: str
    item: int = 0
    stands_for: str = ""
    heading: bool = False


def parts_of(draft: Draft) -> list[Part]:
    """Each message under a heading of ours, masked as it will be sent."""
    known = {one.placeholder_of(value): (one.id, value) for one in draft.items for value in one.originals}
    found: list[Part] = []
    for message in draft.request.messages:
        between = "\n\n" if found else ""
        found.append(Part(f"{between}{_HEADINGS.get(message.role, message.role)}\n\n", heading=True))
        found += _pieces(message.content, known if message.role != "system" else {})
    return found


def _pieces(text: str, known: dict[str, tuple[int, str]]) -> list[Part]:
    if not known:
        return [Part(text)]
    longest = sorted(known, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, longest))})", text)
    return [Part(piece, *known[piece]) if piece in known else Part(piece) for piece in pieces if piece]
