"""What can go wrong, as a person would be told.

    Exception
    ├── api.Cancelled                     somebody asked to stop
    └── MunimentError                     the message is one sentence for the person: what is wrong and what to do
        ├── EngineError                   an engine cannot do what was asked
        │   ├── EngineMissing             it is not installed, or a library that it needs is not
        │   ├── ModelInvalid              its model file is missing, cut short or of the wrong kind
        │   ├── NotEnoughMemory           its model does not fit
        │   └── EngineCrashed             its process ended, hung or broke the protocol
        ├── DocumentError                 a file cannot be read; `state` is the word that the report shows
        ├── Refused                       what an engine wanted to send was not sent
        ├── SendingFailed                 a host cannot be reached, or broke off; `why` is one word
        └── Offline                       the network is switched off

A message never holds text of a document, a question or an answer. Anything else that is raised is a defect.
"""

from __future__ import annotations

from typing import Literal

DocumentState = Literal[
    "read",
    "encrypted",
    "damaged",
    "not supported",
    "too large",
    "timed out",
    "vanished",
    "no permission",
    "empty",
    "skipped",
    "failed",
]


class MunimentError(Exception):
    """An error that is told to the person; `str(error)` is the sentence."""


class EngineError(MunimentError):
    """An engine cannot do what was asked."""


class EngineMissing(EngineError):
    """The engine is not installed, or a library that it needs is not."""


class ModelInvalid(EngineError):
    """The model's file is missing, cut short or of the wrong kind."""


class NotEnoughMemory(EngineError):
    """The model does not fit into memory."""


class EngineCrashed(EngineError):
    """The engine's process ended, hung or broke the protocol."""


class DocumentError(MunimentError):
    """A file cannot be read."""

    def __init__(self, state: DocumentState, message: str) -> None:
        super().__init__(message)
        self.state: DocumentState = state


class Offline(MunimentError):
    """The network is switched off, or only what is on this machine may be used."""


class Refused(MunimentError):
    """What an engine wanted to send was refused, by a person or by the rules. Nothing of it has left."""


SendingFailure = Literal["unreachable", "certificate", "slow", "cut", "too large", "ended"]


class SendingFailed(MunimentError):
    """A request went wrong on its way. `why` says where: all but "certificate" and "too large" may be tried again."""

    def __init__(self, why: SendingFailure, message: str) -> None:
        super().__init__(message)
        self.why: SendingFailure = why
