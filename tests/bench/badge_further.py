"""Further changes that make a true sentence false, for `bench_badges.py --further`: one word or name for another of its kind.

Opposites, bounds, units, quantities, conditions, currencies, ordinals and words with a prefix that denies are exchanged by the
tables below; two names change their places; the thing that a sentence speaks of, or an item of a list, becomes another one of the
same document. Changes of what relates the words of a sentence are in `badge_relating.py`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from badge_changes import at, bounds, replaced, units
from badge_relating import RELATING

_OPPOSITES = (
    ("buyer", "seller"), ("lender", "borrower"), ("landlord", "tenant"), ("employer", "employee"), ("creditor", "debtor"),
    ("increase", "decrease"), ("increased", "decreased"), ("increases", "decreases"), ("higher", "lower"), ("rose", "fell"),
    ("gain", "loss"), ("profit", "loss"), ("assets", "liabilities"), ("revenue", "expenses"), ("north", "south"),
    ("east", "west"), ("left", "right"), ("early", "late"), ("largest", "smallest"), ("highest", "lowest"), ("long", "short"),
    ("accept", "reject"), ("direct", "indirect"), ("reasonable", "unreasonable"), ("public", "private"), ("oral", "written"),
    ("before", "after"), ("beginning", "end"), ("initial", "final"), ("majority", "minority"), ("upper", "lower"),
    ("domestic", "foreign"), ("internal", "external"), ("takeoff", "landing"), ("front", "rear"), ("won", "lost"),
    ("exclusive", "non-exclusive"), ("valid", "invalid"), ("open", "closed"), ("add", "remove"), ("first", "last"),
    ("approve", "disapprove"), ("lawful", "unlawful"), ("current", "former"), ("more", "less"), ("day", "night"),
    ("positive", "negative"), ("favorable", "unfavorable"), ("greater", "smaller"), ("buy", "sell"), ("old", "new"),
)  # fmt: skip
_INCLUDING = (
    ("including", "excluding"), ("includes", "excludes"), ("include", "exclude"), ("included", "excluded"),
    ("inclusive", "exclusive"), ("excluding", "including"), ("other than", "including"), ("except", "including"),
    ("with", "without"), (r"(?<!including )without(?! limit)", "with"),
)  # fmt: skip
_QUANTITIES = (
    ("all", "some"), ("each", "some"), ("every", "some"), ("any", "all"), ("some", "all"), ("both", "neither of"),
    ("either", "neither"), ("all", "none of"), ("most", "few"), ("many", "few"), ("several", "all"), ("any", "no"),
    ("only", "not only"), ("entire", "partial"),
)  # fmt: skip
_CONDITIONS = (("unless", "if"), ("if", "unless"), ("except", "only"), ("provided that", "even if"), ("until", "after"))
_SCALES = (
    ("million", "billion"), ("billion", "million"), ("thousand", "million"), ("millions", "thousands"),
    ("thousands", "millions"), ("hundred", "thousand"), ("percent", "percentage points"), ("%", " percentage points"),
)  # fmt: skip
_CURRENCIES = (
    (r"US\$", "C$"), (r"(?<![A-Z])\$", "€"), ("dollars", "euros"), ("Dollars", "Euros"), ("€", "$"), ("£", "$"),
    ("euros", "dollars"), ("USD", "EUR"),
)  # fmt: skip
_ORDINALS = (
    ("first", "second"), ("second", "third"), ("third", "fourth"), ("fourth", "fifth"), ("fifth", "sixth"), ("1st", "2nd"),
    ("2nd", "3rd"), ("tenth", "twelfth"), ("sixth", "first"), ("twentieth", "nineteenth"), ("21st", "20th"), ("19th", "18th"),
)  # fmt: skip
_DENIED = (
    ("able", "unable"), ("likely", "unlikely"), ("authorized", "unauthorized"), ("limited", "unlimited"), ("fair", "unfair"),
    ("necessary", "unnecessary"), ("complete", "incomplete"), ("accurate", "inaccurate"), ("dependent", "independent"),
    ("material", "immaterial"), ("regular", "irregular"), ("revocable", "irrevocable"), ("enforceable", "unenforceable"),
    ("transferable", "non-transferable"), ("known", "unknown"), ("disclosed", "undisclosed"), ("paid", "unpaid"),
    ("conditional", "unconditional"), ("available", "unavailable"), ("expected", "unexpected"), ("related", "unrelated"),
    ("compliance", "non-compliance"), ("performance", "non-performance"), ("proper", "improper"),
    ("interrupted", "uninterrupted"), ("restricted", "unrestricted"), ("audited", "unaudited"),
)  # fmt: skip
_NAME = re.compile(r"(?<![.!?:] )(?<!^)(?<![\w'’-])[A-Z][a-z]{2,}(?: [A-Z][a-z]+){0,2}(?![\w-])")
_SUBJECT = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Aa]ny|[Ee]ach|[Ss]uch) ([a-z]{4,}) (?:shall|will|may|must|is|are|was|were|has|had|did|does)\b"
)
_ITEM = re.compile(r"\b(?:the |a |an )?([a-z]{4,}), (?:and |or )?(?:the |a |an )?([a-z]{4,})(?=,? (?:and|or) )")
_NO_ITEMS = frozenset(
    [
        *("that", "which", "this", "such", "these", "those", "there", "then", "when", "where", "upon", "unless", "provided"),
        *("including", "without", "least", "more", "less", "other", "they", "with", "from", "into", "only", "also", "each"),
        *("both", "either", "shall", "will", "must", "have", "been", "were", "being", "however", "therefore", "same", "party"),
    ]
)


def change(kind: str, text: str, whole: str, chance: random.Random) -> str | None:
    """The sentence with one change of that kind; nothing where it has nothing of the kind. `whole` is its document's text."""
    return _CHANGES[kind](text, whole, chance)


