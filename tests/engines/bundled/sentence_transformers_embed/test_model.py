"""The engine with a real model: where vectors lie, and that order, roles and odd texts are kept."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from muniment_engines.api import Embed
from muniment_engines.bundled import sentence_transformers_embed
from muniment_engines.errors import ModelInvalid

pytestmark = [pytest.mark.model]

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
def embed(embedding_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Embed:
    pytest.importorskip("torch", reason="torch is not installed")
    return sentence_transformers_embed.open({"model": str(embedding_model), "batch": 3}, tmp_path_factory.mktemp("private"))


def test_every_text_has_a_vector_of_length_one(embed: Embed) -> None:
    vectors = embed.encode(TEXTS, "passage")
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-6


def test_the_order_is_kept_through_sorted_batches(embed: Embed) -> None:
    together = embed.encode(TEXTS, "passage")
    alone = np.concatenate([embed.encode([text], "passage") for text in TEXTS])
    assert (together * alone).sum(axis=1).min() > 0.999


def test_what_means_the_same_lies_close(embed: Embed) -> None:
    vectors = embed.encode(TEXTS, "passage")
    query = embed.encode(["When does the lease end?"], "query")[0]
    assert set(np.argsort(vectors @ query)[-2:]) == {0, 5}


def test_nothing_in_nothing_out(embed: Embed) -> None:
    assert embed.encode([], "passage").shape == (0, 384)
    assert embed.encode([], "query").dtype == np.float32


def test_the_space_is_named_by_the_weights(embed: Embed) -> None:
    assert embed.space.identifier == "all-MiniLM-L6-v2@53aa51172d142c89/384n"


def test_a_very_long_text_counts_with_its_beginning(embed: Embed) -> None:
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


def test_questions_and_passages_get_the_models_own_prompts(embed: Embed, own_copy: Path, tmp_path: Path) -> None:
    config = own_copy / "config_sentence_transformers.json"
    config.unlink()
    config.write_text(json.dumps({"prompts": {"query": "question: ", "document": "passage: "}}))
    prompted = sentence_transformers_embed.open({"model": str(own_copy)}, tmp_path)
    expected = embed.encode(["question: rent", "passage: rent"], "passage")
    actual = np.concatenate([prompted.encode(["rent"], "query"), prompted.encode(["rent"], "passage")])
    assert (expected * actual).sum(axis=1).min() > 0.999
    assert float(expected[0] @ expected[1]) < 0.99


def test_a_model_that_the_library_refuses_is_a_sentence(embed: Embed, own_copy: Path, tmp_path: Path) -> None:
    (own_copy / "config.json").unlink()
    (own_copy / "config.json").write_text('{"model_type": "nonsense"}')
    with pytest.raises(ModelInvalid, match="cannot open the model “copy”"):
        sentence_transformers_embed.open({"model": str(own_copy)}, tmp_path)


def test_scikit_learn_is_not_loaded(embedding_model: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="torch is not installed")
    code = (
        "import sys; from pathlib import Path; from muniment_engines.bundled import sentence_transformers_embed as engine; "
        "engine.open({'model': sys.argv[1]}, Path(sys.argv[2])); "
        "assert 'torch' in sys.modules and not {'sklearn', 'scipy.stats', 'datasets'} & set(sys.modules)"
    )
    assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", code, str(embedding_model), str(tmp_path)]) == 0
