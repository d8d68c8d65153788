"""True sentences for `bench_badges.py`: what pages say, put as an answer would put it.

Sentences of the pages are taken whole, shortened to a clause, introduced ("The agreement says that …"), respelt (numbers in one
form, dates in another, plain quotation marks), said with other words that mean the same, or joined with the sentence behind it.
Shortening only takes away what changes nothing: parentheses, and a last clause without a condition, an exception or a negation.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from muniment_retrieval.answer.figures import dates_in
from muniment_retrieval.model import StoredPage
from muniment_retrieval.sentences import sentence_spans

FORMS = ("whole", "shortened", "introduced", "respelt", "other words", "joined")

_FEWEST_WORDS, _MOST_WORDS = 8, 70
_BINDS = re.compile(
    r"\b(?:not|no|nor|unless|except|provided|without|if|subject|notwithstanding|until|before|after|less|more)\b", re.I
)
_MONTHS = "January February March April May June July August September October November December"
_DATE = re.compile(rf"\b({_MONTHS.replace(' ', '|')}) (\d{{1,2}}), (\d{{4}})\b")
_INTRODUCTIONS = (
    "The agreement says that {}",
    "According to the agreement, {}",
    "The contract states that {}",
    "Under this agreement, {}",
    "The document provides that {}",
)
_OTHER_WORDS = (
    ("prior to", "before"),
    ("pursuant to", "under"),
    ("in the event that", "if"),
    ("in the event of", "in case of"),
    ("shall be deemed to be", "is considered to be"),
    ("set forth in", "given in"),
    ("commence", "begin"),
    ("for the purpose of", "for"),
    ("with respect to", "as to"),
    ("in accordance with", "according to"),
    ("at least", "not less than"),
    ("no later than", "not later than"),
    ("shall", "must"),
    ("will", "shall"),
    ("hereunder", "under this agreement"),
    ("utilize", "use"),
    ("obtain", "get"),
    ("assist", "help"),
    ("promptly", "without delay"),
    ("including, without limitation,", "including"),
    ("including without limitation", "including"),
    ("including, but not limited to,", "including"),
    ("such", "the"),
)


@dataclass(frozen=True)
class Told:
    """A true sentence, the form it was put in, the page it comes from, and what the question could have been about."""

    text: str
    form: str
    document: int
    page: int
    asked: tuple[str, ...]


def plain_sentences(page: StoredPage) -> list[tuple[str, str]]:
    """The sentences of a page that an answer could be: prose of some length, no heading, no row, nothing cut off.

    Each comes with the one behind it, or with nothing where that is no such sentence.
    """
    found = [" ".join(page.text[a:b].split()) for a, b in sentence_spans(page.text)]
    behind = [text if _is_prose(text) else "" for text in (*found[1:], "")]
    return [(text, after) for text, after in zip(found, behind, strict=True) if _is_prose(text)]


def put(text: str, behind: str, form: str, chance: random.Random) -> str | None:
    """The sentence in that form; nothing where it cannot be put so. `behind` is the sentence behind it, or nothing."""
    if form == "joined":
        return f"{text[:-1]}, and {_inner(behind)}" if behind else None
    if form == "whole":
        return text
    if form == "introduced":
        return chance.choice(_INTRODUCTIONS).format(_inner(text))
    if form == "respelt":
        changed = _respelt(text)
    elif form == "shortened":
        changed = _shortened(text)
    else:
        changed = _in_other_words(text, chance)
    return changed if changed != text and len(changed.split()) >= _FEWEST_WORDS else None


def without_introduction(text: str) -> str:
    """A sentence as it stood before it was introduced."""
    return next((text.removeprefix(i[:-2]) for i in _INTRODUCTIONS if text.startswith(i[:-2])), text)


def _is_prose(text: str) -> bool:
    words = text.split()
    letters = sum(c.isalpha() or c == " " for c in text)
    return (
        _FEWEST_WORDS <= len(words) <= _MOST_WORDS
        and text[0].isupper()
        and text[-1] in ".;"
        and letters > 0.75 * len(text)
        and sum(c.isupper() for c in text) < 0.4 * len(text)
        and not re.search(r" \| |_{3}|\.{3}|\[\*|\*\*|\bxx", text)
    )


def _inner(text: str) -> str:
    """A sentence to stand behind others: its first letter small where the word is no name."""
    first = text.split(maxsplit=1)[0]
    small = first in {
        "The",
        "This",
        "If",
        "In",
        "Each",
        "Any",
        "All",
        "No",
        "Either",
        "Such",
        "Upon",
        "A",
        "An",
        "Neither",
        "For",
    }
    return text[0].lower() + text[1:] if small else text


def _shortened(text: str) -> str:
    bare = (
        re.sub(r"\s*\([^()]{2,80}\)(?=[\s,.;])", "", text)
        if not _BINDS.search("".join(re.findall(r"\([^()]*\)", text)))
        else text
    )
    cut = re.match(r"(.{40,}?),? (?:and|which|including|whether) [^;]{15,}$", bare)
    whole = cut and not re.search(r"\b(?:shall|will|may|to|or|of|make|hold|the|a)$|,", cut[1][-40:])
    if cut and whole and not _BINDS.search(bare[cut.end(1) :]) and not dates_in(bare[cut.end(1) :]):
        return cut[1].rstrip(",;") + "."
    return bare


def _respelt(text: str) -> str:
    text = re.sub(r"\b(?:[A-Za-z]+(?:-[A-Za-z]+)?) \((\d+)\)", r"\1", text)
    text = _DATE.sub(lambda m: f"{m[2]} {m[1]} {m[3]}", text)
    text = re.sub(r"\bpercent\b|\bper cent\b", "%", text).replace(" %", "%")
    text = re.sub(r"\$(\d{1,3}),(\d{3})\b(?!,)", r"$\1\2", text)
    for typeset, plain in (("“", '"'), ("”", '"'), ("’", "'"), ("–", "-"), ("organiz", "organis"), ("favor", "favour")):
        text = text.replace(typeset, plain)
    return text


def _in_other_words(text: str, chance: random.Random) -> str:
    able = [(old, new) for old, new in _OTHER_WORDS if re.search(rf"\b{old}(?!\w)", text)]
    for old, new in chance.sample(able, min(2, len(able))):
        text = re.sub(rf"\b{old}(?!\w)", new, text)
    return text
