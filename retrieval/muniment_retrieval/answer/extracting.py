"""An answer without a model: the sentence itself."""

from __future__ import annotations

from collections.abc import Sequence

from muniment_retrieval.answer.citing import citation_of
from muniment_retrieval.answer.evidence import SourceSentence, tells
from muniment_retrieval.model import Badge, Sentence
from muniment_retrieval.search.query import Query, is_function_word
from muniment_retrieval.search.words import terms


def extracted(query: Query, sources: Sequence[SourceSentence]) -> tuple[Sentence, ...]:
    """The best sentence of the best hits as it stands, with its place; nothing where there is none."""
    known = frozenset[str]().union(*map(query.forms_of, query.terms))
    telling = [source for source in sources if tells(source.text) and _adds(source.text, known)] or list(sources)
    if not telling:
        return ()
    best = max(telling, key=lambda source: source.score)
    citation = citation_of(best, _announced(best, sources))
    return (Sentence(" ".join(citation.quote.split()), Badge.VERIFIED, (citation,)),)


def _adds(text: str, known: frozenset[str]) -> bool:
    """Whether a text has a word of meaning that is not in the question."""
    return any(term not in known and not is_function_word(term) for term in terms(text))


def _announced(sentence: SourceSentence, sources: Sequence[SourceSentence]) -> SourceSentence | None:
    """What a sentence that ends with a colon leads to: the next one of its page, without which it says nothing."""
    if not sentence.text.rstrip().endswith(":"):
        return None
    after = [s for s in sources if s.page is sentence.page and s.start >= sentence.end]
    return min(after, key=lambda s: s.start, default=None)
