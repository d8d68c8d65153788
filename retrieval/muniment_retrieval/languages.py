"""Whether much of a vault is in other languages than English, which most embedding models know alone; the small words of those.

Pages from all over the vault are looked at: one is in another language where most of its letters are of another script, or where
the small words of other languages are more among its words than the English ones.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
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


def small_words(text: str) -> frozenset[str]:
    """The small words of other languages than English where a text is in one: they carry no meaning by themselves."""
    return _small_words()[1] if is_other(text) else frozenset()


@lru_cache(maxsize=1)
def _small_words() -> tuple[frozenset[str], frozenset[str]]:
    """Those of English, and those of other languages that are no English words."""
    stored = tomllib.loads(resources.files(__package__ or __name__).joinpath("languages.toml").read_text(encoding="utf-8"))
    english = frozenset(stored.pop("english").split())
    return english, frozenset(word for words in stored.values() for word in words.split()) - english