def _both_ways(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return (*pairs, *((new, old) for old, new in pairs))


def _swapped_names(text: str, _whole: str, chance: random.Random) -> str | None:
    found = list(_NAME.finditer(text))
    pairs = [
        (a, b)
        for at_, a in enumerate(found)
        for b in found[at_ + 1 :]
        if not set(a.group().split()) & set(b.group().split())
        and len(re.findall(r"[a-z]{3,}", re.sub(_NAME, " ", text[a.end() : b.start()]))) > 1
        and text.count(a.group()) == text.count(b.group()) == 1
    ]
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    return text[: a.start()] + b.group() + text[a.end() : b.start()] + a.group() + text[b.end() :]


def _another(pattern: re.Pattern[str]) -> Callable[[str, str, random.Random], str | None]:
    """One of the words that a pattern finds becomes another that it finds in the same document."""

    def changed(text: str, whole: str, chance: random.Random) -> str | None:
        here = [(m, g) for m in pattern.finditer(text) for g in range(1, len(m.groups()) + 1) if m[g] not in _NO_ITEMS]
        pool = sorted({w for m in pattern.finditer(whole) for w in m.groups()} - _NO_ITEMS - set(re.findall(r"[a-z]+", text)))
        if not here or not pool:
            return None
        match, group = chance.choice(here)
        near = [word for word in pool if word[:4] != match[group][:4] and word.endswith("s") is match[group].endswith("s")]
        return at(text, match.span(group), chance.choice(near)) if near else None

    return changed


_CHANGES: dict[str, Callable[[str, str, random.Random], str | None]] = {
    "including": replaced(_INCLUDING),
    "opposite": replaced(_both_ways(_OPPOSITES)),
    "bound": bounds,
    "unit": units,
    "scale": replaced(_SCALES),
    "quantity": replaced(_QUANTITIES),
    "swapped names": _swapped_names,
    "subject": _another(_SUBJECT),
    "condition": replaced(_CONDITIONS),
    "currency": replaced(_CURRENCIES),
    "ordinal": replaced(_ORDINALS),
    "list item": _another(_ITEM),
    "prefix": replaced(_both_ways(_DENIED)),
    **RELATING,
}
KINDS = tuple(_CHANGES)
