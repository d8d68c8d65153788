"""How the sheet says things: who gets it, what it costs, what is masked, and how long an approval stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...airlock import Sheet

TIMES = ((15 * 60.0, "15 minutes"), (3600.0, "1 hour"), (4 * 3600.0, "4 hours"), (8 * 3600.0, "8 hours"))
"""Seconds for which an approval may stand, and how that is said."""

MASKED_ONLY = "What these documents say is only sent masked, so nothing can be left as it is."
INSTRUCTIONS, ASKED, SAID = "The program’s own instructions", "What is sent of yours", "What was answered before"
MANY_PAGES = 6

_KINDS = {
    "word": ("word of yours", "words of yours"),
    "mail": ("mail address", "mail addresses"),
    "url": ("link", "links"),
    "ip": ("network address", "network addresses"),
    "iban": ("IBAN", "IBANs"),
    "card": ("card number", "card numbers"),
    "account": ("account", "accounts"),
    "identity": ("identity number", "identity numbers"),
    "phone": ("phone number", "phone numbers"),
    "birth": ("date of birth", "dates of birth"),
    "case": ("case number", "case numbers"),
    "address": ("address", "addresses"),
    "person": ("person", "persons"),
    "organisation": ("organisation", "organisations"),
    "place": ("place", "places"),
    "text": ("passage of yours", "passages of yours"),
}


def title(sheet: Sheet) -> str:
    return f"Send this to {host(sheet)}?"


def host(sheet: Sheet) -> str:
    return sheet.outgoing.address.partition("://")[2]


def about(sheet: Sheet) -> str:
    """What it is for, and that nothing has happened yet."""
    outgoing = sheet.outgoing
    model = f", {outgoing.model}" if outgoing.model else ""
    again = f" This is attempt {outgoing.attempt}: the one before did not succeed." if outgoing.attempt > 1 else ""
    return f"For {outgoing.purpose}, to “{outgoing.engine}”{model}. Nothing has been sent yet.{again}"


def cost(sheet: Sheet) -> str:
    price = "price not known" if sheet.price is None else f"price at most {sheet.price:.4f}"
    whole = f" · all of it: up to {sheet.bounds.requests:,} requests, {sheet.bounds.bytes:,} bytes" if sheet.bounds else ""
    return (
        f"{sheet.outgoing.address} · about {sheet.tokens:,} tokens · {len(sheet.outgoing.request.body):,} bytes · {price}{whole}"
    )


def masked(counts: Mapping[str, int]) -> str:
    """What is masked, by kind."""
    said = ", ".join(f"{count:,} {_kind(kind, count)}" for kind, count in counts.items())
    return f"Masked: {said}" if said else "Nothing in it is masked"


def pages(found: Sequence[str]) -> str:
    """The pages that the text is from, and how many more there are."""
    more = f"\nand {len(found) - MANY_PAGES:,} more" if len(found) > MANY_PAGES else ""
    return "\n".join(found[:MANY_PAGES]) + more


def item(kind: str, original: str) -> str:
    """A thing that is masked, in one line."""
    return f"{' '.join(original.split())}  ·  {_kind(kind, 1)}"


def _kind(kind: str, count: int) -> str:
    one, several = _KINDS.get(kind, (kind, kind))
    return one if count == 1 else several
