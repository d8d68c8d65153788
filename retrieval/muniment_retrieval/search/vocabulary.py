"""What a question means in the language of documents: the concepts of `vocabulary.toml` that it asks for.

A concept is meant where the question has all words of one of its `asks`. Where the words of one concept are only some of those
of another, the other alone is meant: "early termination fee" is not also "fee".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from muniment_retrieval.search.words import terms

_WITHIN_A_SENTENCE = r"\b[^.;]{0,250}?\b"
ASKED_SHARE = 0.25
"""At least this share of the words of a question must ask for its concepts."""

NEAR = 60
"""Characters between two things that are said of each other, at most."""

_FORBIDS = (
    r"(not(?! (?:to )?(?:be )?(?:limited|material|unreasonably))|neither|nor|no(?! longer)|never|refrain|prohibited|precluded"
    r"|without(?! (?:limit|violat|prejudice))|cease)"
)


@dataclass(frozen=True)
class Concept:
    """One thing that documents speak of. `phrases` are the terms of what they say, `says` the same as it is written.

    `proof` is what one must find of it where it is spoken of, and nothing where anything may; with `proof_with_others`, it is
    said of another concept of the question, and only together with that.
    """

    name: str
    asks: tuple[frozenset[str], ...]
    says: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    proof: re.Pattern[str] | None = None
    proof_with_others: bool = False


def spoken_of(concepts: Sequence[Concept], text: str) -> bool | None:
    """Whether a text speaks of one of these concepts; None where none of them says what must be found of it."""
    known = [concept for concept in concepts if concept.proof is not None]
    plain = " ".join(text.lower().replace("’", "'").split())
    alone = [concept for concept in known if not concept.proof_with_others]
    if not alone:
        return None
    further = [_found(concept, plain) for concept in known if concept.proof_with_others]
    spoken = [span for concept in alone for span in _found(concept, plain)]
    return any(all(any(_near(span, other) for other in others) for others in further) for span in spoken)


def _found(concept: Concept, plain: str) -> list[tuple[int, int]]:
    return [] if concept.proof is None else [match.span() for match in concept.proof.finditer(plain)]


def _near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] - NEAR <= other[1] and other[0] <= one[1] + NEAR


def concepts_of(question_terms: Sequence[str]) -> tuple[Concept, ...]:
    """The concepts that a question asks for, in the order of the vocabulary.

    Where they are only a small share of what it has to say, it has a word of theirs by chance, and asks for none.
    """
    have = frozenset(question_terms)
    matched: list[tuple[Concept, frozenset[str]]] = []
    for concept in vocabulary():
        words = frozenset[str]().union(*(ask for ask in concept.asks if ask <= have))
        if words:
            matched.append((concept, words))
    asked = frozenset[str]().union(*(words for _, words in matched))
    if len(asked) < ASKED_SHARE * len(have - function_words() - self_words()):
        return ()
    return tuple(concept for concept, words in matched if not any(words < other for _, other in matched))


@cache
def vocabulary() -> tuple[Concept, ...]:
    """All concepts that Muniment knows."""
    return tuple(_concept(entry) for entry in _file()["concept"])


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


def _concept(entry: dict[str, Any]) -> Concept:
    wanted = (frozenset(terms(ask)) - _links() for ask in entry["asks"])
    phrases = {tuple(terms(phrase)): phrase for phrase in entry["says"]}
    proof = _proof(entry["proof"]) if "proof" in entry else None
    asks, further = tuple(ask for ask in wanted if ask), bool(entry.get("proof_with_others", False))
    return Concept(entry["name"], asks, tuple(phrases.values()), tuple(phrases), proof, further)


def _proof(patterns: list[str]) -> re.Pattern[str]:
    written = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(rf"\b(?:{written})\b".replace(" … ", _WITHIN_A_SENTENCE).replace("NOT", _FORBIDS))
