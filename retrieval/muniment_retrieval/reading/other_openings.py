"""Who an agreement is between, where no "between" says so: who agrees, who is listed below "Parties", who fills in a form."""

from __future__ import annotations

import re
from itertools import islice

from .legal_forms import WHOLE
from .parties import Span, is_sure, names_within, without_brackets

_MOST = 20
"""So many places of a page are looked at."""

_ROOM = 1_500
"""Characters before it is agreed in which the parties stand."""

_WITH = 600
"""Characters behind "their agreement with" in which the other party stands."""

_NEAR = 800
"""Characters between two lines of a form that name parties."""

_AGREES = re.compile(
    r",?\s+(?:(?:each|both|do|have|has|hereby|mutually)\s+){0,3}(?:agrees?\s+as\s+follows|agrees?\s*:|enters?\s+into\s+th(?:is|e)\b"
    r"|entered\s+into\s+this\b|make\s+this\b|(?P<confirms>confirms?\s+(?:its|their|our|the)\s+agreements?\s+with)\b)"
)
_BEGINS = re.compile(r"(?:\n\s*\n|:\s*\n|\A)\s*(?!.{0,40}\n\s*\n)", re.S)
_WHEN = re.compile(
    r"(?:(?:effective|as|on|dated|made)\s+){1,2}(?:of\s+|this\s+)?(?:the\s+)?(?:\w+\s+\d{1,2},?\s+\d{4}|\d{1,2}\w*\s+(?:day\s+of\s+)?\w+,?\s+\d{4}),?\s+",
    re.I,
)
_HEADING = re.compile(r"^[^\S\n]*(?:\d+\.?\s+)?(?:the\s+)?parties(?:\s+to\s+this\s+\w+)?\s*:?[^\S\n]*$", re.I | re.M)
_ITEM = re.compile(r"^[^\S\n]*(?:\(\s*(?:\d{1,2}|[a-z])\s*\)|(?:\d{1,2}|[a-z])[.)])\s+(?=[A-Za-z\[_])", re.M)
_ENDS = re.compile(
    r"^\s*(?:\(?[A-Z0-9]{1,2}[.)]\s+)?(?:background|recitals?|whereas|agreed\s+terms|it\s+is|the\s+parties|now,?\s+therefore|introduction"
    r"|definitions?|interpretation)\b",
    re.I | re.M,
)
_ROLES = (
    r"landlord|tenant|lessor|lessee|licen[cs]or|licen[cs]ee|buyer|seller|purchaser|vendor|supplier|customer|client|contractor|owner|employer"
    r"|employee|borrower|lender|guarantor|franchisor|franchisee|distributor|manufacturer|consultant|sponsor|provider|recipient|reseller"
    r"|assignor|assignee|grantor|grantee|principal|agent|insurer|insured|first\s+party|second\s+party|party\s+(?:a|b|1|2|one|two)"
)
_FORM = re.compile(
    rf"^[^\S\n]*[*_#]*(?:name\s+of\s+(?:the\s+)?)?(?P<role>{_ROLES})(?:[’']s)?(?:\s+name)?[*_]*\s*[:|][*_]*[^\S\n]*(?P<name>[^\n|]{{3,120}})",
    re.I | re.M,
)
_PERSON = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+)?[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){1,3}(?=\s*(?:[,;(|]|$))")


def agreeing_in(text: str) -> list[Span]:
    """Where those are named who "agree as follows", "enter into this …" or "confirm their agreement with"; else nothing."""
    for agrees in islice(_AGREES.finditer(text), _MOST):
        begun = max((m.end() for m in _BEGINS.finditer(text, max(0, agrees.start() - _ROOM), agrees.start())), default=0)
        if dated := _WHEN.match(text, begun):
            begun = dated.end()
        plain = without_brackets(text, begun)
        end = agrees.start()
        if agrees["confirms"]:
            plain = f"{plain[: agrees.start()]};{' ' * (len(agrees.group()) - 1)}{plain[agrees.end() :]}"
            closes = re.compile(r"\bas\s+follows|[:.]\s").search(plain, agrees.end() + 10, agrees.end() + _WITH)
            end = closes.start() if closes else agrees.end()
        found = names_within(text, plain, begun, end)
        if len(found) > 1 and found[0][0] - begun < 2 and sum(is_sure(text, plain, span) for span in found) > 1:
            return found
    return []


def listed_in(text: str) -> list[Span]:
    """Where the names of a numbered list below the heading "Parties" stand; nothing where there are not two."""
    for heading in islice(_HEADING.finditer(text), _MOST):
        closing = _ENDS.search(text, heading.end() + 1)
        end = closing.start() if closing else min(len(text), heading.end() + _ROOM)
        starts = list(_ITEM.finditer(text, heading.end(), end))
        if not starts or text[heading.end() : starts[0].start()].strip():
            continue
        plain = without_brackets(text, starts[0].end())
        ends = [*(m.start() for m in starts[1:]), end]
        named = [names_within(text, plain, m.end(), at)[:1] for m, at in zip(starts, ends, strict=True)]
        if len(found := [name[0] for name in named if name]) > 1:
            return found
    return []


def filled_in(text: str) -> list[Span]:
    """Where the names of a form stand ("Landlord: …", "Tenant | …"), of two roles near each other; else nothing."""
    found: dict[str, Span] = {}
    for line in islice(_FORM.finditer(text), _MOST):
        name = WHOLE.match(text, line.start("name"), line.end("name")) or _PERSON.match(
            text, line.start("name"), line.end("name")
        )
        if name is not None:
            found.setdefault(" ".join(line["role"].lower().split()), name.span())
    spans = sorted(found.values())
    near = [span for span in spans if span[0] - spans[0][1] < _NEAR]
    return near if len(near) > 1 else []
