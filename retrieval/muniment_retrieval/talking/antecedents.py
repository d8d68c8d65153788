"""What a pronoun stands for: somebody or something of the question before, or of its answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from .forms import words
from .items import items
from .phrases import Kind, Phrase, Token, phrases, tokens
from .topics import topic, whole

_SHORT = 25
_NEXT = 40
"""Characters in which the next word stands whole."""

_PEOPLE = frozenset(("he", "she", "him", "her", "his"))
_ASKS_FOR_NAME = re.compile(
    r"^(?:who|whom|which|what (?:did|does|do|has|have|kind|sort|company|person|was .* called)|name"
    r"|what (?:is|are|was|were) (?:\w+ed|found|done|sold|bought|paid|said|shown|seen|made|built))\b",
    re.I,
)
_WHO = re.compile(r"^(?:who|whom|whose)\b|^which (?:\w+ )?(?:person|man|woman|scientist|king|president|author|pilot)\b", re.I)
_ENDING = re.compile(r"\.\w{1,5}$")
_DECIDES = re.compile(r"(?:refuse|agree|consent|object|decline|approve|disagree|withhold)(?:s|d|ed)?$", re.I)
_WHOSE_WILL = re.compile(
    r"\b(?P<by>(?:(?:the|its|their)\s+)?\w+)[’']s?\s+(?:\w+\s+){0,3}?(?:consent|approval|permission|agreement|authori[sz]ation|leave)\b"
    r"|\b(?:consent|approval|permission|authori[sz]ation|leave)\s+(?:of|from|by)\s+(?P<of>(?:the\s+)?\w+)",
    re.I,
)
_NUMBER = r"(?:\d+[a-z]?|[ivx]+|[A-H])"


def referent(
    token: Token,
    after: Token | None,
    before: str,
    answer: str,
    titles: Sequence[str],
    *,
    about_document: bool,
    taken: Collection[str] = (),
) -> str | None:
    """What "it", "she" or "they" is, with the word after it; never what is `taken` by another pronoun of the same question."""
    return (
        _who_did_the_same(after, answer, before)
        or _whose_will(after, answer)
        or _what_lasts(token.low, after, before)
        or _referent(token.low, before, answer, titles, about_document=about_document, taken=taken)
    )


def asked_kind(question: str) -> str:
    """The word for what a question asks for by "which" or "what": "vaccines" in "which vaccines has she had"; else nothing."""
    found = tokens(question)
    if len(found) < 2 or found[0].low not in ("which", "what"):
        return ""
    named = next((p for p in phrases(question) if p.start == found[1].start), None)
    return named.head if named is not None and named.kind is Kind.THING else ""


def _whose_will(verb: Token | None, answer: str) -> str | None:
    """Whose consent the answer speaks of, where it is asked what comes if that is refused or given."""
    will = _WHOSE_WILL.search(answer) if verb is not None and _DECIDES.match(verb.low) else None
    return None if will is None else will["by"] or will["of"]


def _who_did_the_same(verb: Token | None, *told: str) -> str | None:
    """Who does in what was said before what the pronoun does: "if it agrees" after "unless the licensor agrees"."""
    if verb is None or any(verb.low in words(name) for name in ("auxiliaries", "prepositions", "conjunctions", "adverbs")):
        return None
    for text in told:
        for phrase in phrases(text):
            follows = tokens(text[phrase.end : phrase.end + _NEXT])[:1]
            if follows and follows[0].low == verb.low and phrase.text.lower() not in words("determiners"):
                return phrase.text
    return None


def _what_lasts(low: str, verb: Token | None, before: str) -> str | None:
    """The document that the question named, where it is asked when that ends, and not who signed it."""
    named = [p for p in phrases(before) if p.kind is Kind.DOCUMENT]
    return whole(named[-1], before) if low == "it" and verb is not None and verb.low in words("lasting") and named else None


def _referent(
    low: str, before: str, answer: str, titles: Sequence[str], *, about_document: bool, taken: Collection[str]
) -> str | None:
    asked = [p for p in phrases(before) if p.start > 0 or not before[:1].isupper() or p.kind is Kind.NAME]
    asked = [p for p in asked if p.text not in taken and whole(p, before) not in taken]
    told = [p for p in _new(phrases(answer), before) if not _is_amount(p)] if len(answer.split()) <= 60 else []
    if low in _PEOPLE:
        return _person(before, asked, told)
    if low in ("they", "them", "their", "theirs"):
        return _several(before, answer, asked, told)
    documents = [p for p in asked if p.kind is Kind.DOCUMENT]
    about_document = about_document and not (asked and asked[0].kind is Kind.THING and _is_yes_or_no(before))
    if about_document and (named := whole(documents[-1], before) if documents else titled(titles)):
        return named
    things = [p for p in asked if p.kind in (Kind.THING, Kind.NAME, Kind.DOCUMENT) and not p.is_organisation]
    things = [p for p in things if not re.search(r"\b(?:much|many)\s+$", before[: p.start], re.I)] or things
    things = [p for p in things if not _acts(p, before)] or things
    if (about := topic(before)) and not about.whole and _is_yes_or_no(before):
        return about.name
    names = [p for p in asked if p.kind is Kind.NAME and not p.is_organisation and not _acts(p, before)]
    names = [p for p in names if not _is_placed(p, before)]
    organisations = [p for p in asked if p.is_organisation]
    if _ASKS_FOR_NAME.match(before) and not _WHO.match(before):
        new = [p for p in told if p.kind in (Kind.NAME, Kind.THING, Kind.DOCUMENT)]
        if (one := _one_of_those_asked_for(before, phrases(answer))) is not None:
            return one.text
        if new and not names:
            return whole(_thing_told(new, answer), answer)
    if _WHO.match(before) and (organisation := next((p for p in told if p.is_organisation), None)):
        return organisation.text
    for found in (things, organisations):
        if found:
            return whole(found[0], before)
    return titled(titles)


def _one_of_those_asked_for(before: str, told: list[Phrase]) -> Phrase | None:
    """Which one it is, told with the word that it was asked by: "which segment lost money?", "the packaging segment"."""
    kind = re.match(r"(?:which|what)\s+(\w+)", before, re.I)
    same = [p for p in told if kind and p.head == kind[1].lower() and len(_content(p)) > 1]
    return same[0] if len(same) == 1 else None


def thing_asked_for(before: str, answer: str) -> str:
    """What a short answer names where the question asks for a thing by "which" or "what"; else nothing."""
    asks = _ASKS_FOR_NAME.match(before) or asked_kind(before)
    if not asks or len(answer.split()) > _SHORT:
        return ""
    told = _new(phrases(answer), before)
    if named := items(answer, before):
        return _in_a_row(named)
    return whole(_thing_told(told, answer), answer) if told else _bare_word(before, answer)


def _bare_word(before: str, answer: str) -> str:
    """The one word behind the verb of an answer, which has no article: "metoprolol"; else nothing."""
    said = tokens(answer.strip().rstrip("."))
    if len(said) < 3 or not all(t.is_word for t in said):
        return ""
    verb, last = said[-2:]
    said_of = any(verb.low in words(name) for name in ("verbs", "auxiliaries", "participles"))
    known = any(last.low in words(name) for name in ("verbs", "participles", "predicates", "adverbs"))
    return last.text if said_of and not known and last.low not in {t.low for t in tokens(before)} else ""


def _thing_told(new: list[Phrase], answer: str) -> Phrase:
    """What the answer says that it is: the first thing behind its verb, else the first."""
    verbs = [t.end for t in tokens(answer) if t.low in words("verbs") or t.low in words("auxiliaries")]
    return next((p for p in new if verbs and p.start >= verbs[0]), new[0])


def _is_yes_or_no(question: str) -> bool:
    return question.split(" ", 1)[0].lower() in words("auxiliaries")


def _acts(phrase: Phrase, before: str) -> bool:
    """Whether a name without an article stands where who acts does: "what did Lindqvist report"."""
    last = tokens(before[: phrase.start])[-1:]
    return phrase.kind is Kind.NAME and bool(last) and last[0].low in words("modals") and phrase.text[0].isupper()


def _is_placed(phrase: Phrase, before: str) -> bool:
    last = tokens(before[: phrase.start])[-1:]
    return bool(last) and last[0].low in ("in", "at", "on", "near", "from")


def _person(before: str, asked: list[Phrase], told: list[Phrase]) -> str | None:
    people = [p for p in asked if p.kind is Kind.PERSON and not p.is_organisation]
    named = [p for p in asked if p.kind is Kind.NAME and not p.is_organisation]
    answered = [p for p in told if p.kind is Kind.NAME and not p.is_organisation] or [p for p in told if p.kind is Kind.PERSON]
    asks_who = _WHO.match(before) or _ASKS_FOR_NAME.match(before)
    order = (answered, people, named) if asks_who else (named, people, answered)
    acting = [p for p in asked if tokens(before[: p.start])[-1:] and tokens(before[: p.start])[-1].low in words("modals")]
    chosen = next((found for found in order if found), acting)
    return chosen[0].text if chosen else None


def _several(before: str, answer: str, asked: list[Phrase], told: list[Phrase]) -> str | None:
    if numbered := _numbered(before, answer):
        return numbered
    if _WHO.match(before) or _ASKS_FOR_NAME.match(before):
        if named := items(answer, before):
            return _in_a_row(named)
        answered = [p for p in told if p.plural or p.kind in (Kind.NAME, Kind.PERSON)]
        if answered:
            return _with_kind(answered[0], before, answer)
    plural = [p for p in asked if p.plural]
    groups = [p for p in asked if p.is_organisation or p.kind in (Kind.PERSON, Kind.NAME)]
    for found in (plural, groups, [p for p in asked if p.kind is Kind.THING]):
        if found:
            return whole(found[0], before)
    return None


def _in_a_row(named: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))


def _numbered(before: str, answer: str) -> str:
    """What was asked for by its kind and told by its numbers: "clauses 4 and 9"; else nothing."""
    kind = asked_kind(before)
    row = rf"\b{re.escape(kind)} {_NUMBER}(?:(?:, and |, | and | to |–|-){_NUMBER})*\b"
    found = re.search(row, answer, re.I) if kind else None
    return found.group() if found else ""


def _with_kind(phrase: Phrase, before: str, answer: str) -> str:
    """A name with the word for its kind that the question asked by: "C57BL/6 mice"."""
    kind = re.match(r"(?:which|what)\s+(\w+)", before, re.I)
    follows = kind and answer[phrase.end :].lower().startswith(f" {kind[1].lower()}")
    return f"{phrase.text} {kind[1]}" if kind and follows else phrase.text


def _new(told: list[Phrase], before: str) -> list[Phrase]:
    """What the answer names that the question did not."""
    known = {t.low for t in tokens(before)}
    return [p for p in told if p.kind is not Kind.TIME and _is_new(p, known)]


def _is_amount(phrase: Phrase) -> bool:
    first = tokens(phrase.text)[0]
    return first.low in words("numbers") or first.text.isdigit()


def _is_new(phrase: Phrase, known: set[str]) -> bool:
    fresh = [t for t in _content(phrase) if t.low not in known]
    return bool(fresh) and (phrase.head not in known or any(t.is_capital for t in fresh))


def _content(phrase: Phrase) -> list[Token]:
    return [t for t in tokens(phrase.text) if t.low not in words("determiners") and t.low != "of"]


def titled(titles: Sequence[str]) -> str | None:
    """A document's title as a name, where one document was cited and its title says what it is."""
    if len(set(titles)) != 1:
        return None
    plain = _ENDING.sub("", " ".join(titles[0].split())).replace("_", " ")
    return f"the {plain}" if any(word in words("documents") for word in plain.lower().split()) else None
