"""How well passages and pages fit a query by their words: BM25 over the candidates, with phrases as words.

Each candidate is laid out once as its comparable forms with blanks around them (kept for a while, since neighbouring questions
meet the same passages), so that counting a word or a phrase is counting a piece of text. How rare a word is, is judged among
the candidates (within one contract "agreement" says nothing), or told, where they were chosen by their words and all have them.
A page is the sum of its candidates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from muniment_retrieval.search.words import terms

Floats = NDArray[np.float64]

_SATURATION = 1.2
_LENGTH_SHARE = 0.75
_SINGLE_WORD_WEIGHT = 0.6
"""A concept's single words ("between", "exceed") are weaker signs of it than its phrases."""


@lru_cache(maxsize=8_192)
def _layout(text: str) -> tuple[str, int]:
    """The comparable forms of a text, each between blanks of its own, and how many they are."""
    listed = terms(text)
    return " " + "  ".join(listed) + " ", len(listed)


class Candidates:
    """Texts to be scored together. `pages[i]` is the number, from 0, of the page that text i stands on."""

    def __init__(self, texts: Sequence[str], pages: Sequence[int]) -> None:
        laid = [_layout(text) for text in texts]
        self._layouts = [layout for layout, _ in laid]
        self.lengths: Floats = np.array([length for _, length in laid], dtype=np.float64)
        self.pages = np.asarray(pages, dtype=np.int64)
        self.page_count = int(self.pages.max()) + 1 if len(self.pages) else 0
        self.page_lengths = self._summed(self.lengths[:, None])[:, 0]

    def counts(self, phrases: Sequence[tuple[str, ...]]) -> Floats:
        """float64[texts, phrases]: how often each phrase stands in each text."""
        patterns = [" " + "  ".join(phrase) + " " for phrase in phrases]
        rows = [[layout.count(pattern) for pattern in patterns] for layout in self._layouts]
        return np.array(rows, dtype=np.float64).reshape(len(self._layouts), len(patterns))

    def words(
        self,
        weights: Mapping[str, float],
        rarity: Mapping[str, float] | None = None,
        forms: Mapping[str, frozenset[str]] = MappingProxyType({}),
    ) -> tuple[Floats, Floats]:
        """Scores of the texts, and of the pages, by the words of the question, each with its weight, its rarity if that is told,
        and its forms where it has others than its own."""
        told = None if rarity is None else np.array([rarity[term] for term in weights], dtype=np.float64)
        counts = [self.counts([(form,) for form in sorted(forms.get(term, (term,)))]).sum(axis=1) for term in weights]
        return self._both(np.array(counts).T, np.array(list(weights.values()), dtype=np.float64), told)

    def phrases(self, phrases: Sequence[tuple[str, ...]]) -> tuple[Floats, Floats]:
        """Scores of the texts, and of the pages, by what documents say for what the question asks."""
        weights = np.array([1.0 if len(phrase) > 1 else _SINGLE_WORD_WEIGHT for phrase in phrases])
        return self._both(self.counts(phrases), weights)

    def _both(self, counts: Floats, weights: Floats, rarity: Floats | None = None) -> tuple[Floats, Floats]:
        if not len(weights):
            return np.zeros(len(self.lengths)), np.zeros(self.page_count)
        texts: Floats = _bm25(counts, self.lengths, rarity) @ weights
        pages: Floats = _bm25(self._summed(counts), self.page_lengths, rarity) @ weights
        return texts, pages

    def _summed(self, counts: Floats) -> Floats:
        totals = np.zeros((self.page_count, counts.shape[1]))
        np.add.at(totals, self.pages, counts)
        return totals


def rarity_of(having: Floats, n: int) -> Floats:
    """How much a word says that `having` of `n` texts have."""
    rarity: Floats = np.log(1 + (n - having + 0.5) / (having + 0.5))
    return rarity


def _bm25(counts: Floats, lengths: Floats, rarity: Floats | None) -> Floats:
    """The contribution of each word (column) to the score of each text (row)."""
    if rarity is None:
        rarity = rarity_of((counts > 0).sum(axis=0), len(lengths))
    norm = 1 - _LENGTH_SHARE + _LENGTH_SHARE * lengths / max(lengths.mean(), 1.0)
    shares: Floats = counts * (_SATURATION + 1) / (counts + _SATURATION * norm[:, None])
    weighed: Floats = shares * rarity
    return weighed


def to_unit(scores: Floats) -> Floats:
    """Scores divided by the highest, where that is above nothing."""
    highest = scores.max(initial=0.0)
    return scores / highest if highest > 0 else scores
