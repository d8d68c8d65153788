"""Sizes as a person says them."""

from __future__ import annotations


def size_text(size: float) -> str:
    """A number of bytes, in the unit that suits it."""
    for unit in ("bytes", "KB", "MB"):
        if size < 1_000:
            return f"{size:,.0f} {unit}"
        size /= 1_000
    return f"{size:.1f} GB"


def counted(number: int, noun: str) -> str:
    """How many there are of something: "1 document", "1,204 documents"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
