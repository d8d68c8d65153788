"""Follow-ups in other languages than English, known by how they begin and by question words that stand alone.

What they lack is not put in its place, for that needs the language's grammar: the question before stands beside them. What is
told by a pronoun alone ("Wer hat ihn unterschrieben?") is not known, and is left as it is.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from ..search.words import folded

_MOST_WORDS = 5
_MOST_WITHOUT_SPACES = 14
_MARKS = re.compile(r"[\s?？¿!.…؟;;،,]+")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


def is_follow_up(question: str) -> bool:
    """Whether a question is one of another language's forms; short ones only, for a whole question may begin with "und", too."""
    said = _MARKS.sub(" ", question).strip().casefold()
    starts, bare = _forms()
    if not said:
        return False
    if folded(said) in bare:
        return True
    rest = next((said[len(start) :] for start in starts if _begins(said, start)), None)
    if rest is None:
        return False
    if _UNSPACED.search(rest):
        return len(rest.strip()) <= _MOST_WITHOUT_SPACES
    return 0 < len(rest.split()) <= _MOST_WORDS


def _begins(said: str, start: str) -> bool:
    return said.startswith(start if _UNSPACED.search(start) else f"{start} ")


@cache
def _forms() -> tuple[tuple[str, ...], frozenset[str]]:
    """What follow-ups begin with, the longest first, and the question words, folded."""
    stored = tomllib.loads(files(__package__).joinpath("other_languages.toml").read_text(encoding="utf-8")).values()
    starts = sorted({start for language in stored for start in language["starts"]}, key=len, reverse=True)
    bare = (" ".join(word.split()) for language in stored for word in language["bare"].split(","))
    return tuple(starts), frozenset(folded(word) for word in bare)
