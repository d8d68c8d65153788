from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from muniment_engines.conformance.fakes import HashEmbed
from muniment_engines.errors import EngineCrashed, EngineError
from muniment_engines.host import EmbedWorker
from muniment_engines.host.embed import TEXTS_AT_ONCE

Make = Callable[..., EmbedWorker]


def test_vectors_are_those_of_the_engine(embed: Make) -> None:
    worker, here = embed(), HashEmbed()
    texts = [f"text {n} \ud800é {'long ' * (n % 50)}" for n in range(2 * TEXTS_AT_ONCE + 3)]
    assert np.array_equal(worker.encode(texts, "passage"), here.encode(texts, "passage"))
    assert worker.space == here.space


def test_no_texts_have_no_vectors(embed: Make) -> None:
    assert embed().encode([], "query").shape == (0, 64)


def test_texts_of_many_megabytes_go_over(embed: Make) -> None:
    assert embed().encode(["word " * 2_000_000, "x", "word " * 200_000], "passage").shape == (3, 64)


@pytest.mark.parametrize(("what", "error"), [("nan", EngineError), ("short", EngineCrashed), ("mistake", EngineCrashed)])
def test_vectors_that_are_none_are_refused(embed: Make, what: str, error: type[Exception]) -> None:
    worker = embed("rogues")
    with pytest.raises(error):
        worker.encode([what], "passage")
    assert worker.encode(["ok"], "passage").tolist() == [[1.0, 1.0, 1.0, 1.0]]


def test_a_crash_costs_one_call(embed: Make) -> None:
    worker = embed("rogues")
    with pytest.raises(EngineCrashed):
        worker.encode(["ok", "crash"], "passage")
    assert worker.encode(["ok"], "passage").shape == (1, 4)
