"""Numbers the items of lists and the headings of an OpenDocument text as its list styles say."""

from __future__ import annotations

from collections.abc import Mapping

from muniment_engines.bundled.office.numbering import BULLET, written
from muniment_engines.bundled.office.odf import ListLevel

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NONE = ListLevel(form="")


class Counter:
    """Counts the items of one list, level by level."""

    def __init__(self, levels: Mapping[int, ListLevel]) -> None:
        self._levels = levels
        self._counts: dict[int, int] = {}

    def next(self, level: int, start: int | None = None) -> str:
        """Count one more item of a level, from 1, and say what stands before it; "" where nothing does."""
        own = self._levels.get(level, _NONE)
        first = own.start if start is None else start
        self._counts[level] = first if start is not None else self._counts.get(level, first - 1) + 1
        for deeper in [deeper for deeper in self._counts if deeper > level]:
            del self._counts[deeper]
        if own.form == "bullet":
            return BULLET
        if own.form not in _FORMS:
            return (own.prefix + own.suffix).strip()
        shown = []
        for above in range(max(1, level - own.display + 1), level + 1):
            other = self._levels.get(above, own)
            if other.form in _FORMS:
                shown.append(written(self._counts.get(above, other.start), _FORMS[other.form]))
        return f"{own.prefix}{'.'.join(shown)}{own.suffix}".strip()
