"""Who an agreement is between: the names in its opening words, as they stand, each without its address and its short name.

First the opening is found ("is made by and between …"), up to where its recitals or its clauses begin. What stands in
brackets is then passed over, so that no short name ("the Licensee") is taken for a party. What is left is cut where another
party can begin: at a number in brackets, a semicolon, an "and" or a comma, and only where a name with a legal form follows, or
the party before has had its short name. Of each piece, the name is what stands before its first address or description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from .legal_forms import LAST, WHOLE

Span = tuple[int, int]

_ROOM = 5_000
"""Characters that the opening of an agreement may take."""

_LEAD = 500
"""Characters before "between" in which it says what is made."""

_NEAR = 40
"""Characters between the opening and the first name."""

_FIRST = 300
"""Characters in which the second party stands, where nothing but an "and" tells where it begins."""

_MOST_OPENINGS = 20
"""So many places of a page are looked at that may be an opening."""

_GAP = "\0"
"""What is set in the place of brackets."""

_NAMES = (
    r"\b\s*+:?\s*+(?i:(?:the\s+)?(?:following\s+)?parties(?:\s+(?:to\s+this\s+\w+|hereto))?\s*+:?\s*+)?"
    r"(?=[a-z]?[A-Z\[(_0-9*]|the\s)"
)
_OPENS = re.compile(
    r"\b(?:(?:(?i:by\s+and)\s+)?(?:between|among|amongst|BETWEEN|AMONG)(?:\s+(?i:and|or)\s+(?i:among))?"
    rf"|(?:made|entered\s+into|executed)(?:\s+\w+){{0,8}}?\s+by){_NAMES}"
)
_MADE = re.compile(
    r"\b(?:agreement|contract|lease|licen[cs]e|deed|amendment|memorandum|addendum|indenture|made|entered|executed|concluded)\b",
    re.I,
)
_OF_THIS = re.compile(r"\W*(?:\w+\W+){0,3}this\b", re.I)
_HERE = re.compile(r"\b(?:made|entered\s+into|executed|concluded|effective|dated)\b[^.;]{0,60}$", re.I)
_CLOSES = re.compile(
    r"\b(?:RECITALS?|R\s?E\s?C\s?I\s?T\s?A\s?L\s?S|W\s?I\s?T\s?N\s?E\s?S\s?S\s?E\s?(?:T\s?H|S)|BACKGROUND|PREAMBLE|(?i:whereas)|(?i:now,?\s+therefore)"
    r"|(?i:it\s+is\s+(?:hereby\s+)?agreed|in\s+consideration)|agrees?\s+as\s+follows|parties\s+(?:hereby\s+)?agree|with\s+respect\s+to\s+the\s+following"
    r"|hereby\s+confirm)\b|[\"”]\s+(?:means|shall\s+mean)\b"
    r"|(?:[\0”\"]|\d{5})\s*\.\s+[A-Z]|\.\s+(?:The|This|Each|In|Both|It)\s|\n\s*+(?:1\.|A\.|\(A\)|I\.|ARTICLE|SECTION)\s"
)
# Some files write a semicolon as the Greek question mark, which looks the same.
_CUT = re.compile(
    r"\(\s*(?:\d{1,2}|[a-z]|[ivx]{1,4})\s*\)|[;\u037e](?:\s*(?i:and|&)\b:?)?|(?:,|(?<!\s))\s++(?i:and|in\s+favou?r\s+of)\b(?:\s*:)?"
    r"|(?<=\0)\s++(?i:to|with|unto|for\s+the\s+benefit\s+of)\b|,(?=\s+(?:\(?[A-Z]|the\s+[A-Z]))"
)
_PERSON = re.compile(r"[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){1,4}\s*\0")
_BLANK = re.compile(r"_{3,}")
"""Where a name is still to be written."""

_NAMED_ELSEWHERE = re.compile(
    r"(?:the|each)\s+\w+\s+(?:named|identified|listed|specified|set\s+forth|whose\s+names?\s+(?:is|are|appears?))\s[^,;.\0]{3,60}"
)
_BRACKET = re.compile(r"[()]")
_NUMBER = re.compile(r"\(\s*(?:\d{1,2}|[a-z]|[ivx]{1,4})\s*\)|[;\u037e]")
_SHORT_NAME = re.compile(
    r"\([^()\"“”'‘’]*+[\"“”'‘’][^()]*+\)|\b(?:herein|refer)\w*\s+(?:\w+\s+){0,5}[\"“]?[A-Z]|\((?-i:[A-Z])\w+\)(?!\s+(?-i:[A-Z]))",
    re.I,
)
_LEADING = re.compile(r"(?:and|each\s+of)\s+|[\s,:;.&_\0—-]+", re.I)
_NEVER = re.compile(
    r"(?:the\s+)?(?:and|part(?:y|ies)|undersigned|following|corporation|each|both|its?|successors|assigns|affiliates?|hereinafter|whose|attention"
    r"|with|having|as|for|at|in|on|if|any|suite|floor|unit|building|p\.?\s?o\.?\s+box|individually|collectively)\b",
    re.I,
)


def parties_in(text: str) -> list[Span]:
    """Where the parties' names stand in the opening of an agreement, in their order; nothing where a page has none."""
    for opening in islice(_OPENS.finditer(text), _MOST_OPENINGS):
        if not _MADE.search(text, max(0, opening.start() - _LEAD), opening.end()) or _only_mentions(text, opening.start()):
            continue
        plain = without_brackets(text, opening.end())
        closing = _CLOSES.search(plain, opening.end() + 10, opening.end() + _ROOM)
        end = closing.start() + 1 if closing else min(len(text), opening.end() + _ROOM)
        found = names_within(text, plain, opening.end(), end)
        if (
            len(found) > 1
            and found[0][0] - opening.end() < _NEAR
            and (_HERE.search(_before(text, opening.start())) or any(is_sure(text, plain, span) for span in found))
        ):
            return found
    return []


