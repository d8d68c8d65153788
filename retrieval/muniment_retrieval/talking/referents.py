"""Names in the place of a follow-up's pronouns, each as another part of the question before or of its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .antecedents import asked_kind, referent, titled
from .forms import words
from .phrases import Kind, Token, phrases, tokens
from .signs import Missing
from .statements import place, statement
from .topics import bare, topic, whole

_OFF = re.compile(r"\bwritten (?:off|down)\b", re.I)
_POSSESSIVES = frozenset(("its", "his", "their"))
_POINTING = re.compile(r"(?:this|that|these|those)\b", re.I)
_SAME = tuple(frozenset(group.split()) for group in ("it its", "he him his", "she her", "they them their theirs"))


def with_referents(lacks: Missing, before: str, answer: str, titles: Sequence[str]) -> str | None:
    """The follow-up with names for its pronouns, or None where it cannot be said what one of them is."""
    text = lacks.said
    said = tokens(text)
    about_document = any(t.low in words("document_verbs") for t in said) and not _OFF.search(text)
    found: list[tuple[int, int, str, str]] = []
    for token in lacks.pronouns:
        at = next(n for n, t in enumerate(said) if t.start == token.start)
        after = said[at + 1] if at + 1 < len(said) else None
        pointing = token.low in ("this", "that", "these", "those")
        end = token.end
        if pointing and (after is None or after.low not in words("documents") | words("this_heads") | words("roles")):
            name = _pointed_to(said[at - 1].low if at else "", after, before, answer)
        elif pointing and after is not None:
            name = _called(after.low, before, answer, titles)
            end = after.end
        elif token.low == "there":
            name = place(before) or place(answer) or None
        elif token.low in ("one", "ones"):
            name = _one_of_kind(said[at - 1], before)
        elif token.low == "it" and after is not None and after.low in ("take", "takes", "took"):
            return None  # "how long did it take": all of what was asked about
        else:
            taken = {name for _, _, low, name in found if not any({low, token.low} <= group for group in _SAME)}
            name = referent(token, after, before, answer, titles, about_document=about_document, taken=taken)
        if name is None:
            return None
        found.append((token.start, end, token.low, name))
    for start, end, low, name in reversed(found):
        after = next((t for t in said if t.start >= end), None)
        possessive = low in _POSSESSIVES or (low == "her" and after is not None and after.low not in words("prepositions"))
        some = re.search(r"\b(?:which|what|how many|any|all|none|some) of $", text[:start], re.I)
        named = f"the {name}" if some and name[:1].islower() and bare(name) == name else name
        text = text[:start] + _name(named, possessive=possessive) + text[end:]
    return text


def _one_of_kind(earlier: Token, before: str) -> str | None:
    """What "one" is in "the next tetanus one": the word for what the question before asked for; None where it chooses an item."""
    chooses = ("wh", "ordinals", "pronouns")
    kind = asked_kind(before)
    chooses_item = earlier.low == "other" or any(earlier.low in words(name) for name in chooses)
    return kind.removesuffix("s") if kind and not chooses_item else None


def _pointed_to(verb: str, after: Token | None, before: str, answer: str) -> str | None:
    """What a bare "that" is: what the answer states where it is said, else what was asked about."""
    if verb in words("saying") and (told := statement(answer)):
        return f"that {told}"
    about = topic(before)
    is_deed = after is None and verb in ("do", "did", "does", "done")
    return None if about is None or is_deed else about.name


def _called(head: str, before: str, answer: str, titles: Sequence[str]) -> str | None:
    """What "this contract" is: the phrase with that head, or for a document the only one that was cited."""
    for source in (before, answer):
        alike = [p for p in phrases(source) if p.head in (head, head.rstrip("s")) and not _POINTING.match(p.text)]
        if alike:
            return whole(alike[-1], source)
    if head in words("documents"):
        return titled(titles)
    if head in words("organisations") or head in words("roles"):
        named = [p for p in phrases(before) if p.kind in (Kind.NAME, Kind.PERSON)]
        return named[-1].text if named else None
    return None


def _name(name: str, *, possessive: bool) -> str:
    name = re.sub(r"^(?:any|some) ", "the ", name, flags=re.I)
    if (plain := bare(name)) != name and re.match(r"(?:(?:the|an?)\s+)?(?:kind|sort|type)", name, re.I):
        name = f"the {plain}"
    named = name[:1].lower() + name[1:] if name.split(" ", 1)[0].lower() in words("determiners") else name
    return f"{named}’s" if possessive else named
