"""`muniment`: becomes the starter, which starts the window, or the command that was named.

This process has run third parties' code already (`.pth` files, at Python's start), so it replaces itself by a Python that has
not: the starter, `python -I -S`, which opens nothing and confines whatever it starts.
"""

from __future__ import annotations

import os
import subprocess
import sys

from muniment_engines import boot
from muniment_engines.launcher import package_folders
from muniment_engines.spawn import BOOT_ARGUMENT, Roles, starter_command

from .roles import ROLES


def main() -> int:
    """Start Muniment with this process's arguments; returns the exit code where the process cannot be replaced."""
    arguments = sys.argv[1:]
    if arguments[:1] == [BOOT_ARGUMENT]:
        return boot.main(arguments[1:])  # a frozen application starts itself again for each process
    command = starter_command(Roles(ROLES, package_folders(ROLES)), "command" if arguments else "window", arguments)
    sys.stdout.flush()
    if hasattr(os, "fork"):
        os.execv(command[0], command)
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main())
