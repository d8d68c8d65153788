"""What tests of all packages share: the real models, where this machine has them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from muniment_desktop.paths import models_folder

_BEGUN: dict[str, float] = {}
"""When each test began."""

_HUNG = set[str]()
"""The tests that hung with their whole process."""

_NEARLY = 0.95
"""Of the time after which a process is ended: what is told of a test comes a little later than it happens."""

CHAT_MODEL = "smollm2-135m-instruct-q4_1.gguf"
EMBEDDING_MODEL = "all-MiniLM-L6-v2"


@pytest.fixture(scope="session")
def find_model() -> Callable[[str], Path]:
    """A model's file or folder by name; skips the test where it is not there.

    Looked for in the folder that MUNIMENT_TEST_MODELS names, otherwise in the user's own.
    """
    folder = Path(os.environ.get("MUNIMENT_TEST_MODELS") or models_folder())

    def find(name: str) -> Path:
        if not (folder / name).exists():
            pytest.skip(f"the model {name} is not in {folder}")
        return folder / name

    return find


@pytest.fixture(scope="session")
def chat_model(find_model: Callable[[str], Path]) -> Path:
    """The smallest chat model."""
    return find_model(CHAT_MODEL)


@pytest.fixture(scope="session")
def embedding_model(find_model: Callable[[str], Path]) -> Path:
    """The smallest embedding model."""
    return find_model(EMBEDDING_MODEL)


def pytest_runtest_logstart(nodeid: str) -> None:
    _BEGUN[nodeid] = monotonic()


@pytest.hookimpl(optionalhook=True)
def pytest_handlecrashitem(crashitem: str, report: pytest.TestReport, sched: Any) -> None:
    """A test whose process was ended because it hung is tried once more, and counted as such; a second time it has failed.

    One that takes its process down by itself fails at once. Where it hung stands in the output.
    """
    hung = monotonic() - _BEGUN[crashitem] >= _NEARLY * float(sched.config.getini("faulthandler_timeout"))
    if hung and crashitem not in _HUNG:
        _HUNG.add(crashitem)
        sched.mark_test_pending(crashitem)
        report.outcome = "rerun"  # type: ignore[assignment]
