"""What setting up reads of this project: its files, its addresses, and whether those answer. The standard library only."""

from __future__ import annotations

import concurrent.futures
import contextlib
import functools
import urllib.request
from pathlib import Path
from typing import Any

from work import in_background

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "packaging" / "locks"


def read_toml(path: str) -> dict[str, Any]:
    import tomllib  # missing in the older Pythons that are told which ones will do

    return tomllib.loads((ROOT / path).read_text(encoding="utf-8"))


def index_of(publisher: str) -> str:
    """The address of a publisher's own package index, with builds for processors."""
    return str(read_toml("desktop/muniment_desktop/addresses.toml")[publisher]["cpu_index"])


@functools.lru_cache(maxsize=None)  # noqa: UP033 (see read_toml)
def answers(url: str) -> bool:
    """Whether anything answers at that address within two seconds, names looked up and all."""
    question = in_background(lambda: urllib.request.urlopen(urllib.request.Request(url, method="HEAD"), timeout=2))
    with contextlib.suppress(OSError, concurrent.futures.TimeoutError):
        question.result(2).close()
        return True
    return False
