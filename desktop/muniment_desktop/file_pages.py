"""The pages of one file that is in no vault: what it is is told by its content, and a confined worker reads it."""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from muniment_engines.api import Cancel, Page
from muniment_engines.errors import DocumentError
from muniment_engines.host import ParseWorker, WorkerSpec
from muniment_engines.launcher import Launcher
from muniment_retrieval.types import media_type, refusal


def pages_of(file: Path, launcher: Launcher, specs: Sequence[WorkerSpec], cancel: Cancel) -> list[Page]:
    """Every page of a file, as it would be read into a vault.

    Raises `DocumentError` for a file that is not there, or that no engine reads, `EngineError`, and `Cancelled`.
    """
    try:
        with file.open("rb") as source:
            kind = _kind_of(source, file.name)
            for spec in specs:
                with ParseWorker(launcher, spec) as worker:
                    if kind in worker.info.media_types:
                        with worker.open(source.fileno(), kind) as opened:
                            return list(opened.pages(cancel))
            raise refusal(kind)
    except OSError as error:
        raise DocumentError("failed", f"{file.name} cannot be read: {error.strerror}.") from error


def _kind_of(source: BinaryIO, name: str) -> str:
    try:
        with mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return media_type(content[:], name)
    except ValueError:
        raise DocumentError("empty", f"{name} is empty.") from None
