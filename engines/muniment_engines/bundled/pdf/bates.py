"""The number under which courts know a page, from its margins: "ABC-000123", "DOE 000123", "000123".

Much in a margin looks like one (a form's number, a year, a law's). What tells is that it goes up by one from page to page. So a
page's candidates are kept until the next page has shown its own. A page by itself has to have a number that looks like no other
thing: capitals, and six digits of which the first is a zero.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from muniment_engines.bundled.pdf.text import Composed

MARGIN = 0.12
"""Share of a page's height, above and below, in which the number stands."""

CANDIDATES = 20
"""To look at on one page, at most."""

_DIGITS = re.compile(r"(?<!\d)\d{4,10}(?![\w/,-]|\.\d)")
_PREFIX = re.compile(r"(?:^|(?<=[\s|(]))([A-Z][A-Za-z&]{0,15}(?:[-_. ]{1,2}[A-Z][A-Z&]{1,11}){0,3}[-_. ]{0,2})?$")
_LONGEST_PREFIX = 60
_OTHERS = re.compile(
    r"(?:pages?|p|nos?|form|section|sec|rev|case|line|item|tel|fax|box|suite|in|of|the)[-_. ]*$|.*\bpage[-_. ]*$", re.I
)
_CERTAIN = re.compile(r"[A-Z&]{2,}(?:[-_. ]+[A-Z&]+)*[-_. ]*0\d{5,}")


@dataclass(frozen=True)
class Candidate:
    """A number in a page's margin; `prefix` is all that stands before its digits."""

    prefix: str
    digits: str

    @property
    def text(self) -> str:
        return self.prefix + self.digits

    def before(self, other: Candidate) -> bool:
        """Whether the other is the next number of the same kind."""
        return self.prefix == other.prefix and int(self.digits) + 1 == int(other.digits) and len(self.digits) == len(other.digits)


def candidates(page: Composed, height: float) -> tuple[Candidate, ...]:
    """What may be a page's number, those at the bottom first."""
    found: list[tuple[float, Candidate]] = []
    text = page.text
    for match in _DIGITS.finditer(text):
        middle = float(page.boxes[match.start(), 1::2].mean())
        if MARGIN * height < middle < (1 - MARGIN) * height:
            continue
        before = _PREFIX.search(text[max(0, match.start() - _LONGEST_PREFIX) : match.start()])
        prefix, digits = (before[1] or "" if before else None), match[0]
        if prefix is None or _OTHERS.match(prefix) or not (prefix or (len(digits) > 5 and digits[0] == "0")):
            continue
        found.append((middle, Candidate(prefix, digits)))
    found.sort(key=lambda pair: -pair[0])
    return tuple(candidate for _, candidate in found[:CANDIDATES])


def number_of(page: Sequence[Candidate], before: Sequence[Candidate], after: Sequence[Candidate]) -> str:
    """A page's number, given the candidates of its neighbours; empty where it has none."""
    for candidate in page:
        if any(other.before(candidate) for other in before) or any(candidate.before(other) for other in after):
            return candidate.text
    certain = [candidate.text for candidate in page if _CERTAIN.fullmatch(candidate.text)]
    return certain[0] if len(certain) == 1 else ""
