"""What a question means in the language of documents: the concepts of `vocabulary.toml` that it asks for.

A concept is meant where the question has all words of one of its `asks`. Where the words of one concept are only some of those
of another, the other alone is meant: "early termination fee" is not also "fee".
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from muniment_retrieval.search.words import terms


@dataclass(frozen=True)
class Concept:
    """One thing that documents speak of. `phrases` are the terms of what they say, `says` the same as it is written."""

    name: str
    asks: tuple[frozenset[str], ...]
    says: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]


def concepts_of(question_terms: Sequence[str]) -> tuple[Concept, ...]:
    """The concepts that a question asks for, in the order of the vocabulary."""
    have = frozenset(question_terms)
    matched: list[tuple[Concept, frozenset[str]]] = []
    for concept in vocabulary():
        words = frozenset[str]().union(*(ask for ask in concept.asks if ask <= have))
        if words:
            matched.append((concept, words))
    return tuple(concept for concept, words in matched if not any(words < other for _, other in matched))


@cache
def vocabulary() -> tuple[Concept, ...]:
    """All concepts that Muniment knows."""
    return tuple(_concept(entry["name"], entry["asks"], entry["says"]) for entry in _file()["concept"])


@cache
def function_words() -> frozenset[str]:
    """The terms that carry no meaning by themselves."""
    return _links() | frozenset(terms(_file()["function_words"]))


@cache
def self_words() -> frozenset[str]:
    """The terms by which a question speaks of the document itself."""
    return frozenset(terms(_file()["self_words"]))


@cache
def _links() -> frozenset[str]:
    return frozenset(terms(_file()["links"]))


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))


def _concept(name: str, asks: list[str], says: list[str]) -> Concept:
    wanted = (frozenset(terms(ask)) - _links() for ask in asks)
    phrases = {tuple(terms(phrase)): phrase for phrase in says}
    return Concept(name, tuple(ask for ask in wanted if ask), tuple(phrases.values()), tuple(phrases))
