"""The command's process: parses the words, does the command, and turns what goes wrong into one sentence.

Ctrl-C asks the command to stop; a second one stops it at once. Errors for the person go to stderr as they are; a defect says only
what kind it is, because its message might hold text of a document.
"""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Any

from muniment_engines.api import Cancel, Cancelled
from muniment_engines.channel import Channel
from muniment_engines.errors import MunimentError
from muniment_engines.launcher import Launcher, launcher_from
from muniment_retrieval.model import NameAmbiguous, NameNotFound, NeedsPassphrase, TooSoon, WrongPassphrase

from .. import paths, settings
from ..airlock import OnlyShown
from . import parser
from .context import Context

COULD_NOT, WRONG_USE, LOCKED, STOPPED = 1, 2, 4, 130


def main(_channel: Channel, spec: Mapping[str, Any]) -> int:
    """The process's entry: what the person typed is in the spec."""
    if sys.platform == "linux":
        from muniment_engines.system.linux import keep_private

        keep_private()
    return run(spec["arguments"], launcher_from(spec), spec["confined"])


def run(arguments: Sequence[str], launcher: Launcher, confined: Mapping[str, Any]) -> int:
    """Do one command; returns the exit code that `docs/COMMANDS.md` documents. `confined` is what `doctor` tells."""
    options = parser.build().parse_args(arguments)
    cancel = Cancel()
    previous = signal.signal(signal.SIGINT, _asks_to_stop(cancel))
    try:
        loaded = settings.load(paths.settings_file())
        if loaded.offline:
            launcher.set_offline(True)
        context = Context(launcher, loaded, cancel, confined)
        code = options.run(options, context)
        return int(code)
    except (Cancelled, KeyboardInterrupt):
        return STOPPED
    except NameAmbiguous as error:
        print("\n".join([str(error), *(f"  {name}" for name in error.names)]), file=sys.stderr)
        return WRONG_USE
    except NameNotFound as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except OnlyShown as error:
        print(error, file=sys.stderr)
        return 0
    except MunimentError as error:
        print(error, file=sys.stderr)
        return LOCKED if isinstance(error, (NeedsPassphrase, WrongPassphrase, TooSoon)) else COULD_NOT
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; saying so would fail as well
        return COULD_NOT
    except Exception as error:
        print(_defect(error), file=sys.stderr)
        return COULD_NOT
    finally:
        signal.signal(signal.SIGINT, previous)


def _asks_to_stop(cancel: Cancel) -> Callable[[int, FrameType | None], None]:
    def handle(_signal: int, _frame: FrameType | None) -> None:
        if cancel.requested:
            raise KeyboardInterrupt
        cancel.request()

    return handle


def _defect(error: Exception) -> str:
    """Where it went wrong, without the error's own message."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{place.filename.rsplit('/', 1)[-1]}:{place.lineno}"
    return f"Muniment has a defect: {type(error).__name__} at {where}. Please report it; nothing that was stored is lost."
