"""Opening something elsewhere: in the program that the person's system has for it, outside of every confinement."""

from __future__ import annotations

import os
import subprocess
import sys

from muniment_engines.environment import elsewhere_environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_ADDRESSES = ("https://", "http://", "mailto:")


class CannotOpen(OSError):
    """It is neither a file that is there nor an address, or the system has no way to open it."""


def open_elsewhere(target: str, environment: Mapping[str, str]) -> subprocess.Popen[bytes] | None:
    """Open an existing file or folder, by its absolute path, or an address. Returns the process that does it, where there is one.

    Raises `CannotOpen`.
    """
    if not target.startswith(_ADDRESSES) and not (os.path.isabs(target) and os.path.exists(target)):  # noqa: PTH110, PTH117
        raise CannotOpen
    if sys.platform == "win32":
        os.startfile(target)
        return None
    try:
        return subprocess.Popen(
            ["open" if sys.platform == "darwin" else "xdg-open", target],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=elsewhere_environment(environment),
            start_new_session=True,
        )
    except OSError as error:
        raise CannotOpen from error
