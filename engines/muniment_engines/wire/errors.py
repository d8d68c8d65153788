"""Errors between processes: sentences for a person travel whole, a defect only by the name of its type, which holds no text."""

from __future__ import annotations

from typing import Any, get_args

from muniment_engines import errors
from muniment_engines.errors import DocumentError, DocumentState, MunimentError, SendingFailed, SendingFailure
from muniment_engines.frames import ProtocolError

_LONGEST_SENTENCE = 600
_LONGEST_NAME = 120
_SAID: dict[str, type[MunimentError]] = {
    name: getattr(errors, name)
    for name in (
        "MunimentError",
        "EngineError",
        "EngineMissing",
        "ModelInvalid",
        "NotEnoughMemory",
        "EngineCrashed",
        "Offline",
        "Refused",
    )
}


def error_to_json(error: BaseException) -> dict[str, Any]:
    """What the host is told of an exception in an engine."""
    if isinstance(error, DocumentError):
        return {"kind": "DocumentError", "state": error.state, "sentence": _sentence(error)}
    if isinstance(error, SendingFailed):
        return {"kind": "SendingFailed", "why": error.why, "sentence": _sentence(error)}
    if isinstance(error, MunimentError):
        kind = next(base.__name__ for base in type(error).__mro__ if base.__name__ in _SAID)
        return {"kind": kind, "sentence": _sentence(error)}
    if isinstance(error, MemoryError):
        return {"kind": "NotEnoughMemory", "sentence": "Memory ran out; close other programs, or choose a smaller model."}
    if isinstance(error, ImportError):
        return {"kind": "EngineMissing", "sentence": _missing(error)}
    return {"kind": "defect", "type": type(error).__name__[:_LONGEST_NAME], "where": _where(error)}


def error_from_json(data: dict[str, Any]) -> MunimentError | None:
    """The error to raise, or None for a defect, about which there is `defect_name`."""
    kind = data.get("kind")
    sentence = str(data.get("sentence", ""))[:_LONGEST_SENTENCE]
    if kind == "DocumentError":
        return DocumentError(_state(data.get("state")), sentence)
    if kind == "SendingFailed":
        return SendingFailed(_failure(data.get("why")), sentence)
    if kind in _SAID:
        return _SAID[kind](sentence)
    return None


def defect_name(data: dict[str, Any]) -> str:
    """The type of a defect and where it is, as code names them."""
    words = (str(data.get("type", "")), str(data.get("where", "")))
    return " in ".join(word[:_LONGEST_NAME] for word in words if word.replace(".", "").replace(":", "").isidentifier())


def _state(word: object) -> DocumentState:
    for state in get_args(DocumentState):
        if word == state:
            known: DocumentState = state
            return known
    raise ProtocolError("A message names a state of documents that there is not.")


def _failure(word: object) -> SendingFailure:
    for why in get_args(SendingFailure):
        if word == why:
            known: SendingFailure = why
            return known
    raise ProtocolError("A message names a failure that there is not.")


def _sentence(error: MunimentError) -> str:
    return str(error)[:_LONGEST_SENTENCE]


def _missing(error: ImportError) -> str:
    name = (error.name or "").partition(".")[0]
    library = f"“{name}”" if name.isidentifier() else "a library"
    return f"The engine needs {library}, which is not installed or cannot be loaded; install the engine again."


def _where(error: BaseException) -> str:
    """The module and function that raised, without a line of text."""
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return ""
    frame = traceback.tb_frame
    return f"{frame.f_globals.get('__name__', '')}.{frame.f_code.co_name}"
