"""A text as a row of atoms: words, and what must not differ, each in one form however it is written.

Dates are taken out first, then codes, numbers with their units, and the phrases of `particulars.toml` (bounds, opposites, what
may and must be done, negations, exceptions, quantities); what is left are words and names. "Shall" and "is required to" are one
atom, and "not less than" is a bound and no negation. Each place of a text belongs to one atom at most.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files

from muniment_retrieval.answer.figures import Date, code_spans, dated_spans
from muniment_retrieval.answer.measures import measures_in, unit_of
from muniment_retrieval.answer.verbs import does
from muniment_retrieval.search.query import is_function_word
from muniment_retrieval.search.words import Word, folded, words_of


class Kind(Enum):
    """What an atom is. All but words must not differ."""

    WORD = "word"
    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    CODE = "code"
    MODAL = "modal"
    NEGATION = "negation"
    EXCEPTION = "exception"
    BOUND = "bound"
    OPPOSITE = "opposite"
    UNIT = "unit"
    QUANTITY = "quantity"


@dataclass(frozen=True)
class Atom:
    """`key` is what is compared; `unit` that of a number; `date` that of a date.

    `term` is a word's comparable form; `capital` tells that it is written with a capital, be it for beginning a sentence;
    `aside` that it stands in parentheses, `begins` that it begins a sentence.
    """

    kind: Kind
    key: str
    start: int
    end: int
    unit: str = ""
    date: Date = (0, 0, 0)
    term: str = ""
    capital: bool = False
    aside: bool = False
    begins: bool = False

    @property
    def particular(self) -> bool:
        return self.kind is not Kind.WORD


_NEUTRAL = "neutral"
_TABLES = {
    "modals": Kind.MODAL,
    "negations": Kind.NEGATION,
    "exceptions": Kind.EXCEPTION,
    "bounds": Kind.BOUND,
    "opposites": Kind.OPPOSITE,
    "quantities": Kind.QUANTITY,
}
_ROLE = re.compile(r"[a-z]{4,}(?:or|ee|er)s?")
_MOSTLY_CAPITALS = 0.6
_WITH_A_NAME = re.compile(r"['’]s\b|\s(?:(?:and|or|&)\s)?[A-Z]")
_OPENS = " \t\n\"'“‘([–—-"


@lru_cache(maxsize=8_192)
def atoms_of(text: str) -> tuple[Atom, ...]:
    """The atoms of a text in order, without words that carry no meaning by themselves."""
    plain = text.replace("’", "'")
    taken = [" " if c.isspace() else c for c in plain]
    found: list[Atom] = []
    for finder in (_dates, _codes, _numbers, _phrases):
        for atom in finder("".join(taken)):
            taken[atom.start : atom.end] = "\0" * (atom.end - atom.start)
            found.append(atom)
    found += _words(text, "".join(taken))
    asides = [match.span() for match in re.finditer(r"\([^()]*\)", text)]
    kept = (
        replace(atom, aside=any(a < atom.start < b for a, b in asides)) if asides else atom
        for atom in found
        if atom.key != _NEUTRAL
    )
    return tuple(sorted(kept, key=lambda atom: atom.start))


def opposite(key: str) -> str:
    """The key of the opposite of an atom of that kind."""
    return str(_file()["opposite_of"][key])


def _dates(text: str) -> Iterator[Atom]:
    for date, start, end in dated_spans(text):
        yield Atom(Kind.DATE, "-".join(map(str, date)), start, end, date=date)


def _codes(text: str) -> Iterator[Atom]:
    for start, end in code_spans(text):
        yield Atom(Kind.CODE, folded(text[start:end]), start, end)


def _numbers(text: str) -> Iterator[Atom]:
    clock = re.sub(r"(?<!\d)(\d{1,2}):(\d\d)(?!\d)", r"\1\2 ", text)
    for one in measures_in(clock):
        yield Atom(Kind.NUMBER, one.value, one.start, one.end, unit=one.unit)


def _phrases(text: str) -> Iterator[Atom]:
    end = 0
    for match in _phrase().finditer(text):
        if match.start() < end or (match.group() == "May" and not text.isupper()):
            continue
        end = match.end()
        kind, key = _GROUPS[match.lastgroup or ""]
        yield Atom(kind, key, match.start(), match.end())
    for match in re.finditer(r"(?<=can)not\b|n't\b", text, re.I):
        yield Atom(Kind.NEGATION, "not", match.start(), match.end())


def _words(text: str, left: str) -> Iterator[Atom]:
    letters = [c for c in text if c.isalpha()]
    shouted = sum(c.isupper() for c in letters) > _MOSTLY_CAPITALS * len(letters)
    for word in words_of(left.replace("\0", " ")):
        written = text[word.start : word.end]
        if is_function_word(word.term) or written in ("t", "s"):
            continue
        capital = written[0].isupper() and not shouted
        unit = unit_of(written)
        begins = _begins(text, word)
        kind = Kind.NAME if capital and (not begins or _is_named(text, word)) else Kind.UNIT if unit else Kind.WORD
        key = unit if kind is Kind.UNIT else _key(word, written)
        yield Atom(kind, key, word.start, word.end, term=word.term, capital=capital, begins=begins)


def _begins(text: str, word: Word) -> bool:
    """Whether a word begins a sentence or a field's value, where a capital says nothing."""
    return not text[: word.start].strip(_OPENS) or text[: word.start].rstrip(" \n\"'”’)")[-1:] in ".!?:"


def _is_named(text: str, word: Word) -> bool:
    """Whether a word that begins a sentence is a name all the same: it stands with another one, has something or does something.

    What is no name has an article there, is many ("Payments are due") or is one of a few kinds ("Everybody came", "Work began").
    """
    written = folded(text[word.start : word.end])
    words, endings = _bare()
    if written in words:
        return False
    if _WITH_A_NAME.match(text, word.end):
        return not written.endswith("ly")
    return does(text, word.end) and not written.endswith(endings)


@cache
def _bare() -> tuple[frozenset[str], tuple[str, ...]]:
    """Words that begin a sentence without an article though they are no names, and what such words end with."""
    listed = _file()["begins"]
    return frozenset(listed["words"].split()), tuple(listed["endings"].split())


def _key(word: Word, written: str) -> str:
    """Roles are told apart by their endings: a licensor is no licensee, and an employer no employee."""
    plain = folded(written)
    return plain.removesuffix("s") if _ROLE.fullmatch(plain) else word.term


@cache
def _file() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = tomllib.loads(files(__package__).joinpath("particulars.toml").read_text(encoding="utf-8"))
    return loaded


_GROUPS: dict[str, tuple[Kind, str]] = {}


@cache
def _phrase() -> re.Pattern[str]:
    """All phrases in one pattern; of those that begin at one place the longest kind of phrase comes first."""
    parts = [f"(?P<{_NEUTRAL}>{_spaced(str(_file()[_NEUTRAL]))})"]
    _GROUPS[_NEUTRAL] = (Kind.WORD, _NEUTRAL)
    for table in ("bounds", "modals", "exceptions", "opposites", "quantities", "negations"):
        for key, pattern in _file()[table].items():
            _GROUPS[f"{table}_{key}"] = (_TABLES[table], key)
            parts.append(f"(?P<{table}_{key}>{_spaced(pattern)})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)(?<!\s)", re.I)


def _spaced(pattern: str) -> str:
    return pattern.replace("\n", "").replace(" ?", r"\s?").replace(" ", r"\s+")
