"""A name in the place of a pronoun: what "it", "she" or "this contract" is, from the question before and its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .phrases import Kind, Phrase, Token, phrases, tokens, words
from .signs import Missing

_POSSESSIVES = frozenset(("its", "his", "their"))
_PEOPLE = frozenset(("he", "she", "him", "her", "his"))
_ASKS_FOR_NAME = re.compile(
    r"^(?:who|whom|which|what (?:did|does|do|has|have|kind|sort|company|person|was .* called)|name)\b", re.I
)
_WHO = re.compile(r"^(?:who|whom|whose)\b|^which (?:\w+ )?(?:person|man|woman|scientist|king|president|author|pilot)\b", re.I)
_POINTING = re.compile(r"(?:this|that|these|those)\b", re.I)
_ENDING = re.compile(r"\.\w{1,5}$")


def with_referents(lacks: Missing, before: str, answer: str, titles: Sequence[str]) -> str | None:
    """The follow-up with names for its pronouns, or None where it cannot be said what one of them is."""
    text = lacks.said
    said = tokens(text)
    about_document = any(t.low in words("document_verbs") for t in said)
    for token in reversed(lacks.pronouns):
        at = next(n for n, t in enumerate(said) if t.start == token.start)
        after = said[at + 1] if at + 1 < len(said) else None
        if token.low in ("this", "that", "these", "those"):
            if after is None or after.low not in words("documents") | words("this_heads") | words("roles"):
                return None
            name = _called(after.low, before, answer, titles)
            end = after.end
        else:
            name = _referent(token.low, before, answer, titles, about_document=about_document)
            end = token.end
        if name is None:
            return None
        possessive = token.low in _POSSESSIVES or (
            token.low == "her" and after is not None and after.low not in words("prepositions")
        )
        text = text[: token.start] + _name(name, possessive=possessive) + text[end:]
    return text


def _called(head: str, before: str, answer: str, titles: Sequence[str]) -> str | None:
    """What "this contract" is: the phrase with that head, or for a document the only one that was cited."""
    for source in (before, answer):
        alike = [p for p in phrases(source) if p.head in (head, head.rstrip("s")) and not _POINTING.match(p.text)]
        if alike:
            return _whole(alike[-1], source)
    if head in words("documents"):
        return _title(titles)
    if head in words("organisations") or head in words("roles"):
        named = [p for p in phrases(before) if p.kind in (Kind.NAME, Kind.PERSON)]
        return named[-1].text if named else None
    return None


def _referent(low: str, before: str, answer: str, titles: Sequence[str], *, about_document: bool) -> str | None:
    asked = [p for p in phrases(before) if p.start > 0 or not before[:1].isupper() or p.kind is Kind.NAME]
    told = _new(phrases(answer), before) if len(answer.split()) <= 60 else []
    if low in _PEOPLE:
        return _person(before, asked, told)
    if low in ("they", "them", "their", "theirs"):
        return _several(before, asked, told)
    documents = [p for p in asked if p.kind is Kind.DOCUMENT]
    if about_document and (named := _whole(documents[-1], before) if documents else _title(titles)):
        return named
    things = [p for p in asked if p.kind in (Kind.THING, Kind.NAME, Kind.DOCUMENT) and not p.is_organisation]
    things = [p for p in things if not re.search(r"\b(?:much|many)\s+$", before[: p.start], re.I)] or things
    names = [p for p in asked if p.kind is Kind.NAME and not p.is_organisation]
    organisations = [p for p in asked if p.is_organisation]
    if _ASKS_FOR_NAME.match(before) and not _WHO.match(before):
        new = [p for p in told if p.kind in (Kind.NAME, Kind.THING, Kind.DOCUMENT)]
        if new and not names:
            return _whole(new[-1] if new[-1].kind is not Kind.NAME else new[0], answer)
    if _WHO.match(before) and (organisation := next((p for p in told if p.is_organisation), None)):
        return organisation.text
    for found in (things, organisations):
        if found:
            return _whole(found[0], before)
    return _title(titles)


def _person(before: str, asked: list[Phrase], told: list[Phrase]) -> str | None:
    people = [p for p in asked if p.kind is Kind.PERSON and not p.is_organisation]
    named = [p for p in asked if p.kind is Kind.NAME and not p.is_organisation]
    answered = [p for p in told if p.kind is Kind.NAME and not p.is_organisation] or [p for p in told if p.kind is Kind.PERSON]
    asks_who = _WHO.match(before) or _ASKS_FOR_NAME.match(before)
    order = (answered, people, named) if asks_who else (named, people, answered)
    acting = [p for p in asked if tokens(before[: p.start])[-1:] and tokens(before[: p.start])[-1].low in words("modals")]
    chosen = next((found for found in order if found), acting)
    return chosen[0].text if chosen else None


def _several(before: str, asked: list[Phrase], told: list[Phrase]) -> str | None:
    if _WHO.match(before) or _ASKS_FOR_NAME.match(before):
        answered = [p for p in told if p.plural or p.kind in (Kind.NAME, Kind.PERSON)]
        if answered:
            if len(answered) == 2 and answered[0].kind is answered[1].kind is Kind.NAME:
                return f"{answered[0].text} and {answered[1].text}"
            return answered[0].text
    plural = [p for p in asked if p.plural]
    groups = [p for p in asked if p.is_organisation or p.kind in (Kind.PERSON, Kind.NAME)]
    for found in (plural, groups, [p for p in asked if p.kind is Kind.THING]):
        if found:
            return found[0].text
    return None


def _new(told: list[Phrase], before: str) -> list[Phrase]:
    """What the answer names that the question did not."""
    known = {t.low for t in tokens(before)}
    return [p for p in told if p.kind is not Kind.TIME and _is_new(p, known)]


def _is_new(phrase: Phrase, known: set[str]) -> bool:
    fresh = [t for t in _content(phrase) if t.low not in known]
    return bool(fresh) and (phrase.head not in known or any(t.is_capital for t in fresh))


def _content(phrase: Phrase) -> list[Token]:
    return [t for t in tokens(phrase.text) if t.low not in words("determiners") and t.low != "of"]


def _whole(phrase: Phrase, text: str) -> str:
    """A phrase with the places and documents that follow it: "the notice period in the lease"."""
    rest = text[phrase.end :]
    more = re.match(r"\s+(?:in|on|under|of|for|with|between|to|about)\s+", rest)
    if more is None or phrase.kind not in (Kind.THING, Kind.DOCUMENT):
        return phrase.text
    following = next((p for p in phrases(text) if p.start == phrase.end + more.end()), None)
    if following is None or following.kind is Kind.TIME:
        return phrase.text
    return phrase.text + more.group() + _whole(following, text) + _joined(text[following.end :])


def _joined(rest: str) -> str:
    """What is joined to a name by "and"."""
    found = re.match(r"\s+and\s+[A-Z]\S*(?:\s+[A-Z]\S*)*", rest)
    return found.group() if found else ""


def _title(titles: Sequence[str]) -> str | None:
    """A document's title as a name, where one document was cited and its title says what it is."""
    if len(set(titles)) != 1:
        return None
    plain = _ENDING.sub("", " ".join(titles[0].split())).replace("_", " ")
    return f"the {plain}" if any(word in words("documents") for word in plain.lower().split()) else None


def _name(name: str, *, possessive: bool) -> str:
    named = name[:1].lower() + name[1:] if name.split(" ", 1)[0].lower() in words("determiners") else name
    return f"{named}’s" if possessive else named
