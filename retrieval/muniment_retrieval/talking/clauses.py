"""A bare question word before the clause of the question before: "When?" after "Did Ann sign?" is "When did Ann sign?"."""

from __future__ import annotations

import re

from .forms import words
from .statements import asked, subject

_LEAD = re.compile(
    r"^(?:(?:what|which|who|whom|whose|when|where|why|how)(?:\s+(?:much|many|long|often|far|exactly))?)\b\s*", re.I
)
_ADVERBIAL = re.compile(
    r"^(?:since |until |till |for |from |by |at |on |in |to |under |with |of )?(?:when|where|why|how|who(?:m|se)?|what|which)\b",
    re.I,
)
_MEASURED = re.compile(r"(?P<how>how (?:many|much)) \w+", re.I)
_HOW_MUCH_OF = re.compile(
    r"(?P<how>how (?:much|many))(?: of (?:it|them|this|that|these|those)| (?:is|are) (?:that|those|there|they|it))", re.I
)
_WHAT_THING = re.compile(r"(?:what|which) (?P<thing>(?:of (?:these|those|the|our|my|all) )?[\w-]+) (?P<rest>.+)", re.I)
_WHICH_NOT = re.compile(
    r"which(?: ones?| of them)? (?:(?P<verb>do|does|did|are|is|were|was|may)(?:n[’']t| not)|(?P<can>can)(?:[’']t| ?not))", re.I
)
_WHO_DID = re.compile(r"who (?:did|does|do|has done) (?:this|that|it|so)", re.I)
_PASSIVE = re.compile(r"(?:is|are|was|were)\b.*\b\w*(?:ed|en|set|made|paid|held|built|found)\b[^,]*$", re.I)


def with_clause(said: str, before: str, answer: str) -> str | None:
    """The whole question, or None where the two cannot be put together."""
    text = " ".join(before.split()).rstrip(" ?!.")
    text = re.sub(r"\s*\([^()]*\?\)$", "", text)
    if not _ADVERBIAL.match(said) or re.search(r"\b(?:else|one|ones)\b", said):
        return None
    first = text.split(" ", 1)[0].lower()
    if first in words("auxiliaries"):
        return f"{said} {asked(answer) or text[0].lower() + text[1:]}"
    lead = _LEAD.match(text)
    if lead is None:
        return None
    if _MEASURED.fullmatch(said) and (same := _MEASURED.match(text)) and said.lower().startswith(same["how"].lower()):
        return f"{said}{text[same.end() :]}"
    verb, _, rest = text[lead.end() :].partition(" ")
    if _asks_who(lead.group(), verb, rest):
        return _of_who_acts(said, lead.group().strip().lower(), verb, rest, answer)
    by_itself = re.fullmatch(r"(?:when|where|why|how)\s+", lead.group(), re.I) and re.search(r"\b\w+(?:ed|en)$", rest)
    if verb.lower() in words("modals") | words("auxiliaries" if by_itself else "modals"):
        stranded = rest.rsplit(" ", 1)[-1].lower() in words("prepositions")
        open_ended = bool(re.search(r"\b(?:much|many|which|whose)\b", lead.group(), re.I)) or stranded
        return None if open_ended else f"{said} {verb} {rest}"
    return None


def with_measure(said: str, before: str) -> str | None:
    """ "How much of it?" after "What flour does the bread need?" is "How much flour does the bread need?"."""
    asks, asked = _HOW_MUCH_OF.fullmatch(said), _WHAT_THING.match(" ".join(before.split()).rstrip(" ?!."))
    verb = asked["rest"].split(" ", 1)[0].lower() if asked else ""
    return f"{asks['how']} {asked['thing']} {asked['rest']}" if asks and asked and verb in words("auxiliaries") else None


def with_denial(said: str, before: str) -> str | None:
    """ "Which don't?" after "Which boats have a sail?" is "Which boats do not have a sail?"."""
    denied, asked = _WHICH_NOT.fullmatch(said), _WHAT_THING.match(" ".join(before.split()).rstrip(" ?!."))
    if denied is None or asked is None or re.search(r"\bnot\b|n[’']t\b", before):
        return None
    verb, _, rest = asked["rest"].partition(" ")
    without = denied["verb"] or denied["can"]
    if verb.lower() in words("auxiliaries") - {"have", "has", "had", "do", "does", "did"}:
        return f"which {asked['thing']} {verb} not {rest}" if without.lower() == verb.lower() else None
    return f"which {asked['thing']} {without} not {asked['rest']}"


def with_who_did(said: str, before: str) -> str | None:
    """ "Who did that?" after what is asked without saying who acts: "How was the price set?" is "By whom was the price set?"."""
    lead = _LEAD.match(before)
    if lead is None or not _WHO_DID.fullmatch(said) or not _PASSIVE.match(before[lead.end() :]):
        return None
    return f"by whom {before[lead.end() :].rstrip(' ?!.')}"


def _asks_who(lead: str, verb: str, rest: str) -> bool:
    """Whether the question word is who acts: "who signed the lease", "who may inspect the books"."""
    word = lead.strip().lower()
    if word in ("who", "what", "which") and verb.lower() in words("verbs") - words("modals"):
        return True
    follows = rest.split(" ", 1)[0].lower()
    return word == "who" and verb.lower() in words("modals") - {"do", "does", "did"} and follows.islower() and not _names(follows)


def _names(word: str) -> bool:
    return any(word in words(name) for name in ("determiners", "pronouns", "roles", "organisations"))


def _of_who_acts(said: str, word: str, verb: str, rest: str, answer: str) -> str | None:
    """The question with who acts, as the answer says it, or else "somebody"."""
    who = subject(answer, verb)
    if verb.lower() in words("modals"):
        return f"{said} {verb} {who or 'somebody'} {rest}"
    who = who or ("somebody" if word == "who" else "something")
    if re.match(r"(?:when|where|why|how)$", said, re.I):
        return f"{said} did it happen that {who} {verb} {rest}"
    return f"{said} was it that {who} {verb} {rest}"
