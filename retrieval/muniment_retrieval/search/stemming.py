"""English words to their stems, as the full-text index does it: Porter's algorithm of 1980, in its five steps.

Only words of plain letters are changed; numbers, codes and words of other scripts are their own stems.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PLAIN = re.compile(r"[a-z]{3,}")

_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "logi": "log", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al", "iveness": "ive",
    "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
}  # fmt: skip
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous",
    "ive", "ize",
)  # fmt: skip


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one word in lower case."""
    if not _PLAIN.fullmatch(word):
        return word
    word = _without_plural(word)
    word = _without_past(word)
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = _replaced(word, _STEP_2)
    word = _replaced(word, _STEP_3)
    word = _without_ending(word)
    return _tidied(word)


def _kinds(word: str) -> str:
    """A letter a letter: "v" for a vowel, "c" for a consonant; y is a vowel after a consonant."""
    kinds = ""
    for at, letter in enumerate(word):
        vowel = letter in "aeiou" or (letter == "y" and at > 0 and kinds[-1] == "c")
        kinds += "v" if vowel else "c"
    return kinds


def _measure(word: str) -> int:
    """How many times vowels are followed by consonants."""
    return len(re.findall("v+c+", _kinds(word)))


def _has_vowel(word: str) -> bool:
    return "v" in _kinds(word)


def _double_consonant(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _kinds(word)[-1] == "c"


def _short_end(word: str) -> bool:
    """Whether it ends in consonant, vowel, consonant, the last of them none of w, x and y."""
    return len(word) > 2 and _kinds(word)[-3:] == "cvc" and word[-1] not in "wxy"


def _without_plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _without_past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    ending = next((e for e in ("ed", "ing") if word.endswith(e) and _has_vowel(word[: -len(e)])), "")
    if not ending:
        return word
    word = word[: -len(ending)]
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if _double_consonant(word) and word[-1] not in "lsz":
        return word[:-1]
    return word + "e" if _measure(word) == 1 and _short_end(word) else word


def _replaced(word: str, endings: dict[str, str]) -> str:
    ending = max((e for e in endings if word.endswith(e)), key=len, default="")
    if ending and _measure(word[: -len(ending)]) > 0:
        return word[: -len(ending)] + endings[ending]
    return word


def _without_ending(word: str) -> str:
    ending = max((e for e in _STEP_4 if word.endswith(e)), key=len, default="")
    rest = word[: -len(ending)] if ending else word
    if not ending or _measure(rest) < 2 or (ending == "ion" and rest[-1:] not in ("s", "t")):
        return word
    return rest


def _tidied(word: str) -> str:
    rest = word[:-1]
    if word.endswith("e") and (_measure(rest) > 1 or (_measure(rest) == 1 and not _short_end(rest))):
        word = rest
    if word.endswith("ll") and _measure(word) > 1:
        word = word[:-1]
    return word
