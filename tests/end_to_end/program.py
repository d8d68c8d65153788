"""The real program, as a person starts it: a starter, its confined children, and a folder of its own for everything.

`conftest.py` makes this known as `end_to_end_program`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[2] / "examples"
LUCID = "Lucid - Distributor Agreement 2011.pdf"
NTSB = "NTSB - Accident Report NYC08CA073.pdf"


class Program:
    """`muniment`, with a home and a vault that nobody else has."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.vault = folder / "vault"
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("MUNIMENT", "DISPLAY", "DBUS"))}
        self.environment["MUNIMENT_HOME"] = str(self.home)

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "muniment_desktop", *words]

    def __call__(self, *words: str, expect: int = 0, typed: str = "") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            self.command(*words), env=self.environment, capture_output=True, text=True, timeout=240, check=False, input=typed
        )
        assert done.returncode == expect, (words, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
        return done

    def on_vault(self, *words: str, expect: int = 0, typed: str = "") -> subprocess.CompletedProcess[str]:
        return self(*words, "--vault", str(self.vault), expect=expect, typed=typed)

    def json(self, *words: str) -> Any:
        return json.loads(self.on_vault(*words, "--json").stdout)
