"""A file of questions: JSON, one a line, each with an `id` of its own and a `question`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from muniment_engines.errors import MunimentError

Line = Mapping[str, Any]


def load_questions(path: Path) -> list[Line]:
    """The lines of the file, in its order. Raises `MunimentError` with which line is to be mended."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise MunimentError(f"{path} cannot be read: {error.strerror}; check the path.") from error
    except UnicodeDecodeError as error:
        raise MunimentError(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    return list(_questions(text, path))


def _questions(text: str, path: Path) -> Iterator[Line]:
    seen: set[str | int] = set()
    for number, line in enumerate(text.split("\n"), 1):  # and not where JSON may have a line separator of Unicode's
        if line.strip():
            question = _question(line, f"{path}, line {number}")
            if question["id"] in seen:
                raise MunimentError(f"{path}, line {number} has an “id” that an earlier line has; give it another.")
            seen.add(question["id"])
            yield question


def _question(line: str, where: str) -> Line:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise MunimentError(f"{where} is not JSON; mend that line.") from error
    if not isinstance(value, dict) or not isinstance(value.get("id"), str | int) or not isinstance(value.get("question"), str):
        raise MunimentError(f"{where} needs “id” and “question”; mend that line.")
    if not value["question"].strip():
        raise MunimentError(f"{where} has an empty “question”; mend that line.")
    return value
