"""The audit log as a file, for somebody else to keep: an entry a line, each with its sum."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from muniment_engines.errors import MunimentError
from muniment_retrieval.vault.audit import Entry


def write(entries: Sequence[Entry], path: Path) -> None:
    """Write a file that is not there yet, for the user alone. Raises `MunimentError` with what to do."""
    lines = [json.dumps({"body": entry.body, "sha256": entry.sha256}, ensure_ascii=False) for entry in entries]
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise MunimentError(f"{path} cannot be written ({error.strerror}); choose another file.") from error
