"""The one place that imports llama_cpp: without its log, and with what is known not to work switched off."""

from __future__ import annotations

import functools
import os
import warnings
from typing import Any

from muniment_engines.errors import EngineMissing

SPINS = "1000"
"""How often a thread looks whether the others are ready before it sleeps. By default it looks without end, which on a machine
that is busy otherwise (indexing, say) makes an answer ten times slower; without looking at all, a quiet one is a third slower."""


@functools.cache
def load_library() -> Any:
    """Import llama_cpp and start it, once in a process.

    llama.cpp's log can hold text of a prompt, so it goes nowhere.

    Raises `EngineMissing` where the package is not installed or its library does not load.
    """
    os.environ.setdefault("GOMP_SPINCOUNT", SPINS)  # read when the library is loaded
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import llama_cpp
    except (ImportError, OSError, RuntimeError):
        raise EngineMissing(
            "Answers from a model need the package llama-cpp-python, which is not installed here or does not load; "
            "install it again, or go on searching without a model."
        ) from None
    llama_cpp.llama_log_set(_silence(llama_cpp), None)
    llama_cpp.llama_backend_init()
    return llama_cpp


@functools.cache
def _silence(llama_cpp: Any) -> Any:
    """A log function that drops everything; kept for as long as the process lives, because llama.cpp keeps its address."""

    @llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
    def drop(_level: int, _text: bytes, _data: object) -> None:
        return None

    return drop
