"""A sentence in the characters of its source: a model writes 20-18 and 'Dixie' where the page has 20–18 and ‘Dixie’.

Each word of the sentence that has a dash, an apostrophe or a quotation mark is looked for in the source, all of these marks taken
for one; where it stands there in one way only, it is set in that way.
"""

from __future__ import annotations

import re

_DASHES, _SINGLE, _DOUBLE = "‐‑‒–—−", "‘’‚‛′", "“”„‟″"
_PLAIN = str.maketrans({**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DOUBLE, '"')})
_MARKS = rf"[-'\"{_DASHES}{_SINGLE}{_DOUBLE}]"
_MARKED = re.compile(rf"{_MARKS}*\w+(?:{_MARKS}+\w+)*{_MARKS}*")


def in_its_characters(sentence: str, source: str) -> str:
    """`sentence`, each of its words with marks as `source` has it."""
    plain = source.translate(_PLAIN)

    def as_there(word: re.Match[str]) -> str:
        wanted = re.compile(rf"(?<!\w){re.escape(word.group().translate(_PLAIN))}(?!\w)")
        ways = {source[found.start() : found.end()] for found in wanted.finditer(plain)}
        return ways.pop() if len(ways) == 1 else word.group()

    return _MARKED.sub(as_there, sentence)
