"""What a model writes, made fit to be shown: whole sentences, none twice, and not for ever."""

from __future__ import annotations

import re

from muniment_retrieval.answer.prompt import NOTHING
from muniment_retrieval.sentences import sentence_spans

MOST_SENTENCES = 5
"""A model that was asked for one sentence is listened to for this many."""

MOST_AT_LENGTH = 20
"""And one that was asked for up to ten, for this many."""

_LOOP = re.compile(r"(.{12,200}?)\1{2,}$", re.DOTALL)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+", re.MULTILINE)
_HEADING = re.compile(r"^\s*(?:#{1,6} .*|\*\*[^*\n]*\*\*:?)\s*$", re.MULTILINE)
_ENDS = re.compile(r"[.!?。！？।؟…][\"”’')\]]*\s*$")
_LABEL = re.compile(r"^\s*(?:answer|assistant|a)\s*:\s*", re.IGNORECASE)


def answer_sentences(text: str) -> list[str]:
    """The sentences of an answer, in order, each once; without what a model puts before an answer."""
    return _sentences(text)[:MOST_SENTENCES]


def _sentences(text: str) -> list[str]:
    plain = _LABEL.sub("", text).strip()
    found = (" ".join(plain[a:b].split()) for a, b in sentence_spans(plain))
    told = [sentence for sentence in dict.fromkeys(found) if any(c.isalnum() for c in sentence)]
    return _with_bare_yes_no_joined(told)


def sentences_at_length(text: str) -> list[str]:
    """The same of a longer answer, which may have been written with the marks of headings and lists all the same."""
    return _sentences(without_marks(text))[:MOST_AT_LENGTH]


def without_marks(text: str) -> str:
    """A text without the marks of headings, lists and bold letters, and without the headings themselves."""
    return _BULLET.sub("", _HEADING.sub("", text)).replace("**", "").strip()


def without_torn_end(text: str) -> str:
    """A text that breaks off, without the sentence that it breaks off in, where there is another."""
    spans = list(sentence_spans(text))
    torn = len(spans) > 1 and _ENDS.search(text) is None
    return text[: spans[-1][0]].rstrip() if torn else text


def says_no_more(text: str) -> bool:
    """Whether a model that has read everything says that there is nothing."""
    return text.strip().strip('"“”*').startswith(NOTHING.rstrip("."))


def goes_in_circles(text: str) -> bool:
    """Whether a text ends in the same words three times over."""
    return _LOOP.search(text[-700:]) is not None


def _with_bare_yes_no_joined(sentences: list[str]) -> list[str]:
    """ "Yes." is no sentence to prove by itself: it belongs to the next."""
    if len(sentences) > 1 and re.fullmatch(r"\W*(?:yes|no)\W*", sentences[0], re.IGNORECASE):
        return [f"{sentences[0]} {sentences[1]}", *sentences[2:]]
    return sentences
