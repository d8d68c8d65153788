"""A text that flows: blocks (headings, paragraphs, list items, rows) put together into pages of a bounded size.

For formats that have no pages of their own. A page ends before a heading as soon as there is enough on it, and otherwise after
the block that fills it; a heading never stands last. A block longer than a page is cut where a paragraph, a line or a sentence
ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from muniment_engines.api import About, Cancel, Heading, Page, ParseLimits, Pixels, Region, Words
from muniment_engines.bundled.text.sections import LONGEST, pieces
from muniment_engines.errors import DocumentError

ENOUGH = 1000
"""Characters on a page after which a heading begins the next."""

LONGEST_HEADING = 300


@dataclass(frozen=True)
class Block:
    """A paragraph, or a heading where `level` is not 0. `tight` ones follow the one before without a blank line."""

    text: str
    level: int = 0
    tight: bool = False


@dataclass(frozen=True)
class Section:
    """What becomes a page: its text, its headings (title and level from 1), and what the place is called, if anything."""

    text: str
    headings: tuple[tuple[str, int], ...] = ()
    label: str = ""


def sections_of(blocks: Iterable[Block], label: str = "") -> list[Section]:
    """Pages of at most `LONGEST` characters or so; the first blocks of a page keep no distance to what stood before."""
    found: list[Section] = []
    waiting: list[Block] = []
    size = 0
    for block in _bounded(blocks):
        full = size + len(block.text) > LONGEST or (block.level and size >= ENOUGH)
        if full and any(not b.level for b in waiting):
            kept = _headings_at_end(waiting)
            found.append(_section(waiting[: len(waiting) - len(kept)], label))
            waiting, size = kept, sum(len(b.text) for b in kept)
        waiting.append(block)
        size += len(block.text)
    return [*found, _section(waiting, label)] if waiting else found


def _bounded(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if not block.text.strip():
            continue
        if len(block.text) <= LONGEST:
            yield block
        else:
            yield from (Block(piece.strip("\n"), 0, block.tight) for piece in pieces(block.text) if piece.strip())


def _headings_at_end(blocks: Sequence[Block]) -> list[Block]:
    count = 0
    while blocks[-1 - count].level:
        count += 1
    return list(blocks[len(blocks) - count :])


def _section(blocks: Sequence[Block], label: str) -> Section:
    parts = [part for block in blocks for part in ("\n" if block.tight else "\n\n", block.text)]
    headings = tuple((" ".join(b.text.split())[:LONGEST_HEADING], b.level) for b in blocks if b.level)
    return Section("".join(parts[1:]), headings, label)


class FlowDocument:
    """Satisfies `muniment_engines.api.Opened`. Its pages are sections, labelled by what they are called or their number."""

    def __init__(
        self,
        sections: Sequence[Section],
        limits: ParseLimits,
        title: str = "",
        metadata: Mapping[str, str] | None = None,
        notes: Sequence[str] = (),
    ) -> None:
        if len(sections) > limits.pages:
            notes = [*notes, f"Only the first {limits.pages} of {len(sections)} sections were read, which is the limit."]
        self._sections = list(sections[: limits.pages])
        outline = tuple(
            Heading(heading, index, level) for index, section in enumerate(self._sections) for heading, level in section.headings
        )
        self.about = About(title, len(self._sections), outline, metadata or {}, tuple(notes))

    def pages(self, cancel: Cancel) -> Iterator[Page]:
        """Every section in order, without places of words. Raises `Cancelled`."""
        for index, section in enumerate(self._sections):
            cancel.check()
            yield Page(index, section.label or str(index + 1), section.text, Words.none())

    def render(self, index: int, scale: float, region: Region | None = None) -> Pixels:
        """Always raises `DocumentError`: what this looks like depends on the program that shows it."""
        raise DocumentError("not supported", "A file of this kind has no pages to draw; its text is shown instead.")

    def close(self) -> None:
        self._sections = []
