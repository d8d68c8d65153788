"""Where sentences begin and end, by exact offsets.

First every place that could end a sentence is found: a full stop, question or exclamation mark with what closes after it, the
marks of scripts without spaces, and every line break. Then each is judged: an abbreviation ("Inc.", "No. 4", "U.S."), an
initial, the number of a clause or a word that goes on in lower case does not end one; a line break ends one only between
headings, list items, the fields of a form, and after a line that stops well short of the page's width. A row of a table (cells
with a bar between them) is one sentence, whatever stands in it. What is left between two
ends is trimmed of white space. Every character that is not white space belongs to exactly one sentence.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

Span = tuple[int, int]

_BREAK = re.compile(
    r"(?P<stop>[.!?…]+[\"'”’»)\]]*)(?=\s|$)|(?P<wide>[。！？｡]+[」』”）]*)|(?P<other>[।॥؟۔])|(?P<line>[^\S\n]*\n\s*)"
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘']+$")

_CLAUSE_NUMBER = re.compile(r"^[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlcIVXLC]{1,5}|[A-Za-z])[.)\]]*$")
_LIST_ITEM = re.compile(
    r"(?:\d{1,3}\.)+\d{0,3}\s+[A-Z\"“(_]|\d{1,3}(?:\.\d{1,3})+\s+[A-Z\"“(_]|\d{1,3}\)\s"
    r"|\((?:[a-zA-Z]|[ivx]{1,5}|\d{1,3})\)\s|[•·▪●◦‣*–—-]\s+\S|#{1,6}\s"
    r"|(?:ARTICLE|SECTION|SCHEDULE|EXHIBIT|ANNEX|APPENDIX|CHAPTER|PART)\s+[\dIVXLA-Z]"
    r"|(?:Section|Article)\s+\d[\d.]*\s+[A-Z\"“]"
)
_FIELD = re.compile(r"[^\s:][^:.;\n]{0,48}:(?:\s|$)")
_GOES_ON = re.compile(
    r"(?:,|\b(?:and|or|of|to|the|a|an|in|by|with|for|on|at|as|Section|Sections|Article|Clause|Paragraph|No\.))$"
)
_LABEL_CHARACTERS = 80
_LABELS = 2
"""Lines in the midst of a table that may name what is below them."""

_CLOSED = re.compile(r"[.!?:;…][\"'”’)\]]*$")


def sentence_spans(text: str) -> list[Span]:
    """Start and end of every sentence of `text`, in order, in code points."""
    spans: list[Span] = []
    start = 0
    width = _line_width(text)
    for found in _BREAK.finditer(text):
        if found.end() > start and _ends_sentence(text, start, found, width):
            _append_trimmed(spans, text, start, found.end())
            start = found.end()
    _append_trimmed(spans, text, start, len(text))
    return spans


def _append_trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left < len(piece):
        spans.append((start + left, start + len(piece.rstrip())))


def _line_width(text: str) -> int:
    """How long a full line is here: the length that one line in five exceeds."""
    lengths = sorted(len(line.strip()) for line in text.split("\n") if line.strip())
    return lengths[len(lengths) * 4 // 5] if lengths else 0


def _ends_sentence(text: str, start: int, found: re.Match[str], width: int) -> bool:
    kind = found.lastgroup
    if kind == "line":
        return _line_ends(text, found.start(), found.end(), width)
    if kind == "stop":
        return _stop_ends(text, start, found) and not is_row(_line_at(text, found.start()))
    return True


def _stop_ends(text: str, start: int, found: re.Match[str]) -> bool:
    rest = text[found.end() : found.end() + 40].lstrip()
    if not rest:
        return True
    if rest[0].islower():
        return False
    if not found["stop"].startswith(".") or found["stop"].startswith(".."):
        return True
    before = _WORD_BEFORE.search(text, max(start, found.start() - 30), found.start())
    word = before.group() if before else ""
    following = re.match(r"\W*(\w*)", rest)
    next_word = following.group(1).lower() if following else ""
    if before and not text[start : before.start()].strip(' \t\n(["“') and _CLAUSE_NUMBER.match(word):
        return False
    return _word_ends(word, next_word, rest)


def _word_ends(word: str, next_word: str, rest: str) -> bool:
    """Whether a full stop after `word` ends a sentence that is followed by `rest`."""
    plain = word.lower().rstrip(".,")
    known = _abbreviations()
    if plain in known["never_ends"]:
        return False
    if plain in known["numbered"] and rest[:1].isdigit():
        return False
    if plain in known["seldom_ends"] or re.fullmatch(r"[A-Z](?:\.[A-Z])*", word):
        return next_word in known["starters"]
    return True


def _line_ends(text: str, line_end: int, next_start: int, width: int) -> bool:
    if next_start >= len(text):
        return True
    line_start = text.rfind("\n", 0, line_end) + 1
    line = text[line_start:line_end].strip()
    next_end = text.find("\n", next_start)
    following = text[next_start : next_end if next_end >= 0 else len(text)].strip()
    if is_row(line) or is_row(following):
        return True
    if not line or _GOES_ON.search(line):
        return False
    closed = bool(_CLOSED.search(line))
    if following[0].islower():
        return False
    if _LIST_ITEM.match(following):
        return True
    blank = text.count("\n", line_end, next_start) > 1
    short = len(line) < 0.6 * width
    return closed or blank or short or bool(_FIELD.match(following)) or is_title(line)


def _line_at(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def is_row(line: str) -> bool:
    """Whether a line is the row of a table: its cells have a bar between them."""
    return " | " in line or (line.startswith("|") and line.rstrip().endswith("|") and len(line) > 1)


def goes_on(text: str, end: int, until: int) -> bool:
    """Whether the line that ends at `end` is in the midst of a sentence that ends at `until`."""
    rest = text[end:until].lstrip()
    return bool(rest) and (rest[0].islower() or bool(_GOES_ON.search(text[:end].rstrip()[-20:])))


def is_label(text: str, start: int, until: int) -> bool:
    """Whether what stands from `start` until the next sentence is a label in the midst of a table ("Cost of sales:").

    It is short, begins its line, and no empty line parts it from what is above and below: rows, or other labels above a row.
    """
    above, below = text[:start].rstrip(" \t"), text[start:until].rstrip(" \t")
    if not above.endswith("\n") or above.endswith("\n\n") or below.endswith("\n\n") or not below.endswith("\n"):
        return False
    lines = [*below.strip().split("\n"), *text[until:].split("\n", _LABELS)[:_LABELS]]
    at = next((number for number, line in enumerate(lines) if is_row(line)), 0)
    return 0 < at <= _LABELS and all(0 < len(line.strip()) <= _LABEL_CHARACTERS for line in lines[:at])


def first_row_above(text: str, start: int) -> str:
    """The first row of the table whose row begins at `start`: mostly the names of its columns. Empty for that row itself.

    A few short labels between rows do not end the table; an empty line does.
    """
    found, end, labels = "", text.rfind("\n", 0, start), 0
    while end >= 0:
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end].strip()
        if is_row(line):
            found, labels = line, 0
        elif not line or len(line) > _LABEL_CHARACTERS or labels == _LABELS:
            break
        else:
            labels += 1
        end = begin - 1
    return found


def is_title(line: str) -> bool:
    """Whether a line stands for itself: at most nine words, in capitals or each beginning with one."""
    letters = [c for c in line if c.isalpha()]
    words = line.split()
    if len(letters) < 3 or len(line) > 80 or len(words) > 9 or line[-1] in ",;":
        return False
    if sum(c.isupper() for c in letters) >= 0.8 * len(letters):
        return True
    return all(w[0].isupper() or len(w) < 5 or not w[0].isalpha() for w in words) and words[0][0].isupper()


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    lists = tomllib.loads(files(__package__).joinpath("abbreviations.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in lists.items()}
