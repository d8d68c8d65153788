"""Decides what a hyphen at a line's end is: the mark of a word broken in two, or part of a compound ("third-party").

PDFium says where a line ends in a hyphen, not which of the two it is. No dictionary decides, because a document brings its
own: its words as far as it has been read, the page's included. A word that is known in one piece is made whole; a compound that
is known with its hyphen, or whose halves are both known as words, keeps it. What is left goes the way that most have gone: a
word processor breaks no words, a typesetter's program breaks several on a page.
"""

from __future__ import annotations

import re

MARK = "\x02"
"""What PDFium puts in the place of a hyphen at a line's end."""

LARGEST_VOCABULARY = 300_000
"""Words to remember at most; a document of so many holds every word that matters."""

COMPOUNDING = {"non", "self", "cross", "quasi"}
"""First halves that are seldom words of their own, and seldom the begin of a broken one."""

ALONE = {"a", "an", "the"}
"""Halves that a comparison of texts may skip as articles: a quote of the whole word would then not be found in the original."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(rf"[^\s{MARK}]*(?:{MARK}[^\s{MARK}]*)+")
_LEFT = re.compile(r"[^\W\d_]*$")
_RIGHT = re.compile(r"[^\W\d_]*")
_HALVES = re.compile(rf"([^\W\d_]{{2,}}){MARK}([^\W\d_]{{2,}})")


class Vocabulary:
    """The words of a document, as far as it has been read."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._broken_more_often = 0

    def learn(self, text: str) -> None:
        """Remember the words of a page, and how often it breaks words; a broken word itself is not remembered."""
        text = text.lower()
        whole = _BROKEN.sub(" ", text) if MARK in text else text
        if len(self._words) < LARGEST_VOCABULARY:
            self._words.update(_WORD.findall(whole))
        for left, right in _HALVES.findall(text) if MARK in text else ():
            known = self._known(left, right)
            self._broken_more_often += 0 if known is None else 1 if known else -1

    def joins(self, before: str, after: str) -> bool:
        """Whether the pieces of text next to a hyphen, up to the nearest spaces, are one word without it."""
        left, right = _LEFT.findall(before)[0], _RIGHT.findall(after)[0]
        if min(len(left), len(right)) < 2 or before[: -len(left)].endswith("-") or after[len(right) :].startswith("-"):
            return False
        if "/" in before or "/" in after or (right[0].isupper() and not left.isupper()):
            return False
        if left.lower() in ALONE or right.lower() in ALONE:
            return False
        known = self._known(left.lower(), right.lower())
        return self._broken_more_often > 0 if known is None else known

    def _known(self, left: str, right: str) -> bool | None:
        """True for a word in one piece, false for a compound, None where the document does not say."""
        if left + right in self._words:
            return True
        if f"{left}-{right}" in self._words or left in COMPOUNDING or (left in self._words and right in self._words):
            return False
        return None
