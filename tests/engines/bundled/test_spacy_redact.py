"""The bundled spaCy engine, with its real model."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from muniment_engines.api import Redact
from muniment_engines.bundled import spacy_redact
from muniment_engines.bundled.spacy_redact.engine import FOR_TRAINING, NEEDED
from muniment_engines.conformance import RedactConformance
from muniment_engines.errors import ModelInvalid


@pytest.fixture(scope="module")
def opened(find_model: Callable[[str], Path]) -> Redact:
    return spacy_redact.open({"model": str(find_model("en_core_web_md")), "threads": 1}, Path())


@pytest.mark.model
class TestSpacy(RedactConformance):
    text = "Google and Microsoft opened offices in France."
    names = (
        ("Google", "organisation"),
        ("Microsoft", "organisation"),
        ("France", "place"),
    )

    @pytest.fixture
    def engine(self, opened: Redact) -> Redact:
        return opened


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    with pytest.raises(ModelInvalid, match="is not there"):
        spacy_redact.open({"model": str(tmp_path)}, Path())


def test_what_it_kept_from_being_loaded_can_be_loaded_again(tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    for name in NEEDED:
        (tmp_path / name).write_text("no pipeline")
    with pytest.raises(ModelInvalid, match="damaged"):
        spacy_redact.open({"model": str(tmp_path)}, Path())
    assert not [name for name in FOR_TRAINING if sys.modules.get(name, True) is None]
