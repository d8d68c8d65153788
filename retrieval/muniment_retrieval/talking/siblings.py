"""A fragment that tells another one of the same kind: "those in August", "the truck's", "and the median?"."""

from __future__ import annotations

import re

from .forms import opposites, words
from .phrases import Kind, Phrase, phrases, tokens

_OF_KIND = re.compile(
    r"(?P<kind>those|the ones?|that)\s+(?=(?:of|in|on|at|from|for|under|by|with|to|after|before|\w+ed|made|built|sold|held)\b)",
    re.I,
)
_SAID_OF = re.compile(r"\s+(?:(?:\w+ed|made|built|sold|held|paid|given)\s+)?(?P<preposition>\w+)\s+", re.I)
_POSSESSED = re.compile(r"[’']s?$|^[’']s\b")


def another_of_kind(fragment: str, before: str) -> str | None:
    """The question before about those "in August" or "made at night", in the place of what was said of them; else None."""
    said = _OF_KIND.match(fragment)
    last = " ".join(before.split()).rstrip(" ?!.")
    plural = said is not None and said["kind"].lower() in ("those", "the ones")
    alike = [p for p in phrases(last) if p.kind in (Kind.THING, Kind.DOCUMENT) and p.plural == plural and " of " not in p.text]
    if said is None or not alike:
        return None
    kind = re.sub(r"^an? ", "the ", alike[0].text)
    return f"{last[: alike[0].start]}{kind} {fragment[said.end() :]}{last[_end_of_what_is_said(alike[0], last) :]}"


def _end_of_what_is_said(phrase: Phrase, text: str) -> int:
    """Where it ends what follows a thing and tells which one: "made by the consultant", "in the north"."""
    more = _SAID_OF.match(text, phrase.end)
    if more is None or more["preposition"].lower() not in words("prepositions"):
        return phrase.end
    following = next((p for p in phrases(text) if p.start == more.end()), None)
    return phrase.end if following is None else following.end


def by_one_word(core: str, last: str) -> str | None:
    """One word in the place of the one that it is the other of ("median" for "mean"), or of what was
    done ("rebuilt" for "built"); None where it has no such place.
    """
    said = [t for t in tokens(core) if t.low not in words("determiners")]
    if len(said) != 1:
        return None
    others = next((group for group in opposites() if said[0].low in group), frozenset())
    asked = tokens(last)
    done = asked[-1:] if _is_done(said[0].low) and any(t.low in words("auxiliaries") for t in asked) else []
    place = next((t for t in asked if t.low in others), None) or next((t for t in done if _is_done(t.low)), None)
    return None if place is None else last[: place.start] + said[0].text + last[place.end :]


def with_same_ending(core: str, last: str) -> str | None:
    """A name before the word that a name stands before in the question: "California law" after "New York law"."""
    named, _, word = core.rpartition(" ")
    if not named or not named[0].isupper() or word[:1].isupper():
        return None
    place = next((p for p in phrases(last) if p.kind is Kind.NAME and re.match(rf"\s+{re.escape(word)}\b", last[p.end :])), None)
    return None if place is None else last[: place.start] + named + last[place.end :]


def _is_done(low: str) -> bool:
    """Whether a word can be what was done to something."""
    plain = low.removeprefix("re")
    return low.endswith("ed") or any(word in words(name) for word in (low, plain) for name in ("verbs", "participles"))


def of_another(core: str, last: str) -> str | None:
    """What was asked of somebody or something, of another one: "the truck's"; None where it is no such fragment."""
    of = [p for p in phrases(last) if stands_behind(p, last) == "of" or _POSSESSED.match(last[p.end :])]
    if not of or not _POSSESSED.search(core):
        return None
    owner = _POSSESSED.sub("", core)
    named = owner[:1].lower() + owner[1:] if owner.split()[0].lower() in words("determiners") else owner
    return last[: of[-1].start] + named + last[of[-1].end :]


def stands_behind(phrase: Phrase, text: str) -> str:
    """The preposition before a phrase, or nothing."""
    words_before = tokens(text[: phrase.start])
    low = words_before[-1].low if words_before else ""
    return low if low in words("prepositions") else ""
