"""Masks the texts of one job, and puts the originals back in a reply.

First all that is to be masked is found in every text. Then values are gathered into items: each person, each organisation,
each number is one item with one number, however it is written (“Anna Orion”, “ORION”, “Orion” of “Mr Orion”), and each way of
writing it is a variant, so that restoring gives back the text to the letter. What looks like a placeholder in the text itself
becomes an item too. The same job keeps its numbers when an item is unmasked again or when a person masks more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .items import Item, Items
from .placeholders import IN_WORD, ends_in_word, lookalikes, replaced, settled
from .spans import Span, is_whole

Finder = Callable[[str], list[Span]]
"""Finds what is to be masked in a text; see `finding.find`."""


@dataclass(frozen=True)
class Restored:
    """A reply with the originals in it. `unknown` are placeholders that stand for nothing, as they are written in it."""

    text: str
    unknown: tuple[str, ...]


class Restoring:
    """Puts the originals back while a reply is still being written: no half of a placeholder is shown.

    `unknown` are the placeholders so far that stand for nothing.
    """

    def __init__(self, restore: Callable[[str], Restored]) -> None:
        self._restore = restore
        self._held = ""
        self._in_word = False
        self.unknown: tuple[str, ...] = ()

    def take(self, piece: str) -> str:
        """What can be shown by now."""
        text = self._held + piece
        end = settled(text, in_word=self._in_word)
        self._held = text[end:]
        return self._restored(text[:end])

    def rest(self) -> str:
        """What was held back, at the end."""
        held, self._held = self._held, ""
        return self._restored(held)

    def _restored(self, text: str) -> str:
        before = IN_WORD if self._in_word else ""
        restored = self._restore(before + text)
        self.unknown = tuple(dict.fromkeys((*self.unknown, *restored.unknown)))
        self._in_word = ends_in_word(text) if text else self._in_word
        return restored.text[len(before) :]


class Masked:
    """The texts of one job, masked. `texts` and `items` change with what a person masks more or less."""

    def __init__(self, originals: Sequence[str], found: Sequence[Sequence[Span]]) -> None:
        self._originals = tuple(originals)
        self._items = Items()
        self._spans = [list(spans) for spans in found]
        self._selected: list[str] = []
        self._bare: set[int] = set()
        values = [(span.kind, text[span.start : span.end]) for text, spans in self._pairs() for span in spans]
        self._items.gather(values)
        self._texts = self._written()

    @property
    def texts(self) -> tuple[str, ...]:
        return self._texts

    @property
    def items(self) -> tuple[Item, ...]:
        """What is masked now, in the order in which it was first met."""
        used = {number for text in self._pieces() for number, _ in text if number}
        return tuple(item for item in self._items if item.id in used)

    @property
    def counts(self) -> dict[str, int]:
        """How many different items are masked, by kind; `text` for what a person selected."""
        return dict(Counter(item.kind for item in self.items))

    def unmask(self, item: Item) -> None:
        """Leave an item as it is, in every text and variant. What only looks like a placeholder stays masked."""
        if item.kind == "text" and item.originals[0] not in self._selected:
            return
        self._bare.add(item.id)
        self._texts = self._written()

    def mask_more(self, selected: str) -> Item | None:
        """Mask a text wherever it stands as whole words; none where it does so nowhere."""
        wanted = selected.strip()
        if not wanted or not any(_places(text, wanted) for text in self._originals):
            return None
        self._selected.append(wanted)
        item = self._items.item_of("text", wanted)
        self._bare.discard(item.id)
        self._texts = self._written()
        return item

    def restore(self, reply: str) -> Restored:
        """Put the originals back, where a placeholder was changed a little too. One that was made up stays, and is told."""
        unknown: list[str] = []

        def original(meant: str, written: str) -> str:
            value = self._items.original(meant)
            if value is None:
                unknown.append(written)
                return written
            return value

        return Restored(replaced(reply, original), tuple(dict.fromkeys(unknown)))

    def _pairs(self) -> Iterable[tuple[str, list[Span]]]:
        return zip(self._originals, self._spans, strict=True)

    def _written(self) -> tuple[str, ...]:
        return tuple("".join(written for _, written in pieces) for pieces in self._pieces())

    def _pieces(self) -> list[list[tuple[int, str]]]:
        """Each text as pieces: the number of the item that a piece is, 0 for text that stays, and how it is written."""
        return [self._pieces_of(text, spans) for text, spans in self._pairs()]

    def _pieces_of(self, text: str, spans: list[Span]) -> list[tuple[int, str]]:
        places = [(start, end, "text") for wanted in self._selected for start, end in _places(text, wanted)]
        places = _apart(places, [(span.start, span.end, str(span.kind)) for span in spans])
        places = [place for place in places if not self._is_bare(place[2], text[place[0] : place[1]])]
        pieces: list[tuple[int, str]] = []
        at = 0
        for start, end, kind in [*places, (len(text), len(text), "")]:
            pieces += self._kept(text[at:start])
            if kind:
                pieces.append(self._masked(kind, text[start:end]))
            at = end
        return pieces

    def _kept(self, text: str) -> list[tuple[int, str]]:
        """Text that stays, but for what would be taken for a placeholder in it; what is left between two may be so taken anew."""
        found = lookalikes(text)
        if not found:
            return [(0, text)]
        (start, end), *_ = found
        return [*self._kept(text[:start]), self._masked("text", text[start:end]), *self._kept(text[end:])]

    def _masked(self, kind: str, value: str) -> tuple[int, str]:
        item = self._items.item_of(kind, value)
        return item.id, item.placeholder_of(value)

    def _is_bare(self, kind: str, value: str) -> bool:
        return bool(self._bare) and self._items.item_of(kind, value).id in self._bare


def mask(texts: Sequence[str], find: Finder) -> Masked:
    """Mask the texts of one job, with numbers that they share."""
    return Masked(texts, [find(text) for text in texts])


def _places(text: str, wanted: str) -> list[tuple[int, int]]:
    found, at = [], text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if is_whole(text, at, end):
            found.append((at, end))
            at = end - 1
        at = text.find(wanted, at + 1)
    return found


def _apart(first: list[tuple[int, int, str]], others: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """All of the first that do not overlap an earlier one, and those of the others that overlap none of them."""
    kept: list[tuple[int, int, str]] = []
    for place in [*sorted(first, key=lambda p: p[0] - p[1]), *others]:
        if not any(place[0] < other[1] and other[0] < place[1] for other in kept):
            kept.append(place)
    return sorted(kept)
