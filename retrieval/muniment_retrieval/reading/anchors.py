"""Near which words a value stands that is asked for: of many dates, the one after "expires on"; of many periods, that of notice.

Without such words nearby, a value belongs to something else, and is not shown as the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .values import Gives, Value

_OF_WHAT_COMES_AFTER = re.compile(r"\s*(?:after|following|from|of)\b[^.;]{0,40}\b(?:terminat|expir)", re.I)
"""A length of time that begins with the end does not lead to it."""

_NEAR = 90
"""Characters between the words and the value."""


@dataclass(frozen=True)
class Anchor:
    """Values of a kind count where `words` stand near them; with `before`, these come first."""

    kind: Gives
    words: re.Pattern[str]
    before: bool = False

    def near(self, text: str, values: Sequence[Value]) -> list[Value]:
        """The values that count, the nearest first."""
        found = [(gap, value) for value in values if (gap := self._gap(text, value)) <= _NEAR]
        return [value for _, value in sorted(found, key=lambda one: one[0])]

    def _gap(self, text: str, value: Value) -> int:
        if self.kind is Gives.LENGTH and self.before and _OF_WHAT_COMES_AFTER.match(text, value.end):
            return _NEAR + 1
        gaps = [value.start - match.end() for match in self.words.finditer(text, 0, value.start)]
        if not self.before:
            gaps += [match.start() - value.end for match in self.words.finditer(text, value.end)]
        return min(gaps, default=_NEAR + 1)


def _anchor(kind: Gives, words: str, *, before: bool = False) -> Anchor:
    return Anchor(kind, re.compile(rf"\b(?:{words})", re.I), before)


_ENDS = re.compile(r"\bexpir|\bends?\b|\bend date|\bterminate\b|\brun out", re.I)
_TERM = re.compile(
    r"(?:initial |contract )?(?:terms?|durations?|length|term lengths?)(?: of (?:the )?(?:contract|agreement)s?)?", re.I
)
_KNOWN = (
    (
        _ENDS,
        (
            _anchor(Gives.DATE, r"expir\w+|until|through|ending|ends?\b|terminat\w+|conclud\w+|up to and including", before=True),
            _anchor(
                Gives.LENGTH,
                r"initial term\b|term of (?:this|the)\b|duration\b|expire\b|(?:agreement|contract|lease|it) (?:shall|will|is to)"
                r" (?:remain|continue|last|run|be in)\b|force and effect\b|remain in force\b",
                before=True,
            ),
        ),
    ),
    (re.compile(r"\bnotice", re.I), (_anchor(Gives.LENGTH, r"notic\w+|notif\w+"),)),
    (re.compile(r"\brenew", re.I), (_anchor(Gives.LENGTH, r"renew\w*|extend\w*|extension|successive|additional"),)),
)


def asks_for_end(topic: str) -> bool:
    """Whether it is asked when something ends."""
    return bool(_ENDS.search(topic))


def asks_for_term(topic: str) -> bool:
    """Whether it is asked how long an agreement lasts."""
    return bool(_TERM.fullmatch(topic))


def anchors_of(topic: str, kind: Gives) -> tuple[Anchor, ...]:
    """Where to look for a value, the best place first; empty where any place will do."""
    known = next((anchors for asks, anchors in _KNOWN if asks.search(topic)), ())
    return known if any(anchor.kind is kind for anchor in known) else ()
