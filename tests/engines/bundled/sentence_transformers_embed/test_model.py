"""The engine with a real model, in its worker: where vectors lie, and that order, roles and odd texts are kept."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from muniment_engines.api import SettingValue
from muniment_engines.conformance import EmbedConformance
from muniment_engines.errors import ModelInvalid
from muniment_engines.host import EmbedWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher

pytestmark = pytest.mark.model

ENGINE = "muniment_engines.bundled.sentence_transformers_embed"
ROLES = {"worker": ("muniment_engines.worker:main", "worker")}

TEXTS = [
    "The lease ends on the thirty-first of March.",
    "word " * 300,
    "",
    "Die Miete beträgt 1.200 €.",
    "x",
    "The tenancy is over at the end of March.",
    "🌟 你好 \ud800 half a pair",
]


@pytest.fixture(scope="module")
def embed(embedding_model: Path) -> Iterator[EmbedWorker]:
    """The engine in its worker, confined as it always is; torch never enters the tests' own process."""
    with worker(embedding_model, batch=3, threads=1) as started:
        yield started


def worker(model: Path, *readable: Path, **settings: SettingValue) -> EmbedWorker:
    if importlib.util.find_spec("torch") is None:
        pytest.skip("torch is not installed")
    spec = WorkerSpec(ENGINE, "embed", {"model": str(model), **settings}, readable=(str(model), *map(str, readable)))
    started = EmbedWorker(DirectLauncher(ROLES), spec)
    try:
        started.start()
    except BaseException:
        started.close()
        raise
    return started


class TestConformance(EmbedConformance):
    @pytest.fixture
    def engine(self, embed: EmbedWorker) -> EmbedWorker:
        return embed


def test_every_text_has_a_vector_of_length_one(embed: EmbedWorker) -> None:
    vectors = embed.encode(TEXTS, "passage")
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-6


def test_the_order_is_kept_through_sorted_batches(embed: EmbedWorker) -> None:
    together = embed.encode(TEXTS, "passage")
    alone = np.concatenate([embed.encode([text], "passage") for text in TEXTS])
    assert (together * alone).sum(axis=1).min() > 0.999


def test_what_means_the_same_lies_close(embed: EmbedWorker) -> None:
    vectors = embed.encode(TEXTS, "passage")
    query = embed.encode(["When does the lease end?"], "query")[0]
    assert set(np.argsort(vectors @ query)[-2:]) == {0, 5}


def test_nothing_in_nothing_out(embed: EmbedWorker) -> None:
    assert embed.encode([], "passage").shape == (0, 384)
    assert embed.encode([], "query").dtype == np.float32


def test_the_space_is_named_by_the_weights(embed: EmbedWorker) -> None:
    assert embed.space.identifier == "all-MiniLM-L6-v2@53aa51172d142c89/384n"


def test_a_very_long_text_counts_with_its_beginning(embed: EmbedWorker) -> None:
    begun, longer = embed.encode(["a contract of sale " * 400, "a contract of sale " * 6000], "query")
    assert float(begun @ longer) > 0.999


@pytest.fixture
def own_copy(embedding_model: Path, tmp_path: Path) -> Path:
    """The model's folder again, of links, of which each can be replaced."""
    copy = tmp_path / "copy"
    for source in embedding_model.rglob("*"):
        target = copy / source.relative_to(embedding_model)
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(source)
    return copy


def test_questions_and_passages_get_the_models_own_prompts(embed: EmbedWorker, own_copy: Path, embedding_model: Path) -> None:
    config = own_copy / "config_sentence_transformers.json"
    config.unlink()
    config.write_text(json.dumps({"prompts": {"query": "question: ", "document": "passage: "}}))
    expected = embed.encode(["question: rent", "passage: rent"], "passage")
    with worker(own_copy, embedding_model) as prompted:
        actual = np.concatenate([prompted.encode(["rent"], "query"), prompted.encode(["rent"], "passage")])
    assert (expected * actual).sum(axis=1).min() > 0.999
    assert float(expected[0] @ expected[1]) < 0.99


def test_a_model_that_the_library_refuses_is_a_sentence(own_copy: Path, embedding_model: Path) -> None:
    (own_copy / "config.json").unlink()
    (own_copy / "config.json").write_text('{"model_type": "nonsense"}')
    with pytest.raises(ModelInvalid, match="cannot open the model “copy”"):
        worker(own_copy, embedding_model)


def test_scikit_learn_is_not_loaded(embed: EmbedWorker, embedding_model: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from muniment_engines.bundled import sentence_transformers_embed as engine; "
        "engine.open({'model': sys.argv[1]}, Path(sys.argv[2])); "
        "assert 'torch' in sys.modules and not {'sklearn', 'scipy.stats', 'datasets'} & set(sys.modules)"
    )
    assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", code, str(embedding_model), str(tmp_path)]) == 0
