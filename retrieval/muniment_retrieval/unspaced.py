"""Scripts that write no spaces between words: what is looked up there are overlapping pieces of a few characters.

Chinese characters and kana carry much each, and two of them are a piece; Thai, Lao, Burmese and Khmer spell words by letters
and marks, and four are one. A run that is shorter is one piece.
"""

from __future__ import annotations

import re

_DENSE = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
_SPELLED = r"[\u0e01-\u0e4e\u0e80-\u0ecf\u1000-\u103f\u1050-\u109f\u1780-\u17d3]+"
RUN = re.compile(f"(?P<dense>{_DENSE})|(?P<spelled>{_SPELLED})")
_DENSE_LENGTH = 2
_SPELLED_LENGTH = 4


def pieces(run: re.Match[str]) -> list[tuple[int, int]]:
    """Start and end of the pieces of a match of `RUN`, in the text that was matched."""
    length = _DENSE_LENGTH if run["dense"] else _SPELLED_LENGTH
    return [(at, min(at + length, run.end())) for at in range(run.start(), max(run.end() - length + 1, run.start() + 1))]


def spaced(text: str) -> str:
    """A text with spaces between the pieces of such scripts, for a full-text index that knows words by their spaces."""
    return RUN.sub(lambda run: f" {' '.join(text[a:b] for a, b in pieces(run))} ", text)
