"""The bundled spaCy engine, with its real model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from muniment_engines.api import Redact
from muniment_engines.bundled import spacy_redact
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
