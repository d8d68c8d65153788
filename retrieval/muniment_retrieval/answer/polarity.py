"""What words are to each other: contraries ("buyer", "seller"; "valid", "invalid"), or two words of one meaning.

The pairs stand in `polarity.toml`. A word with a prefix that denies ("un-", "in-", "non-") is the contrary of the word without
it, and of two roles that differ in their endings alone each is the other's ("licensor", "licensee").
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from muniment_retrieval.search.words import term, terms

_DENIES = {"un": 3, "non": 4, "ir": 4, "il": 4, "in": 5, "im": 5, "dis": 5}
"""Prefixes that deny, and how many letters a word has at least behind each: "income" is not the contrary of "come"."""

_TRUNK = 4
"""So many letters two forms of one word have in common at least."""

_ROLE = re.compile(r"(?P<trunk>[a-z]{3,})(?:or|ee|er)")


def contradicts(key: str, others: frozenset[str]) -> bool:
    """Whether others have a word's contrary, and neither the word nor one of its meaning."""
    return bool(contraries_of(key) & others) and key not in others and not _equivalents().get(key, frozenset()) & others


def means_one_of(key: str, others: frozenset[str]) -> bool:
    """Whether a word means the same as one of the others, or is a form of it ("fail", "failure")."""
    return bool(_equivalents().get(key, frozenset()) & others) or any(_is_form(key, other) for other in others)


def _is_form(one: str, other: str) -> bool:
    """Whether one word is the other with an ending; two roles are two words ("contract", "contractor")."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _TRUNK and longer.startswith(shorter) and not _ROLE.fullmatch(longer)


@cache
def reporting() -> frozenset[str]:
    """The words by which an answer speaks of its source."""
    return frozenset(terms(_file()["reporting"]))


@lru_cache(maxsize=65_536)
def contraries_of(key: str) -> frozenset[str]:
    """The contraries of a word, whether or not there are such words."""
    denied = {prefix + key for prefix, letters in _DENIES.items() if len(key) >= letters}
    bare = {key[len(p) :] for p, letters in _DENIES.items() if key.startswith(p) and len(key) >= len(p) + letters}
    role = _ROLE.fullmatch(key)
    roles = {role["trunk"] + ending for ending in ("or", "ee", "er")} - {key} if role else set[str]()
    return _contraries().get(key, frozenset()) | denied | bare | roles


@cache
def _contraries() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _file()["contraries"].strip().splitlines():
        one, other = (_keys(side) for side in line.split("|"))
        for keys, against in ((one, other), (other, one)):
            for key in keys:
                found[key] = found.get(key, frozenset()) | against
    return found


@cache
def _equivalents() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _file()["equivalents"].strip().splitlines():
        keys = _keys(line)
        for key in keys:
            found[key] = found.get(key, frozenset()) | keys
    return found


def _keys(words: str) -> frozenset[str]:
    """Words as the atoms of a text have them: by their stem, roles as they are written."""
    return frozenset(form for word in words.split() for form in (word, term(word)))


@cache
def _file() -> dict[str, str]:
    loaded: dict[str, str] = tomllib.loads(files(__package__).joinpath("polarity.toml").read_text(encoding="utf-8"))
    return loaded
