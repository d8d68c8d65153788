"""Each sentence of an answer to the place that holds it.

A sentence is compared with every sentence of the best hits, and with each two that follow each other; the best supported place
becomes its citation. A quote is always cut out of the stored page, and grows by its neighbours until it has four words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from muniment_retrieval.answer.evidence import SourceSentence
from muniment_retrieval.answer.proving import Verdict, judge
from muniment_retrieval.model import Badge, Citation, Sentence
from muniment_retrieval.search.words import terms
from muniment_retrieval.sentences import sentence_spans

FEWEST_WORDS = 4
_PRIOR = 0.15
"""How much the score of the place itself weighs against how well it supports the sentence."""

_EARLIER = 0.1
"""How much a page less to turn weighs, up to five: of places that say the same, the first is shown."""

ALIKE = 0.75
"""A place that has so much of a sentence, and still differs in a particular, speaks against a place that is less like it."""

_MARGIN = 0.08

_YES_NO = re.compile(r"^\W*(?:yes\b[\s,.:;–—-]*|no\b\s*(?:[,:;–—-]|\.(?!\s*\d)|$)\s*)", re.IGNORECASE)
"""A yes or no that opens an answer; "No party may …" is none, and "No. 5" neither."""


def proved(text: str, sources: Sequence[SourceSentence], given: frozenset[str]) -> Sentence:
    """One sentence of an answer with its badge, and its citation where it has support."""
    claim = claim_of(text)
    best = _best(claim, sources, given, strictly=claim != text)
    if best is None or best[0].badge is Badge.NOT_FOUND:
        return Sentence(text, Badge.NOT_FOUND)
    return Sentence(text, best[0].badge, (citation_of(best[1], best[2]),))


def claim_of(text: str) -> str:
    """What a sentence of an answer says, without the yes or no that opens it."""
    return _YES_NO.sub("", text) or text


def citation_of(first: SourceSentence, last: SourceSentence | None = None) -> Citation:
    """A citation of one sentence, or from the first to the last of several on one page."""
    page = first.page
    start, end = _grown(page.text, first.start, (last or first).end)
    document = first.document
    place = page.place(start, end)
    return Citation(document.id, document.path, page.index, place, start, end, page.text[start:end], document.holder)


def _best(
    claim: str, sources: Sequence[SourceSentence], given: frozenset[str], *, strictly: bool
) -> tuple[Verdict, SourceSentence, SourceSentence] | None:
    found: _Place | None = None
    contrary: _Place | None = None
    highest = max((s.score for s in sources), default=0.0) or 1.0
    for at, source in enumerate(sources):
        context = frozenset(terms(f"{source.document.title} {source.document.name} {source.heading}"))
        for last in _reaches(sources, at):
            text, blurred = source.page.text[source.start : last.end], source.page.confidence < 1
            verdict = judge(claim, text, given, context, blurred=blurred, strictly=strictly)
            wider = 0.1 if last is not source else 0.0
            later = _EARLIER * min(source.page.index, 5)
            score = verdict.score + _RANK[verdict.badge] + _PRIOR * source.score / highest - wider - later
            if found is None or score > found[0]:
                found = (score, verdict, source, last)
            if verdict.badge is Badge.CLOSE and verdict.likeness >= ALIKE and (contrary is None or score > contrary[0]):
                contrary = (score, verdict, source, last)
    if found and contrary and found[1].badge is Badge.VERIFIED and found[1].likeness < contrary[1].likeness - _MARGIN:
        found = contrary
    return found[1:] if found else None


_Place = tuple[float, Verdict, SourceSentence, SourceSentence]


_RANK = {Badge.VERIFIED: 2.0, Badge.CLOSE: 1.0, Badge.NOT_FOUND: 0.0}


def _reaches(sources: Sequence[SourceSentence], at: int) -> list[SourceSentence]:
    """Where a quote that begins with a sentence may end: with itself, or with the next of its page."""
    here = sources[at]
    following = sources[at + 1] if at + 1 < len(sources) else None
    if following is not None and following.page is here.page and following.start >= here.end:
        if here.page.text[here.end : following.start].strip():
            return [here]  # what stands between them was left out
        return [here, following]
    return [here]


def _grown(text: str, start: int, end: int) -> tuple[int, int]:
    """A span with as many of the following, then of the preceding sentences as it takes to have four words."""
    if len(text[start:end].split()) >= FEWEST_WORDS:
        return start, end
    spans = sentence_spans(text)
    after = [b for a, b in spans if a >= end]
    before = [a for a, b in reversed(spans) if b <= start]
    for wider in after:
        if len(text[start:end].split()) >= FEWEST_WORDS:
            break
        end = wider
    for wider in before:
        if len(text[start:end].split()) >= FEWEST_WORDS:
            break
        start = wider
    return start, end
