"""What is said when a worker's process has died under a call."""

from __future__ import annotations

import signal

from muniment_engines.boot import EXIT_NOT_CONFINED
from muniment_engines.errors import EngineCrashed, EngineError, NotEnoughMemory
from muniment_engines.host.exchange import Died


def told(death: Died, name: str, *, limited: bool = False) -> Exception:
    """The error that the call raises; `name` is the engine's. `limited` says that its memory was."""
    if death.why == "silent":
        return EngineCrashed(f"The engine “{name}” did not answer any more and was ended; try again.")
    if death.why == "protocol":
        return EngineCrashed(f"The engine “{name}” answered what is no answer and was ended; try again.")
    if death.status == EXIT_NOT_CONFINED:
        return EngineError(f"The engine “{name}” could not be confined, so it was not started; see “muniment doctor”.")
    if death.status == -getattr(signal, "SIGKILL", 9):
        return NotEnoughMemory(
            f"The system ended the engine “{name}”, most likely because memory ran out; close other programs, "
            "or choose a smaller model."
        )
    if limited and death.status == -signal.SIGABRT:
        # So C++, and the libraries written in it, end their process when they are refused memory; Python raises MemoryError.
        return NotEnoughMemory(f"The engine “{name}” ended, most likely for want of memory; give it less at once.")
    return EngineCrashed(f"The engine “{name}” stopped unexpectedly; try again.")
