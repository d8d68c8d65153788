"""The bundled Rampart engine, with its real model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from muniment_engines.api import Redact
from muniment_engines.bundled import rampart_redact
from muniment_engines.conformance import RedactConformance
from muniment_engines.errors import ModelInvalid


@pytest.fixture(scope="module")
def opened(find_model: Callable[[str], Path]) -> Redact:
    return rampart_redact.open({"model": str(find_model("rampart")), "threads": 1}, Path())


@pytest.mark.model
class TestRampart(RedactConformance):
    text = "Please write to Anna Orion, 12 High Street, Leeds."
    names = (
        ("Anna Orion", "person"),
        ("12 High Street", "address"),
        ("Leeds", "place"),
    )

    @pytest.fixture
    def engine(self, opened: Redact) -> Redact:
        return opened


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("tokenizers")
    with pytest.raises(ModelInvalid, match="is not there"):
        rampart_redact.open({"model": str(tmp_path)}, Path())
