"""The masked values of one job, and which of them are the same.

Two values of a kind are the same where only case, spaces or punctuation differ. A person's surname or first name alone is
the one person of the job who bears it; where two do, it is nobody's in particular and has a number of its own. An organisation
without its legal form is the one that has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .placeholders import LABELS, SELECTED, placeholder
from .spans import MaskKind

_LEGAL = re.compile(
    r"[\s,]+(?:inc|incorporated|llc|llp|lp|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|kg|sa|sas|sarl|spa|srl|bv|nv|ab|asa|oy|pty)\.?$"
)
_UNIMPORTANT = re.compile(r"[\W_]+")


@dataclass
class Item:
    """One thing that is masked. `originals` are the ways of writing it, the first one the fullest; `kind` may be "text"."""

    id: int
    kind: str
    number: int
    originals: list[str] = field(default_factory=list)

    @property
    def original(self) -> str:
        return self.originals[0]

    @property
    def placeholder(self) -> str:
        return self.placeholder_of(self.original)

    def placeholder_of(self, value: str) -> str:
        """What stands for one way of writing it."""
        return placeholder(_label(self.kind), self.number, self.originals.index(value))


class Items:
    """Iterates over the items in the order in which they were first met."""

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._by_value: dict[tuple[str, str], Item] = {}
        self._by_key: dict[tuple[str, str], Item] = {}
        self._by_placeholder: dict[str, str] = {}

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def gather(self, values: Sequence[tuple[MaskKind, str]]) -> None:
        """Make items of values of which all are known, in their order; short forms find the full ones wherever these stand."""
        different = list(dict.fromkeys(values))
        full = {value: self._full_form(value, different) for value in different}
        for kind, value in different:
            fullest = full[kind, value]
            if fullest is not None:
                self._add(kind, value, self._item(kind, fullest))
            else:
                self._item(kind, value)

    def item_of(self, kind: str, value: str) -> Item:
        """The item that a value is, which may be a new one."""
        return self._by_value.get((kind, value)) or self._item(kind, value)

    def original(self, written: str) -> str | None:
        """What a placeholder stands for."""
        return self._by_placeholder.get(written)

    def _item(self, kind: str, value: str) -> Item:
        item = self._by_key.get((kind, _key(kind, value)))
        if item is None:
            number = 1 + sum(other.kind == kind for other in self._items)
            item = Item(len(self._items) + 1, kind, number)
            self._items.append(item)
        self._add(kind, value, item)
        return item

    def _add(self, kind: str, value: str, item: Item) -> None:
        self._by_value[kind, value] = item
        self._by_key.setdefault((kind, _key(kind, value)), item)
        if value not in item.originals:
            item.originals.append(value)
            self._by_placeholder[item.placeholder_of(value)] = value

    @staticmethod
    def _full_form(value: tuple[MaskKind, str], values: Sequence[tuple[MaskKind, str]]) -> str | None:
        """The one person among the values who bears a name that stands alone."""
        kind, name = value
        key = _key(kind, name)
        if kind != "person" or " " in key:
            return None
        bearers = {_key(k, v): v for k, v in values if k == kind and key in _key(k, v).split()[:1] + _key(k, v).split()[-1:]}
        bearers.pop(key, None)
        return next(iter(bearers.values())) if len(bearers) == 1 else None


def _key(kind: str, value: str) -> str:
    """What two values have in common that are the same; text that a person selected is only the same to the letter."""
    if kind == "text":
        return value
    folded = value.casefold()
    if kind == "organisation":
        folded = _LEGAL.sub("", folded)
    spaced = _UNIMPORTANT.sub(" ", folded).strip() or folded
    return spaced if kind in ("person", "organisation", "place", "address", "word") else spaced.replace(" ", "")


def _label(kind: str) -> str:
    return SELECTED if kind == "text" else next(label for name, label in LABELS.items() if name == kind)
