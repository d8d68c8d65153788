"""What was embedded a moment ago is not embedded again."""

from __future__ import annotations

import numpy as np
from muniment_engines.conformance.fakes import HashEmbed
from muniment_retrieval.search.remembering import Remembering


class Counting(HashEmbed):
    calls = 0

    def encode(self, texts, role):
        self.calls += 1
        return super().encode(texts, role)


def test_the_same_texts_are_embedded_once():
    embed = Counting()
    remembering = Remembering(embed)

    first = remembering.encode(["a", "b"], "query")
    again = remembering.encode(["a", "b"], "query")

    assert embed.calls == 1
    assert np.array_equal(first, again)
    assert remembering.space == embed.space
    remembering.encode(["a", "b"], "passage")
    assert embed.calls == 2


def test_it_forgets_the_oldest():
    embed = Counting()
    remembering = Remembering(embed)
    for n in range(100):
        remembering.encode([str(n)], "query")

    remembering.encode(["99"], "query")
    assert embed.calls == 100
    remembering.encode(["0"], "query")
    assert embed.calls == 101
