"""What every embed engine must hold."""

from __future__ import annotations

import numpy as np

from muniment_engines.api import Embed
from muniment_engines.conformance.chat import STRANGE_TEXTS

TEXTS = ("The lease ends in March.", "A cat sat on a mat.", "Payment is due within thirty days of the invoice.")
_CLOSE = 0.02
"""How far a text's vector may be from the same text's in another batch: arithmetic of half precision is not exact."""


class EmbedConformance:
    """Override the fixture `engine` with an opened engine."""

    def test_is_an_embed_engine(self, engine: Embed) -> None:
        assert isinstance(engine, Embed)
        assert engine.space.dimension > 0
        assert engine.space.model

    def test_gives_one_row_a_text(self, engine: Embed) -> None:
        for count in (0, 1, 3):
            for vectors in (engine.encode(TEXTS[:count], "passage"), engine.encode(TEXTS[:count], "query")):
                assert vectors.shape == (count, engine.space.dimension)
                assert vectors.dtype == np.float32

    def test_keeps_the_order(self, engine: Embed) -> None:
        together = engine.encode(TEXTS, "passage")
        for vector, text in zip(together, TEXTS, strict=True):
            assert np.abs(vector - engine.encode([text], "passage")[0]).max() < _CLOSE

    def test_texts_of_all_lengths_keep_their_places(self, engine: Embed) -> None:
        texts = ["word " * length for length in (200, 1, 50, 3, 120, 2)]
        there = engine.encode(texts, "passage")
        back = engine.encode(texts[::-1], "passage")[::-1]
        assert np.abs(there - back).max() < _CLOSE

    def test_is_normalised_where_it_says_so(self, engine: Embed) -> None:
        if engine.space.normalised:
            norms = np.linalg.norm(engine.encode(TEXTS, "passage"), axis=1)
            assert np.allclose(norms, 1.0, atol=0.01)

    def test_takes_any_text(self, engine: Embed) -> None:
        vectors = engine.encode(STRANGE_TEXTS, "passage")
        assert vectors.shape == (len(STRANGE_TEXTS), engine.space.dimension)
        assert np.isfinite(vectors).all()

    def test_a_text_is_nearest_to_itself(self, engine: Embed) -> None:
        passages, queries = engine.encode(TEXTS, "passage"), engine.encode(TEXTS, "query")
        assert (queries @ passages.T).argmax(axis=1).tolist() == [0, 1, 2]
