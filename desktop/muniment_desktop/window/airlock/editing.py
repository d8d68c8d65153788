"""What a person changes in a request before it is sent, as the edits that make it anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...airlock.draft import Draft, Edits
    from ...airlock.passages import Passage

Thing = tuple[str, str]
"""Something masked: its kind, and how it is written in full."""


def things(draft: Draft) -> list[tuple[Thing, bool]]:
    """What is masked, and what the person has left as it is, each with whether it is masked."""
    masked: list[Thing] = [(one.kind, one.original) for one in draft.items]
    return [*((thing, True) for thing in masked), *((thing, False) for thing in draft.edits.bare if thing not in masked)]


def with_passage(edits: Edits, passage: Passage, *, kept: bool) -> Edits:
    return replace(edits, out=edits.out - passage.lines if kept else edits.out | passage.lines)


def with_thing(edits: Edits, thing: Thing, *, masked: bool) -> Edits:
    """What the person has masked themselves is simply not masked any more."""
    kind, original = thing
    if kind == "text" and original in edits.more and not masked:
        return replace(edits, more=tuple(text for text in edits.more if text != original))
    bare = tuple(one for one in edits.bare if one != thing)
    return replace(edits, bare=bare if masked else (*bare, thing))


def with_more(edits: Edits, text: str) -> Edits:
    """Mask this too, wherever it stands."""
    bare = tuple(one for one in edits.bare if one != ("text", text))
    return replace(edits, bare=bare, more=(*(t for t in edits.more if t != text), text))
