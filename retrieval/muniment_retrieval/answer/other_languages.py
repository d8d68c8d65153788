"""How much of a question in another language than English a hit has, told without knowing the language.

Most embedding models know English alone: what they find close in another language is close by chance, so only words count, in
whatever form (`search/forms.py`), and a word counts for more the fewer of the hits have it. Half of it is words, half is pairs of
words that follow on each other in the question: where words are written as syllables, or are very common, only pairs carry
meaning, and a text that has a pair is hardly ever about something else.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import pairwise

from muniment_retrieval.languages import is_other
from muniment_retrieval.model import Hit
from muniment_retrieval.search.query import Query
from muniment_retrieval.search.words import terms

LEAST = 0.19
"""So much of the question the best hit has, if it answers it. Fitted to questions of eleven languages about half of the articles,
with the article that answers them and without it (`tests/bench/bench_languages.py` shows the rates).
"""

SURELY = 2
"""So many small words more of other languages than of English has a text that is in one; a name may have one."""

_BY_SYLLABLES = frozenset({"vietnamese"})
"""Languages that write a space after every syllable; any text has many of a question's by chance."""

_OF_SYLLABLES = 1.5
"""So many times as much has to be there in them."""

_SAYS_NOTHING = frozenset("的了是什么哪谁何吗呢怎")
"""Characters of Chinese that only ask and join; no piece of a run that has one is looked for."""


def is_asked_in_another(query: Query, hits: Sequence[Hit]) -> bool:
    """Whether a question and the best of its hits are both in another language than English."""
    foreign = is_other(query.text) or (not query.text.isascii() and is_other(query.text, surely=0))
    return foreign and bool(hits) and is_other(hits[0].passage.text, SURELY)


def says_too_little(query: Query, hits: Sequence[Hit], looked_at: int) -> bool:
    """Whether none of the first hits, as many as are looked at, has enough of the question; all tell what is rare."""
    wanted = frozenset(term for term in query.terms if _SAYS_NOTHING.isdisjoint(term)) or frozenset(query.terms)
    return had_by_best(query, wanted, hits, looked_at) < LEAST * (_OF_SYLLABLES if query.language in _BY_SYLLABLES else 1)


def had_by_best(query: Query, wanted: frozenset[str], hits: Sequence[Hit], looked_at: int) -> float:
    """How much the best of the first hits has of these words, and of the question's pairs that have one of them: 0 to 1."""
    told_as: dict[str, str] = {}
    for term in query.terms:
        forms = query.forms_of(term)
        told = next((told_as[form] for form in sorted(forms) if form in told_as), term)
        told_as.update(dict.fromkeys(forms, told))
    wanted = frozenset(told_as.get(word, word) for word in wanted)
    asked = [told_as.get(word, word) for word in terms(query.text)]
    texts = [[told_as.get(word, word) for word in terms(f"{hit.passage.heading} {hit.passage.text}")] for hit in hits]
    pairs = frozenset(pair for pair in pairwise(asked) if not wanted.isdisjoint(pair))
    by_words = _shares(wanted, [wanted.intersection(text) for text in texts])
    by_pairs = _shares(pairs, [pairs.intersection(pairwise(text)) for text in texts]) if pairs else by_words
    return max((sum(both) / 2 for both in zip(by_words[:looked_at], by_pairs[:looked_at], strict=True)), default=0.0)


def _shares(wanted: frozenset[Hashable], have: Sequence[frozenset[Hashable]]) -> list[float]:
    """The share of what is wanted that each has, the rare counting for more."""
    having = Counter(one for some in have for one in some)
    weights = {one: math.log(1 + (len(have) + 1) / (having[one] + 0.5)) for one in wanted}
    whole = sum(weights.values())
    return [sum(weights[one] for one in some) / whole if whole else 0.0 for some in have]
