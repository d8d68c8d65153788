"""The real program for end-to-end tests, fresh or with the examples already read."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("end_to_end_program", Path(__file__).with_name("program.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
sys.modules["end_to_end_program"] = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(sys.modules["end_to_end_program"])

from end_to_end_program import EXAMPLES, Program  # noqa: E402


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The examples in a vault, without any model; not to be changed."""
    program = Program(tmp_path_factory.mktemp("examples"))
    program.on_vault("index", str(EXAMPLES))
    return program


@pytest.fixture
def with_models(program: Program, chat_model: Path, embedding_model: Path) -> Program:
    """The same with the small test models."""
    models = program.home / "models"
    models.mkdir(parents=True)
    for model in (chat_model, embedding_model):
        (models / model.name).symlink_to(model)
    return program
