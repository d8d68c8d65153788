"""What there is to say of a document that was read, the gravest first: each with its pages, a reason and an action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .model import Document, Finding, Found
from .remarks import finding_of
from .vault.policies import Policies, Policy
from .vault.survey import PagesOf

DOUBTFUL = 0.85
"""An OCR engine that is less sure than this of a document should not be believed unseen."""

SAYING = 20
"""Characters that nobody sees, from which on one should look at them: fewer are a blemish of the page's making."""

_NAMED = 5
"""Pages that are named one by one."""

_UNSEEN = "text that a person cannot see; it can be searched for, and is left out of answers."
_HIDDEN = f"It has {_UNSEEN}"
_NO_ENGINE = "no engine here reads pictures; install one to have them read."


class Action(StrEnum):
    """The one thing to do about a file."""

    TRY_AGAIN = "try again"
    GIVE_PASSWORD = "give the password"
    RAISE_LIMIT = "raise the limit"
    EXCLUDE = "exclude"
    RECOGNISE = "recognise"
    NOTHING = "nothing"


class Kind(StrEnum):
    """What a remark is about; the words are those of the report."""

    KEPT = "kept from before"
    WAITING = "waiting to be recognised"
    UNRECOGNISED = "could not be recognised"
    MACHINE = "text that speaks to a machine"
    HIDDEN = "hidden text"
    CUT = "cut short"
    WITHOUT_TEXT = "pages without text"
    REPAIRED = "repaired"
    OCR = "read by OCR"
    PRIVILEGED = "privileged"
    NEVER = "never sent"


@dataclass(frozen=True)
class Remark:
    """`pages` are indexes, empty for a remark on the whole document. `look` is set where a person should see for himself.

    `place` is start and end, in the text of the first of the pages, of what it is about; both 0 where that is the whole page.
    """

    kind: Kind
    reason: str
    action: Action = Action.NOTHING
    pages: tuple[int, ...] = ()
    look: bool = False
    place: tuple[int, int] = (0, 0)

    @property
    def told(self) -> bool:
        """Whether it is told even where there is something graver to say."""
        return self.look or self.kind in (Kind.PRIVILEGED, Kind.NEVER)


def remarks_of(document: Document, pages: PagesOf, found: Sequence[Found], *, recognises: bool) -> tuple[Remark, ...]:
    """The gravest first."""
    blank = tuple(_without_text(document, pages))
    nothing = 0 < document.page_count <= len(pages.without_text)
    return (
        *_kept(document),
        *(blank if nothing else ()),
        *_pictures(pages, recognises),
        *_standing_out(document, found),
        *(() if nothing else blank),
        *_recognised(pages),
    )


def rules_of(document: int, policies: Policies) -> tuple[Remark, ...]:
    """What a person has set for this document, where it changes what becomes of it."""
    held = "Privileged: held out of answers, summaries, tables and exports unless it is asked for by name."
    kept = "It is never sent: whatever touches it is answered on this machine."
    return (
        *([Remark(Kind.PRIVILEGED, held)] if document in policies.privileged else []),
        *([Remark(Kind.NEVER, kept)] if policies.own.get(document) is Policy.NEVER else []),
    )


def _kept(document: Document) -> Iterator[Remark]:
    if document.reason:
        yield Remark(Kind.KEPT, document.reason, Action.TRY_AGAIN)


def _pictures(pages: PagesOf, recognises: bool) -> Iterator[Remark]:
    if pages.waiting:
        said = f"{_pages(pages.waiting)} {_verb(pages.waiting, 'is a picture', 'are pictures')}"
        if recognises:
            yield _remark(Kind.WAITING, f"{said} that nobody has read yet.", Action.RECOGNISE, pages.waiting)
        else:
            yield _remark(Kind.WAITING, f"{said}, and {_NO_ENGINE}", Action.NOTHING, pages.waiting, look=True)
    if pages.failed:
        reason = f"{_pages(pages.failed)} could not be recognised; try once more, or look at the original."
        yield _remark(Kind.UNRECOGNISED, reason, Action.RECOGNISE if recognises else Action.NOTHING, pages.failed, look=True)


