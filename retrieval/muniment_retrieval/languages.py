"""Whether much of a vault is in other languages than English, which most embedding models know alone; the small words of those.

Pages from all over the vault are looked at: one is in another language where most of its letters are of another script, or where
the small words of other languages are more among its words than the English ones.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from .vault import Vault

MUCH = 0.2
"""From this share of the pages on, it is much."""

_LOOKED_AT, _CHARACTERS = 60, 600
_FEWEST_LETTERS = 60
"""What has fewer letters says nothing about its language."""

_WORD = re.compile(r"[^\W\d_]+")

_OF_SCRIPT = {"GREEK": "greek", "ARABIC": "arabic", "DEVANAGARI": "hindi"}
"""What a text in a script of few languages most likely is in."""


def has_much_in_other_languages(vault: Vault) -> bool:
    return share_of_others(vault.beginnings(_LOOKED_AT, _CHARACTERS)) >= MUCH


def share_of_others(texts: Iterable[str]) -> float:
    """The share of the texts that have a language which is another one; 0 where none has any."""
    judged = [is_other(text) for text in texts if sum(map(str.isalpha, text)) >= _FEWEST_LETTERS]
    return sum(judged) / len(judged) if judged else 0.0


def is_other(text: str, surely: int = 1) -> bool:
    """Whether a text is in another language than English; of small words it must have `surely` more of others than of English."""
    letters = [c for c in text if c.isalpha()]
    latin = sum(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if 2 * latin < len(letters):
        return True
    english, others = _small_words()
    words = _WORD.findall(text.casefold())
    return sum(word in others for word in words) - sum(word in english for word in words) >= surely


def language_of(text: str) -> str:
    """Which other language than English a text is in, by its script, small words and letters; empty where none tells.

    In plain letters one small word does not tell: "pro" and "Los" stand in English, too.
    """
    if not is_other(text, 2 if text.isascii() else 1):
        return ""
    letters = [c for c in text.casefold() if c.isalpha()]
    (script, _), *_ = Counter(unicodedata.name(c, "").partition(" ")[0] for c in letters).most_common(1)
    if script in _OF_SCRIPT:
        return _OF_SCRIPT[script]
    spoken: defaultdict[str, float] = defaultdict(float)
    for sign in (*_WORD.findall(text.casefold()), *(c for c in letters if not c.isascii())):
        for language in (having := _having(sign)):
            spoken[language] += 1 / len(having)
    return max(sorted(spoken), key=lambda language: spoken[language], default="")


def small_words(text: str) -> frozenset[str]:
    """The small words of other languages than English where a text is in one: they carry no meaning by themselves."""
    return _small_words()[1] if is_other(text) else frozenset()


@lru_cache(maxsize=1)
def _small_words() -> tuple[frozenset[str], frozenset[str]]:
    """Those of English, and those of other languages that are no English words."""
    return _stored()["english"], frozenset[str]().union(*_each_language().values())


@lru_cache(maxsize=1)
def _each_language() -> dict[str, frozenset[str]]:
    """Those of each other language, without what is an English word, too."""
    stored = _stored()
    return {language: words - stored["english"] for language, words in stored.items() if language != "english"}


@lru_cache(maxsize=2_048)
def _having(sign: str) -> tuple[str, ...]:
    """The languages that have a small word, or a letter in one that English has not."""
    letter = len(sign) == 1 and not sign.isascii()
    return tuple(name for name, words in _each_language().items() if sign in words or (letter and any(sign in w for w in words)))


@lru_cache(maxsize=1)
def _stored() -> dict[str, frozenset[str]]:
    text = resources.files(__package__ or __name__).joinpath("languages.toml").read_text(encoding="utf-8")
    return {language: frozenset(words.split()) for language, words in tomllib.loads(text).items()}
