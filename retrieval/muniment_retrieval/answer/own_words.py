"""The document's own words behind a sentence that is only close to them, so that nobody has to take a paraphrase on trust."""

from __future__ import annotations

from collections.abc import Sequence

from muniment_retrieval.model import Badge, Sentence

LONGEST = 80
"""A place of more words is not repeated: it is one click away, and an answer is to stay short."""


def with_own_words(told: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences, each that is only close followed by its first place in quotation marks; every place once."""
    said: list[Sentence] = []
    places = set[str]()
    for sentence in told:
        said.append(sentence)
        if sentence.badge is not Badge.CLOSE or not sentence.citations:
            continue
        words = " ".join(sentence.citations[0].quote.split())
        if words not in places and len(words.split()) <= LONGEST:
            places.add(words)
            said.append(Sentence(f"“{words}”", Badge.VERIFIED, sentence.citations[:1]))
    return tuple(said)
