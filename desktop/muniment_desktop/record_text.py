"""The record of an answer as it is read, and as it is saved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

_LISTED = ("prompt", "passages", "sentences")
_YES = {True: "yes", False: "no"}


def record_lines(record: Mapping[str, Any]) -> Iterator[str]:
    """A line a fact, the prompt last."""
    for name, value in record.items():
        if name not in _LISTED and value not in (None, "", []):
            yield f"{name.replace('_', ' ')}: {_YES[value] if isinstance(value, bool) else value}"
    for one in record["sentences"]:
        yield f"sentence, {one['badge']}{', marked ' if one['marked'] else ''}{one['marked']}: {one['text']}"
    for one in record.get("passages", ()):
        yield f"passage: {one['document']}, page {one['page']}, {one['start']}–{one['end']}, SHA-256 {one['sha256']}"
    for one in record.get("prompt", ()):
        yield f"--- {one['role']}\n{one['content']}"


def record_bytes(record: Mapping[str, Any]) -> bytes:
    """All of it, as JSON."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
