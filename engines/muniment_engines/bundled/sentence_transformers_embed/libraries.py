"""Imports sentence-transformers as lightly as it can be, and so that nothing in it looks for a network.

scikit-learn is imported by sentence-transformers for measures that an engine never takes; its import is a fifth of the whole
and 475 modules. While the libraries are imported, empty modules stand in its place.
"""

from __future__ import annotations

import contextlib
import importlib.machinery
import importlib.util
import os
import sys
import types
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from muniment_engines.errors import EngineMissing

STAND_INS = ("sklearn", "sklearn.metrics")
NEEDED = ("torch", "transformers", "sentence_transformers")
MISSING = (
    "Search by meaning needs the packages torch and sentence-transformers, which are not installed here; "
    "install them, or go on searching by words."
)


class Libraries(NamedTuple):
    """The two modules that the engine uses."""

    torch: Any
    sentence_transformers: Any


def load_libraries(private_folder: Path) -> Libraries:
    """Import torch and sentence-transformers; seconds the first time, nothing afterwards.

    Raises `EngineMissing` where one of them is not installed.
    """
    if any(importlib.util.find_spec(name) is None for name in NEEDED):  # A half of them, imported, cannot be mended later.
        raise EngineMissing(MISSING)
    _switch_off_network(private_folder)
    # Threads that wait for each other sleep. By default they look without end, and beside a busy program the embedding of one
    # question takes seconds instead of milliseconds.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    # torch's arithmetic keeps a program for every length of text that it met, 1,024 of them, and the layer above it those with
    # their buffers once more: hundreds of megabytes that save nothing, for a batch needs three.
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "16")
    os.environ.setdefault("LRU_CACHE_CAPACITY", "16")
    try:
        with warnings.catch_warnings(), _stand_ins():
            warnings.simplefilter("ignore")
            import sentence_transformers
            import torch
            import transformers
    except ImportError:
        raise EngineMissing(MISSING) from None
    transformers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()
    return Libraries(torch, sentence_transformers)


def _switch_off_network(private_folder: Path) -> None:
    os.environ.update(
        HF_HUB_OFFLINE="1",
        TRANSFORMERS_OFFLINE="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        DO_NOT_TRACK="1",
        HF_HOME=str(private_folder),
        # Without a folder that exists, torch asks for the user's name and home, which a confined process cannot learn.
        TORCHINDUCTOR_CACHE_DIR=str(private_folder),
    )


class _StandIn(types.ModuleType):
    """A module that has any name that is imported from it, and does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _not_here


def _not_here(*_arguments: Any, **_named: Any) -> Any:
    raise ImportError("scikit-learn is not loaded in this process")


@contextlib.contextmanager
def _stand_ins() -> Iterator[None]:
    """Put empty modules where scikit-learn would be, unless it is there already."""
    names = [] if "sklearn" in sys.modules else STAND_INS
    for name in names:
        module = _StandIn(name)
        module.__spec__ = importlib.machinery.ModuleSpec(name, None)
        module.__path__ = []
        sys.modules[name] = module
    try:
        yield
    finally:
        for name in names:
            sys.modules.pop(name, None)
