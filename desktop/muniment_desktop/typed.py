"""What a person types as a question or as words to look for."""

from __future__ import annotations


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in it, so that something can be looked for."""
    return any(character.isalnum() for character in text)
