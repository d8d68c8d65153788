"""The one place that imports llama_cpp: without its log, and with what is known not to work switched off."""

from __future__ import annotations

import functools
import warnings
from typing import Any

from muniment_engines.errors import EngineMissing


@functools.cache
def load_library() -> Any:
    """Import llama_cpp and start it, once in a process.

    llama.cpp's log can hold text of a prompt, so it goes nowhere.

    Raises `EngineMissing` where the package is not installed or its library does not load.
    """
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
