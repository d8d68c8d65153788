"""Dates that tell of the paper, and of nothing that happened: where a copy is from, when it was printed, what pages repeat.

Such a date stands in a line of its own kind, which says nothing in a sentence: an attribution ("Source: …, 10-K, 3/1/2019"), what
a browser or a fax machine prints at the edge of a page, the head of an older mail that a newer one repeats, or a line that stands
at the edge of many pages. The head of a mail itself tells when that was sent, and is none.
"""

from __future__ import annotations

import re

from ..written_dates import WrittenDate

_MOST_WORDS = 24
"""A longer line is running text."""

_BEGINNING = 600
"""Characters at the beginning of a document in which its own head stands."""

_EDGE = 3
"""So many lines at the top and at the bottom of a page are its edge."""

_MARGIN = r"[\W\d]{0,8}"
_SAYS = re.compile(r"\b(?:is|are|was|were|be|been|has|have|had|did|does|shall|will|may|must|can)\b", re.I)
_SOURCE = re.compile(rf"{_MARGIN}sources?\s*:", re.I)
_SOURCE_WITHIN = re.compile(r"\bSources?:\s+(?P<named>[^:\n]{2,120})$")
_SMALL = re.compile(r"(?:^|\s)(?!(?:and|of|the|for|de|von|van)\b)[a-z]{2,}")
_ADDRESS = re.compile(r"(?:\w+://|www\.|file:)\S+", re.I)
_FILE = re.compile(r"[\w-]\.(?:com|org|net|gov|edu|pdf|docx?|xlsx?|pptx?|html?|csv|txt|eml|msg|json|xml)\b", re.I)
_MAY_HAPPEN = re.compile(rf"{_MARGIN}(?:generated|exported|visited)\b", re.I)
"""What is said of goods and of patients too: of a copy only where an address or a file is named."""

_TAKEN = re.compile(
    rf"{_MARGIN}(?:retrieved|accessed|downloaded|printed|generated|exported|visited|archived|copyright|©|\(c\)"
    r"|(?:last|date)\s+(?:modified|saved|printed|accessed|updated|retrieved|downloaded)|print\s+date)"
    r"(?:[\s:,]+(?:on|at|from|by|via|as\s+of|(?:\w+://|www\.)\S+|[\w-]+\.[a-z]{2,4}\S*))*[\s:,]*$",
    re.I,
)
_TIME = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?\s*(?:[AP]\.?M\.?)?\b", re.I)
_PAGE = re.compile(r"\bpage\b|\bP\.?\s?\d{1,3}(?:/\d{1,3})?\b|\b\d{1,4}\s*(?:/|of)\s*\d{1,4}\b", re.I)
_FAX = re.compile(r"\bfax\b|\bP\.?\s?\d{1,3}(?:/\d{1,3})?\s*$", re.I)
_WROTE = re.compile(
    r"[>\s]*(?:On|Am|Le|El|Il|Op)\b[^\n]*(?:\n[^\n]*)?\b(?:wrote|writes|schrieb|a\s+écrit|escribió|ha\s+scritto|schreef)\b[^\n]{0,80}:\s*(?:\n|$)"
)
_HEADS = (
    r"from|sent|date|to|cc|bcc|subject|importance|attachments?|von|gesendet|datum|an|betreff|de|envoyé|date\s+d[’']envoi|à|objet|para"
    r"|enviado|fecha|asunto"
)
_HEAD = re.compile(rf"[>\s*]*(?P<name>{_HEADS})\s*\**\s*:", re.I)
_OF_MAIL = re.compile(r"sent|b?cc|subject|importance|attachments?|gesendet|betreff|envoyé|objet|enviado|asunto")
"""Of a mail only: a period of time and a ticket have a "from", a "to" and a "date" too."""

_MOST_HEADS = 12
"""So many lines above and below one are looked at for the rest of its head."""

_FIRST_HEADS = ("from", "von", "de")
_REPEATED = re.compile(r"(?:original|forwarded|ursprüngliche|weitergeleitete)\s+(?:message|nachricht)", re.I)


def is_aside(text: str, line: tuple[int, int], date: WrittenDate, *, first_page: bool) -> bool:
    """Whether the line in which a date begins tells of the paper only. `first_page` where the text begins its document."""
    start, end = line
    whole, before, after = text[start:end], text[start : date.start], text[date.end : end]
    within = _SOURCE_WITHIN.search(before)
    if within is not None and not _SMALL.search(within["named"]):
        return True
    if len(whole.split()) > _MOST_WORDS:
        return False
    if _SOURCE.match(whole) and not _SAYS.search(whole):
        return True
    if _TAKEN.match(before) and len(after.split()) <= _EDGE and _names_copy(whole):
        return True
    return _is_stamp(before, after) or bool(_WROTE.match(text, start)) or _is_repeated_head(text, start, first_page=first_page)


def _names_copy(line: str) -> bool:
    """Whether a line of "exported on …" speaks of a copy, and not of what happened to something else."""
    return not _MAY_HAPPEN.match(line) or bool(_ADDRESS.search(line) or _FILE.search(line))


def at_edge(text: str, line: tuple[int, int]) -> bool:
    """Whether a line stands at the top or at the bottom of its page."""
    above, below = text[: line[0]], text[line[1] :]
    return min(sum(bool(other.strip()) for other in side.splitlines()) for side in (above, below)) < _EDGE


def _is_stamp(before: str, after: str) -> bool:
    """Whether there is nothing beside a date but an address and the number of a page, or what a fax machine prints."""
    rest = f"{before} {after}"
    if _ADDRESS.search(rest):
        words = _PAGE.sub(" ", _TIME.sub(" ", _ADDRESS.sub(" ", rest)))
        return sum(any(c.isalpha() for c in word) for word in words.split()) <= 1
    return bool(_TIME.search(rest) and _FAX.search(rest)) and not _SAYS.search(rest)


def _is_repeated_head(text: str, start: int, *, first_page: bool) -> bool:
    """Whether a line is one of the head of a mail that another one repeats."""
    if not (head := _HEAD.match(text, start)):
        return False
    begun, names = start, {head["name"].lower()}
    for _ in range(_MOST_HEADS):
        above = _HEAD.match(text, text.rfind("\n", 0, begun - 1) + 1, begun) if begun else None
        if above is None:
            break
        begun = above.start()
        names.add(above["name"].lower())
    at = text.find("\n", start) + 1
    for _ in range(_MOST_HEADS):
        below = _HEAD.match(text, at) if at else None
        if below is None:
            break
        names.add(below["name"].lower())
        at = text.find("\n", at) + 1
    of_mail = any(map(_OF_MAIL.fullmatch, names)) or "@" in text[begun : at or len(text)]
    if len(names) < 2 or not names & set(_FIRST_HEADS) or not of_mail:
        return False
    earlier = text[:begun]
    own = (
        first_page
        and begun < _BEGINNING
        and not _REPEATED.search(earlier)
        and not re.search(r"^[>\s*]*from\s*:", earlier, re.I | re.M)
    )
    return not own
