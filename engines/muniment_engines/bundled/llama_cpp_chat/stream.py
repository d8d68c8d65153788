"""Turns a model's bytes into text that can be shown: whole characters, and nothing of a stop string."""

from __future__ import annotations

import codecs
from collections.abc import Iterable


class TextStream:
    """Takes bytes as they come and gives back text as soon as it is certain.

    A character can be spread over several tokens, and so can a stop string; both are held back until they are decided.
    The stop string that is complete first ends the text, before its beginning; after `stopped` is true, nothing more comes.
    """

    def __init__(self, stops: Iterable[str] = ()) -> None:
        self._stops = tuple(stop for stop in stops if stop)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self.stopped = False

    def push(self, data: bytes) -> str:
        """The text that `data` makes certain."""
        return self._release(self._decoder.decode(data))

    def finish(self) -> str:
        """The text that was held back and turned out to be no stop string."""
        text = self._release(self._decoder.decode(b"", final=True))
        rest, self._held = self._held, ""
        return text if self.stopped else text + rest

    def _release(self, text: str) -> str:
        if self.stopped:
            return ""
        text = self._held + text
        found = [(text.index(stop) + len(stop), text.index(stop)) for stop in self._stops if stop in text]
        if found:
            self.stopped = True
            self._held = ""
            _, beginning = min(found)
            return text[:beginning]
        keep = self._beginning_of_a_stop(text)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]

    def _beginning_of_a_stop(self, text: str) -> int:
        """How many of the last characters could be the beginning of a stop string."""
        longest = max(map(len, self._stops), default=1) - 1
        for length in range(min(longest, len(text)), 0, -1):
            if any(stop.startswith(text[-length:]) for stop in self._stops):
                return length
        return 0
