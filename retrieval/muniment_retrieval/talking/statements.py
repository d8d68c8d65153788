"""What an answer states, as far as a follow-up can be about it: who did it, what is so, and where."""

from __future__ import annotations

import re

from .forms import words
from .phrases import Kind, phrases, tokens
from .topics import whole

_MOST_WORDS = 20
_MOST_SUBJECT = 8
_ASSENT = re.compile(r"^(?:yes|correct|indeed)\b[\s,;:–—-]*", re.I)
_PLACED = re.compile(r"\b(in|at|on|near|inside|outside|within)\s+$", re.I)


def statement(answer: str) -> str:
    """The answer's first sentence as a clause, or nothing where it is none, or too long, or stands for something itself."""
    first = re.split(r"(?<=[^.\s]{2})[.!?](?:\s|$)", " ".join(answer.split()), maxsplit=1)[0]
    text = _ASSENT.sub("", first)
    found = tokens(text)
    if not found or len(found) > _MOST_WORDS or any(t.low in words("pronouns") - {"that", "there"} for t in found):
        return ""
    has_verb = any(t.low in words("verbs") or t.low in words("auxiliaries") for t in found[1:])
    return _lowered(text) if has_verb else ""


def asked(answer: str) -> str:
    """A statement with "is" or "must" before its subject, as a question has it; nothing where it has no such word."""
    told = statement(answer)
    if not _ASSENT.match(answer.strip()) or not told:
        return ""
    verb = next((t for t in tokens(told)[1:_MOST_SUBJECT] if t.low in words("auxiliaries")), None)
    if verb is None or any(t.low in words("verbs") for t in tokens(told[: verb.start])):
        return ""
    return f"{verb.text} {told[: verb.start].strip()} {told[verb.end :].strip()}"


def subject(answer: str, verb: str) -> str:
    """Who or what did what the verb says, by the answer; nothing where that cannot be told."""
    text = " ".join(answer.split()).rstrip(" .!")
    active = re.match(rf"(?P<who>.+?),?\s+{re.escape(verb)}\b", text, re.I)
    passive = re.search(r"\b(?:is|are|was|were|been|be)\s+\w+\s+by\s+(?P<who>.+)$", text)
    who = active["who"] if active else passive["who"] if passive else text
    found = tokens(who)
    if not found or len(found) > _MOST_SUBJECT or any(t.low in words("pronouns") for t in found):
        return ""
    if any(t.low in words("auxiliaries") for t in found):
        return ""
    return _lowered(who)


def place(text: str) -> str:
    """Where it is, by the first words of a text that say so, with their preposition."""
    for phrase in phrases(text):
        before = _PLACED.search(text[: phrase.start])
        if before and phrase.kind is not Kind.TIME:
            return f"{before[1].lower()} {whole(phrase, text)}"
    return ""


def _lowered(text: str) -> str:
    """Without the capital that only begins a sentence."""
    first = text.split(" ", 1)[0].lower()
    return text[:1].lower() + text[1:] if first in words("determiners") else text