def _standing_out(document: Document, found: Sequence[Found]) -> Iterator[Remark]:
    noted = {kind: note for note in reversed(document.notes) if (kind := finding_of(note)) is not None}
    if on := _on(found, Finding.MACHINE):
        reason = f"{_pages(on)} {_verb(on, 'speaks', 'speak')} to a machine instead of to you; look before you rely on it."
        yield Remark(Kind.MACHINE, reason, Action.EXCLUDE, on, look=True, place=_place(found, Finding.MACHINE))
    if (on := _on(found, Finding.HIDDEN)) or Finding.HIDDEN in noted:
        place = _place(found, Finding.HIDDEN)
        reason = f"{_pages(on)} {_verb(on, 'has', 'have')} {_UNSEEN}" if place[1] else ""
        much = sum(one.end - one.start for one in found if one.kind is Finding.HIDDEN) >= SAYING
        yield Remark(Kind.HIDDEN, reason or noted.get(Finding.HIDDEN, _HIDDEN), pages=on, look=much, place=place)
    if (on := _on(found, Finding.CUT)) or Finding.CUT in noted:
        yield Remark(Kind.CUT, noted.get(Finding.CUT, "Only a part of it was read."), Action.RAISE_LIMIT, on)
    if (on := _on(found, Finding.REPAIRED)) or Finding.REPAIRED in noted:
        yield Remark(Kind.REPAIRED, "It is damaged; what could be read of it was read.", pages=on)


def _without_text(document: Document, pages: PagesOf) -> Iterator[Remark]:
    """Pages that are no pictures that wait."""
    pending, seen = {*pages.waiting, *pages.failed}, set(pages.recognised)
    blank = [index for index in pages.without_text if index not in pending]
    if not blank:
        return
    if len(blank) == document.page_count:
        pictures = seen.issuperset(blank)
        said = "It is a picture on which no writing was found." if pictures else "None of its pages has text."
        yield _remark(Kind.WITHOUT_TEXT, said, Action.NOTHING, blank, look=not pictures)
    else:
        yield _remark(Kind.WITHOUT_TEXT, f"There is no text on {_pages(blank, capital=False)}.", Action.NOTHING, blank)


def _recognised(pages: PagesOf) -> Iterator[Remark]:
    if pages.confidences:
        sure = sum(pages.confidences) / len(pages.confidences)
        said = f"{_pages(pages.recognised)} {_verb(pages.recognised, 'was', 'were')} read by OCR, {sure:.0%} sure"
        doubtful = sure < DOUBTFUL
        reason = f"{said}; compare it with the original." if doubtful else f"{said}."
        yield _remark(Kind.OCR, reason, Action.NOTHING, pages.recognised, look=doubtful)


def _remark(kind: Kind, reason: str, action: Action, pages: Sequence[int], *, look: bool = False) -> Remark:
    return Remark(kind, reason, action, tuple(pages), look)


def _on(found: Sequence[Found], kind: Finding) -> tuple[int, ...]:
    return tuple(sorted({one.page_index for one in found if one.kind is kind}))


def _place(found: Sequence[Found], kind: Finding) -> tuple[int, int]:
    """The first passage on the first page that has one."""
    first = min(((one.page_index, one.start, one.end) for one in found if one.kind is kind), default=(0, 0, 0))
    return first[1], first[2]


def _pages(indexes: Sequence[int], *, capital: bool = True) -> str:
    """ "Page 3", "Pages 3, 5 and 9", "12 pages"."""
    numbers = [f"{index + 1:,}" for index in indexes]
    if len(numbers) > _NAMED:
        return f"{len(numbers):,} pages"
    said = f"page {numbers[0]}" if len(numbers) == 1 else f"pages {', '.join(numbers[:-1])} and {numbers[-1]}"
    return said.capitalize() if capital else said


def _verb(indexes: Sequence[int], one: str, several: str) -> str:
    return one if len(indexes) == 1 else several
