"""Opening: nothing heavy before it is needed, and one sentence where it cannot be."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from muniment_engines.bundled import sentence_transformers_embed
from muniment_engines.bundled.sentence_transformers_embed import engine, libraries
from muniment_engines.bundled.sentence_transformers_embed.model_folder import ModelFolder
from muniment_engines.errors import EngineMissing, NotEnoughMemory


def test_describing_loads_nothing() -> None:
    code = (
        "import sys; from muniment_engines.bundled import sentence_transformers_embed as engine; engine.describe(); "
        "assert not {'torch', 'transformers', 'sentence_transformers', 'sklearn'} & set(sys.modules)"
    )
    assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", code]) == 0


def test_settings_have_what_the_engine_reads() -> None:
    info = sentence_transformers_embed.describe()
    assert [setting.name for setting in info.settings] == ["model", "threads", "batch"]


@pytest.mark.parametrize("name", ["torch", "sentence_transformers"])
def test_without_the_libraries_it_says_what_to_do(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(EngineMissing, match="torch and sentence-transformers, which are not installed"):
        libraries.load_libraries(tmp_path)


def test_stand_ins_are_gone_after_the_import() -> None:
    with libraries._stand_ins():
        from sklearn.metrics import pairwise_distances

        with pytest.raises(ImportError):
            pairwise_distances([], [])
    assert not isinstance(sys.modules.get("sklearn"), libraries._StandIn)
    assert not isinstance(sys.modules.get("sklearn.metrics"), libraries._StandIn)


def test_a_model_that_does_not_fit_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(bytes(1000))
    monkeypatch.setattr(engine, "inspect", lambda path: ModelFolder(path, (weights,)))
    monkeypatch.setattr(engine, "available_memory", lambda: 100_000_000)
    with pytest.raises(NotEnoughMemory, match="about 450 MB of memory and 100 MB are free"):
        sentence_transformers_embed.open({"model": str(tmp_path)}, tmp_path)