def _only_mentions(text: str, at: int) -> bool:
    """Whether another agreement is spoken of before a place: in a definition, or in a sentence of what somebody shall do."""
    before = text[max(0, at - _LEAD) : at]
    if re.search(r"[\"”]\s+(?:means|shall\s+mean)\b", before[-_NEAR * 5 :]):
        return True
    sentence = re.split(r"[.;]\s|\n\s*\n", before)[-1]
    return bool(re.search(r"\b(?:shall|may|will|must)\b", sentence)) and not _OF_THIS.match(sentence)


def _before(text: str, at: int) -> str:
    """What stands shortly before a place."""
    return text[max(0, at - _LEAD) : at]


def is_sure(text: str, plain: str, span: Span) -> bool:
    """Whether a name is one beyond doubt: it says its legal form, or a short name in brackets follows it."""
    return bool(WHOLE.match(plain, span[0]) or _SHORT_NAME.match(text, span[1] + 1))


def names_within(text: str, plain: str, start: int, end: int) -> list[Span]:
    """The names between two places: those that surely begin there; cut at every "and" where there would be but one."""
    names: list[Span] = []
    for surely in (True, False):
        pieces = _pieces(text, plain, start, end if surely else min(end, start + _FIRST), surely=surely)
        names = [span for a, b in pieces if (span := _name(plain, a, b)) is not None]
        if len(names) > 1:
            break
    return list({" ".join(text[a:b].split()).casefold(): (a, b) for a, b in reversed(names)}.values())[::-1]


def _pieces(text: str, plain: str, start: int, end: int, *, surely: bool) -> Iterator[Span]:
    begun = start
    for cut in _CUT.finditer(plain, start, end):
        if cut.start() >= begun and (_NUMBER.match(cut.group().strip()) or _another(text, plain, begun, cut, surely=surely)):
            yield begun, cut.start()
            begun = cut.end()
    yield begun, end


def _another(text: str, plain: str, begun: int, cut: re.Match[str], *, surely: bool) -> bool:
    """Whether another party begins behind a comma or an "and"."""
    lead = _LEADING.match(plain, cut.end())
    at = lead.end() if lead else cut.end()
    comma = cut.group() == ","
    if whole := WHOLE.match(plain, at):
        return (
            not LAST.match(f" {plain[at : at + 12]}")
            and not (comma and " and " in " ".join(whole.group().split()))
            and (
                not (surely or comma)
                or bool(WHOLE.search(plain, begun, cut.start()) or _SHORT_NAME.search(text, begun, cut.start()))
            )
        )
    if comma and _PERSON.match(plain, at):
        return _before(plain, cut.start()).rstrip().endswith(_GAP)
    if comma or not (
        re.match(r"(?:the\s+)?[a-z]?[A-Z\[]", plain[at : at + 12]) or _BLANK.match(plain, at) or _NAMED_ELSEWHERE.match(plain, at)
    ):
        return False
    return not surely or _before(plain, cut.start()).rstrip(" \n,.").endswith((_GAP, "”", '"'))


