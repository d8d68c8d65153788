"""Ends a text before the first stop word, whether or not the server knows of it. A word may come in several pieces."""

from __future__ import annotations

from collections.abc import Sequence


class Stopping:
    """`ended` is set once a stop word has come."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = [word for word in words if word]
        self._held = ""
        self.ended = False

    def take(self, piece: str) -> str:
        """What can be shown by now: all but an end that may become a stop word."""
        text = self._held + piece
        places = [at for at in (text.find(word) for word in self._words) if at >= 0]
        if places:
            self.ended = True
            self._held = ""
            return text[: min(places)]
        kept = max((self._overlap(text, word) for word in self._words), default=0)
        self._held = text[len(text) - kept :]
        return text[: len(text) - kept]

    def rest(self) -> str:
        """What was held back, at the end."""
        held, self._held = self._held, ""
        return held

    @staticmethod
    def _overlap(text: str, word: str) -> int:
        """How much of the text's end is the beginning of `word`."""
        longest = min(len(word) - 1, len(text))
        return next((size for size in range(longest, 0, -1) if text.endswith(word[:size])), 0)
