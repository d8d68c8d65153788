"""How much each sentence is what a focus asks for: by its words, by kinds of focus that everybody asks for, and by meaning.

A focus that says only "the whole meeting" or "the plot" asks for everything, and weighs nothing.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

from muniment_retrieval.model import Hit
from muniment_retrieval.search.query import is_function_word
from muniment_retrieval.search.words import terms

from .told import Told

TELLING = frozenset(
    terms(
        "summarise summary summarize overview main point whole document documents meeting story text plot discussion discussed"
        " discuss describe say said tell told talk talking think thought overall general happen happens throughout people"
        " everything only just important matter matters content contents report group give given about explain key facts"
    )
)
"""What a focus that narrows nothing says, and what telling of a meeting says beside what was said."""

_BESIDE = 0.35
"""How much a sentence gains from what stands right beside it."""

_WORDS, _KIND, _MEANING = 1.0, 0.6, 0.6


_QUESTION = re.compile(
    r"(?:what|who|whom|whose|why|how|when|where|which|did|do|does|is|are|was|were|has|have|can|summari[sz]e|describe|compare"
    r"|explain|tell|list)\b|.*\?$",
    re.IGNORECASE,
)
"""A focus that can be answered as it stands, rather than a subject or somebody that it is for."""


def is_question(focus: str) -> bool:
    """Whether a focus says by itself what to write."""
    return _QUESTION.match(focus.strip()) is not None


def asks_for_everything(focus: str) -> bool:
    """Whether a focus narrows nothing: "the whole meeting", "What is the plot of the story?"."""
    return not (_asked_by(focus) or _kinds_of(focus))


def wanted_by(focus: str, sentences: Sequence[Told], look_up: Callable[[str], Sequence[Hit]] | None) -> list[float]:
    """From 0 to 1 for each sentence; an empty list where the focus asks for everything. `look_up` finds passages for it."""
    asked, kinds = _asked_by(focus), _kinds_of(focus)
    if not (asked or kinds):
        return []
    by_words = _by_words(asked, sentences)
    by_kind = [float(any(kind.search(s.text) for _, kind in kinds)) for s in sentences]
    by_meaning = _by_meaning(sentences, look_up(focus) if look_up is not None and asked else ())
    own = [_WORDS * a + _KIND * b + _MEANING * c for a, b, c in zip(by_words, by_kind, by_meaning, strict=True)]
    around = [_BESIDE * max(own[max(i - 1, 0) : i] + own[i + 1 : i + 2], default=0.0) for i in range(len(own))]
    total = [a + b for a, b in zip(own, around, strict=True)]
    most = max(total, default=0.0)
    return [value / most for value in total] if most > 0 else []


def _asked_by(focus: str) -> list[str]:
    """The words of a focus that say what it is about."""
    named = frozenset(t for names, _ in _kinds_of(focus) for t in terms(" ".join(names)))
    return [t for t in dict.fromkeys(terms(focus)) if not (is_function_word(t) or t in TELLING or t in named)]


def _by_words(asked: Sequence[str], sentences: Sequence[Told]) -> list[float]:
    """The share of what is asked for that a sentence speaks of; who speaks counts as well. Rare words count for more."""
    spoken = [frozenset((*s.content, *terms(s.source.heading))) for s in sentences]
    counted = Counter(t for words in spoken for t in words if t in asked)
    weights = {t: math.log(1 + len(sentences) / counted[t]) for t in asked if counted[t]}
    whole = sum(weights.values())
    return [sum(w for t, w in weights.items() if t in words) / whole if whole else 0.0 for words in spoken]


def _by_meaning(sentences: Sequence[Told], hits: Sequence[Hit]) -> list[float]:
    if not hits:
        return [0.0] * len(sentences)
    best = max(hit.score for hit in hits) or 1.0
    places = [(h.passage.document_id, h.passage.page_index, h.passage.start, h.passage.end, h.score / best) for h in hits]
    by_page: dict[tuple[int, int], list[tuple[int, int, float]]] = {}
    for document, page, start, end, score in places:
        by_page.setdefault((document, page), []).append((start, end, score))
    found = []
    for told in sentences:
        here = by_page.get((told.source.document.id, told.source.page.index), ())
        found.append(max((score for a, b, score in here if a < told.source.end and told.source.start < b), default=0.0))
    return found


def _kinds_of(focus: str) -> list[tuple[frozenset[str], re.Pattern[str]]]:
    said = frozenset(re.findall(r"[a-z]+", focus.lower()))
    return [kind for kind in _kinds() if said & kind[0]]


@cache
def _kinds() -> list[tuple[frozenset[str], re.Pattern[str]]]:
    listed = tomllib.loads(files(__package__).joinpath("focus.toml").read_text(encoding="utf-8"))
    return [(frozenset(kind["named"].split()), re.compile(kind["says"], re.IGNORECASE)) for kind in listed.values()]