_STOPS = re.compile(
    r"[,;:\"“\0]|(?<!\s)\s++(?=(?:a|an|located|with|having|whose|being|acting|registered|organi[sz]ed|incorporated|existing|is|are|as|at|in|on|by|for"
    r"|who|which|(?i:dated)|individually|together|established|duly|under|hereinafter|hereafter|residing|each|company|agent)\b)"
    r"|(?<!\s)\s++of\s+(?=\d|\0|the\s+city)|[.]\s+(?=[A-Z])"
)
_TRADING = re.compile(r",?\s+(?i:d\.?/?b\.?/?a\.?|doing\s+business\s+as)\s+[A-Z][\w.&’'-]*(?:\s+[A-Z][\w.&’'-]*){0,5}")


_LINKS = frozenset(["of", "and", "the", "for", "de", "da", "del", "des", "der", "van", "von", "la", "le", "&", "plc", "dba"])
"""Words in lower case that a name may have."""


def _name(plain: str, start: int, end: int) -> Span | None:
    """Where the name of a piece stands, or the blank for it, or where it is said to be named; None where it begins with none."""
    begins = start + len(plain[start:end]) - len(plain[start:end].lstrip(" ,:;.&\n\t"))
    if blank := _BLANK.match(plain, begins, end) or _NAMED_ELSEWHERE.match(plain, begins, end):
        return blank.start(), blank.start() + len(blank.group().rstrip())
    while (lead := _LEADING.match(plain, start, end)) is not None and lead.end() > start:
        start = lead.end()
    stop = _STOPS.search(plain, start + 1, end)
    while stop is not None and _within(plain, start, stop):
        stop = _STOPS.search(plain, stop.end(), end)
    until = stop.start() if stop else end
    forms = LAST.finditer(plain, start, min(end, until + 12))
    if (form := next(forms, None)) is not None and form.start() <= until:
        until = form.end()
        while (more := LAST.match(plain, until)) is not None:
            until = more.end()
        if (trading := _TRADING.match(plain, until)) is not None:
            until = trading.end()
    until = start + len(plain[start:until].rstrip(" ,;:\n\t–—-_\0"))
    return (start, until) if _is_name(plain[start:until]) else None


def _within(plain: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a stop is no end of the name: of an initial, a title, or a partner ("Keefe, Bruyette & Woods")."""
    before = plain[start : stop.start()].split()[-1:]
    if stop.group().startswith("."):
        return bool(before) and bool(re.fullmatch(r"(?:[A-Z]\.?)+|Dr|Mr|Mrs|Ms|Prof|St|U\.S", before[0]))
    return stop.group() == "," and bool(re.match(r"\s+[A-Z]\w+\s+&\s+[A-Z]", plain[stop.end() : stop.end() + 60]))


def _is_name(name: str) -> bool:
    words = name.split()
    if not words or len(words) > 14 or _NEVER.match(name) or re.fullmatch(r"the\s+\w+|.*\d\.\d.*", name, re.S):
        return False
    if any(word.isalpha() and word.islower() and word not in _LINKS for word in words[1:]):
        return False
    return name[0] == "[" or (any(c.isupper() for c in name) and sum(c.isalpha() for c in name) > 2)


def without_brackets(text: str, start: int) -> str:
    """The text with gaps for what stands in brackets, as long as it is; a number, or a word within a name, stays."""
    parts: list[str] = []
    depth, begun, done = 0, 0, 0
    for bracket in _BRACKET.finditer(text, start, start + _ROOM):
        if bracket.group() == "(":
            depth, begun = depth + 1, begun if depth else bracket.start()
        elif depth:
            depth -= 1
            if not depth and not _of_name(text, begun, bracket.end()):
                parts += (text[done:begun], _GAP * (bracket.end() - begun))
                done = bracket.end()
    return "".join((*parts, text[done:]))


def _of_name(text: str, start: int, end: int) -> bool:
    inside = text[start + 1 : end - 1].strip()
    if re.fullmatch(r"\d{1,2}|[a-z]|[ivx]{1,4}", inside):
        return True
    return bool(re.fullmatch(r"[A-Z][\w.]*(?:\s[A-Z][\w.]*)?", inside) and LAST.match(text, end))
