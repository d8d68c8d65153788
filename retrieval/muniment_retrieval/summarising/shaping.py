"""What a model writes, taken apart into sentences: without headings, bullets and what it says about what it writes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from muniment_retrieval.answer.writing import without_marks
from muniment_retrieval.headings import heading_of
from muniment_retrieval.search.query import is_function_word
from muniment_retrieval.search.words import terms
from muniment_retrieval.sentences import sentence_spans

_ABOUT = re.compile(
    r"^(?:(?:sure|certainly|of course)[,!.].*|here (?:is|are)\b.*:|(?:in )?(?:summary|conclusion)\W*|summary of .*:)$", re.I
)
_OPENING = re.compile(
    r"^(?:(?:in (?:summary|conclusion|this (?:part|excerpt|section)|the (?:excerpts?|text))|overall|to summari[sz]e),\s+"
    r"|(?:the|these) (?:excerpts?|text|passage|document|summary|part)s?(?: \w+)?"
    r" (?:(?:says?|states?|describes?|tells?|mentions?|shows?|explains?|notes?|begins? by saying|ends? by saying) that"
    r"|describes?|tells? (?:of|about)|is about|begins? with|ends? with|mentions?|discusses|also)\s+)",
    re.I,
)

_SPEECH_ALONE = re.compile(r"^[\"“][^\"“”]*[\"”]$")
"""Words of somebody, and nothing of who says them: a copy, and no telling."""

_EXCLAIMS = re.compile(r"^[^\"“]*[?!][\"”’')]*$")
"""Questions and exclamations are copied from what somebody says, and tell nothing of it; who quotes one tells of it."""

_HEADING_WORDS = 4
"""What looks like a heading and has more words is a sentence that begins with one: "Schedule 1 sets out the rent"."""

_SAME = 0.9
"""With this share of its words of meaning in one sentence before it, a sentence says nothing new."""


def written_sentences(text: str) -> list[str]:
    """The sentences of a summary in order, each once; what breaks off in the middle of one is left out."""
    plain = without_marks(text)
    found: list[str] = []
    for start, end in sentence_spans(plain):
        sentence = _OPENING.sub("", " ".join(plain[start:end].split()))
        whole = end < len(plain) or sentence[-1:] in '.!?"”’)。！？'
        if whole and any(c.isalpha() for c in sentence) and not _is_no_telling(sentence):
            found.append(sentence[:1].upper() + sentence[1:])
    return list(dict.fromkeys(found))


def _is_no_telling(sentence: str) -> bool:
    if " " not in sentence and sentence.isascii():
        return True  # a heading, or a field's name
    if heading_of(sentence) and len(sentence.split()) <= _HEADING_WORDS:
        return True
    return any(pattern.search(sentence) for pattern in (_ABOUT, _SPEECH_ALONE, _EXCLAIMS))


def said_once(sentences: Sequence[str]) -> list[str]:
    """Without those that say with the same words of meaning what one before them said."""
    found: list[str] = []
    before: list[frozenset[str]] = []
    for sentence in sentences:
        words = frozenset(t for t in terms(sentence) if not is_function_word(t))
        if not any(len(words & have) >= _SAME * len(words) for have in before):
            found.append(sentence)
            before.append(words)
    return found
