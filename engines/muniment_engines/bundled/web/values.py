"""JSON as lines that a person can read: where a value stands, and the value ("tenant.address.city: Leeds").

A record that is short becomes one line with all of its values. A file with one value a line (JSON Lines) is read as a list of
them. What is no JSON after all is shown as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.text.decoding import decoded
from muniment_engines.errors import DocumentError

BIGGEST = 100_000_000
"""Bytes; the values of a larger file would not fit into memory."""

LONGEST_LINE = 600
"""Characters of a record up to which it is one line."""

NOT_JSON = "The file is not valid JSON; it is shown as it is."


def read_values(data: bytes) -> tuple[list[Block], list[str]]:
    """Blocks and notes. Raises `DocumentError` "too large"."""
    if len(data) > BIGGEST:
        raise DocumentError("too large", "The file is too large to be read; divide it.")
    text, notes = decoded(data)
    try:
        value = _loaded(text)
        return [block for block in _blocks(value) if block.text.strip()], notes
    except (ValueError, RecursionError):
        return [Block(text)], [*notes, NOT_JSON]


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, parse_int=str, parse_float=str)
    except ValueError:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2:
            raise
        return [json.loads(line, parse_int=str, parse_float=str) for line in lines]


def _blocks(value: Any) -> Iterator[Block]:
    """A block for each record of a list; else for each entry of the outermost object."""
    if isinstance(value, list):
        for entry in value:
            yield from _entry("", entry)
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _entry(str(key), entry)
    else:
        yield Block(_said(value))


def _entry(path: str, value: Any) -> Iterator[Block]:
    short = _short(value)
    if short is not None:
        yield Block(f"{path}: {short}" if path else short, 0, bool(path))
        return
    for at, line in enumerate(_lines(path, value)):
        yield Block(line, 0, at > 0)


def _lines(path: str, value: Any) -> Iterator[str]:
    short = _short(value)
    if short is not None:
        yield f"{path}: {short}" if path else short
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _lines(f"{path}.{key}" if path else str(key), entry)
    elif isinstance(value, list):
        for number, entry in enumerate(value, 1):
            yield from _lines(f"{path} {number}".strip(), entry)
    else:
        yield f"{path}: {_said(value)}" if path else _said(value)


def _short(value: Any) -> str | None:
    """A value on one line; None for what is nested deeper or too long for that."""
    if isinstance(value, dict):
        if any(isinstance(entry, dict | list) for entry in value.values()):
            return None
        line = "; ".join(f"{key}: {_said(entry)}" for key, entry in value.items())
    elif isinstance(value, list):
        if any(isinstance(entry, dict | list) for entry in value):
            return None
        if value and all(isinstance(entry, str) for entry in value) and all(entry.endswith("\n") for entry in value[:-1]):
            return "".join(value).rstrip("\n")  # a text that is kept line by line
        line = ", ".join(_said(entry) for entry in value)
    else:
        return _said(value)
    return line if len(line) <= LONGEST_LINE else None


def _said(value: Any) -> str:
    """A single value, as it stands in the file."""
    if isinstance(value, str):
        return value
    return "null" if value is None else "true" if value else "false"
