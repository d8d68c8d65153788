"""Text within a line: white space as a browser shows it, and signs that are set higher or lower."""

from __future__ import annotations

import re

_SPACE = re.compile(r"[ \t\n\r\f]+")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f]+")
_AROUND_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*")
_PARAGRAPH = re.compile(r"\n{2,}")
_UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_WORD = re.compile(r"[^\W\d_]{4,}\W?$")


def collapsed(text: str) -> str:
    """A piece of text with single spaces for what separates words in the source."""
    return _SPACE.sub(" ", text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a run of text: lines that are broken once stay together, an empty line parts."""
    text = _AROUND_BREAK.sub("\n", _SPACES.sub(" ", _UNSEEN.sub("", text)))
    return [part for part in _PARAGRAPH.split(text.strip()) if part]


def as_written(text: str) -> list[str]:
    """The same for a text whose lines and spaces mean something."""
    return [text.strip("\n").rstrip()] if text.strip() else []


def raised(text: str, before: str) -> str:
    """A number that stands higher: the mark of a footnote does not grow into the word before it ("Buyer ²", but "km²")."""
    if not text or not text.isascii() or any(c not in "0123456789" for c in text):
        return {"TM": "™", "SM": "℠"}.get(text, text)
    return f"{' ' if _WORD.search(before) else ''}{text.translate(_RAISED)}"
