"""One open office file: its pages, what it says of itself, and the files in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from muniment_engines.api import About, Cancel, Heading, Member, Page, ParseLimits, Pixels, Region, Words
from muniment_engines.bundled.flow import LONGEST_HEADING, Block, sections_of
from muniment_engines.errors import DocumentError

PAGE_CUT = "This page has more text than the limit allows; the rest was left out."

Members = Callable[[Cancel], Iterator[Member]]


@dataclass(frozen=True)
class Place:
    """What becomes a page: a section, a sheet or a part of one, a slide. `label` is what it is called, "" for its number."""

    text: str
    headings: tuple[tuple[str, int], ...] = ()
    label: str = ""
    notes: tuple[str, ...] = ()


@dataclass
class Draft:
    """What a reader has made of a file."""

    places: list[Place]
    title: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    members: Members = lambda cancel: iter(())
    pictures: Members = lambda cancel: iter(())
    """What is drawn in the file: of a file without text, all that there is to read."""


def place_of(blocks: Iterable[Block], label: str = "") -> Place:
    """One page, however long."""
    written = [block for block in blocks if block.text.strip()]
    parts = [part for block in written for part in ("\n" if block.tight else "\n\n", block.text)]
    headings = tuple((" ".join(block.text.split())[:LONGEST_HEADING], block.level) for block in written if block.level)
    return Place("".join(parts[1:]), headings, label)


def places_of(blocks: Iterable[Block], label: str = "", notes: Sequence[str] = ()) -> list[Place]:
    """Pages of about a printed one; notes stand on the first."""
    sections = sections_of(blocks, label)
    return [
        Place(section.text, section.headings, section.label, tuple(notes) if not index else ())
        for index, section in enumerate(sections)
    ]


class OfficeDocument:
    """Satisfies `muniment_engines.api.Container`."""

    def __init__(self, draft: Draft, limits: ParseLimits) -> None:
        self._limits = limits
        self._places = draft.places[: limits.pages]
        self._members = draft.members
        notes = draft.notes
        if len(draft.places) > limits.pages:
            notes = [*notes, f"Only the first {limits.pages} pages were read, which is the limit."]
        outline = tuple(
            Heading(title, index, level) for index, place in enumerate(self._places) for title, level in place.headings if title
        )
        title = draft.title or next((heading.title for heading in outline if heading.page_index == 0), "")
        self.about = About(title, len(self._places), outline, draft.metadata, tuple(dict.fromkeys(notes)))

    def pages(self, cancel: Cancel) -> Iterator[Page]:
        """Every page in order, without places of words. Raises `Cancelled`."""
        most = self._limits.characters_per_page
        for index, place in enumerate(self._places):
            cancel.check()
            notes = (*place.notes, PAGE_CUT) if len(place.text) > most else place.notes
            yield Page(index, place.label or str(index + 1), place.text[:most], Words.none(), notes=notes)

    def members(self, cancel: Cancel) -> Iterator[Member]:
        """The files in it. Raises `Cancelled`."""
        return self._members(cancel)

    def render(self, index: int, scale: float, region: Region | None = None) -> Pixels:
        """Always raises `DocumentError`: what this looks like depends on the program that shows it."""
        raise DocumentError("not supported", "An office file cannot be drawn here; its text is shown instead.")

    def close(self) -> None:
        self._places = []
