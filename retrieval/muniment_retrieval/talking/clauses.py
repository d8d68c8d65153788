"""A bare question word before the clause of the question before: "When?" after "Did Ann sign?" is "When did Ann sign?"."""

from __future__ import annotations

import re

from .phrases import words

_LEAD = re.compile(
    r"^(?:(?:what|which|who|whom|whose|when|where|why|how)(?:\s+(?:much|many|long|often|far|exactly))?)\b\s*", re.I
)
_ADVERBIAL = re.compile(
    r"^(?:since |until |till |for |from |by |at |on |in )?(?:when|where|why|how|how long|how often|whom|who|what|which)\b", re.I
)


def with_clause(said: str, before: str) -> str | None:
    """The whole question, or None where the two cannot be put together."""
    text = " ".join(before.split()).rstrip(" ?!.")
    text = re.sub(r"\s*\([^()]*\?\)$", "", text)
    if not _ADVERBIAL.match(said) or re.search(r"\b(?:else|one|ones)\b", said):
        return None
    first = text.split(" ", 1)[0].lower()
    if first in words("auxiliaries"):
        return f"{said} {text[0].lower()}{text[1:]}"
    lead = _LEAD.match(text)
    if lead is None:
        return None
    clause = text[lead.end() :]
    verb = clause.split(" ", 1)[0].lower()
    asks_who = lead.group().strip().lower() in ("who", "what", "which")
    if verb in words("modals") and not re.search(r"\b(?:much|many|which|whose)\b", lead.group(), re.I):
        return f"{said} {clause}"
    if asks_who and verb in words("verbs") and re.match(r"(?:when|where|why|how)\b", said, re.I):
        return f"{said} did it happen that {'somebody' if lead.group().strip().lower() == 'who' else 'something'} {clause}"
    return None
