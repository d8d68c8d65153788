"""One question, from the hits to the checked answer.

First the hits are found and told. Then their sentences are scored, and it is decided whether they say anything to the question.
If so, the model reads the few that matter and writes; its words are passed on as they come. Then each of its sentences is
matched with its place. Where nothing of it holds, or it does not meet the question, the model is asked once more with the best
sentence alone. Where that is no better, where there is no model or it fails, the best sentence is the answer itself. What is only
close to its place is followed by the place's own words. A model that reads at length is asked in any case: it may find what no
hit says.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from muniment_engines.api import Cancel, Cancelled, Chat, ChatRequest, TextDelta

from muniment_retrieval.answer.characters import in_its_characters
from muniment_retrieval.answer.citing import citation_of, proved
from muniment_retrieval.answer.dictation import Written, dictated
from muniment_retrieval.answer.evidence import Excerpt, Pages, SourceSentence, compressed, room_for, source_sentences
from muniment_retrieval.answer.extracting import extracted
from muniment_retrieval.answer.meeting import best_alone, meets
from muniment_retrieval.answer.own_words import with_own_words
from muniment_retrieval.answer.prompt import request_at_length, request_for
from muniment_retrieval.answer.refusing import says_nothing
from muniment_retrieval.answer.values import with_exact_value
from muniment_retrieval.answer.writing import answer_sentences, says_no_more, sentences_at_length
from muniment_retrieval.answer.yes_no import with_yes_or_no
from muniment_retrieval.model import Answer, Answered, Badge, Citation, Cost, Hit, Scope, Sentence, Sources, Trace
from muniment_retrieval.search.query import Query

REFUSAL = "The documents do not say."

_RANK = {Badge.NOT_FOUND: 0, Badge.CLOSE: 1, Badge.VERIFIED: 2}

NEAREST = 3
"""So many nearest places are shown with a refusal."""


class Finds(Protocol):
    """What asking needs of a searcher."""

    def look_up(self, query: str, scope: Scope) -> tuple[Query, list[Hit]]: ...

    def searched(self, scope: Scope) -> tuple[int, int]: ...


class AtLength(Protocol):
    """What a model that holds much is given for one question, instead of the few sentences that matter."""

    @property
    def excerpts(self) -> Sequence[Excerpt]: ...

    def proved(self, sentence: str, question: str, given: frozenset[str]) -> Sentence:
        """A sentence that was written of them, with its badge and its places."""
        ...


Prove = Callable[[str], Sentence]


class Asker:
    """Answers questions from one vault. `engine` and `model` name what `chat` is, for the record.

    `reads` is told beforehand which pages the chat will be given text of: document and index. With `at_length` the chat is given
    what that gathers, for the hits and the scope.
    """

    def __init__(
        self,
        searcher: Finds,
        pages: Pages,
        chat: Chat | None = None,
        engine: str = "",
        model: str = "",
        reads: Callable[[Sequence[tuple[int, int]]], None] | None = None,
        at_length: Callable[[Sequence[Hit], Scope, Cancel], AtLength] | None = None,
    ) -> None:
        self._searcher = searcher
        self._pages = pages
        self._chat = chat
        self._engine = engine
        self._model = model
        self._reads = reads
        self._at_length = at_length

    def ask(
        self,
        question: str,
        scope: Scope = Scope(),  # noqa: B008
        cancel: Cancel | None = None,
        seed: int = 0,
    ) -> Iterator[Sources | TextDelta | Answered]:
        """Yield the hits, the answer as it is written, and the whole answer, checked.

        `question` stands alone. Raises `Cancelled` where a stop was asked for before a word was written; after that, what was
        written is the answer.
        """
        cancel = cancel or Cancel()
        started = time.perf_counter()
        cancel.check()
        query, hits = self._searcher.look_up(question, scope)
        yield Sources(tuple(hits))
        hits = [hit for hit in hits if not query.documents or hit.document.id in query.documents]
        sources = source_sentences(query, hits, self._pages)
        written = Written()
        silent = not sources or says_nothing(query, hits)
        given = frozenset(query.terms)
        if self._at_length is not None:
            whole = self._at_length(hits, scope, cancel)
            request = request_at_length(question, whole.excerpts, seed)
            yield from self._write(request, whole.excerpts, cancel, written)
            sentences = _told_at_length(written, lambda text: whole.proved(text, question, given))
            silent = silent or says_no_more(written.text)
        else:
            if not silent:
                excerpts = compressed(sources, room_for(query, sources))
                yield from self._write(request_for(question, excerpts, seed), excerpts, cancel, written)
            sentences = _told(written, lambda text: proved(text, sources, given))
            if not silent and not (sentences and meets(query, sentences, sources)):
                sentences = self._again(question, query, sources, cancel, seed, written)
        if not sentences and not silent:
            written.quoted = written.ran
            sentences = extracted(query, sources)
        sentences = with_yes_or_no(question, sentences, query.naming)
        if self._at_length is None:
            sentences = with_own_words(sentences)
        cost = self._cost(written, started)
        trace = Trace(tuple(hits), written.request, written.text, read=written.read)
        yield Answered(self._answer(question, scope, sentences, sources, cost), trace)

    def _write(self, request: ChatRequest, excerpts: Sequence[Excerpt], cancel: Cancel, written: Written) -> Iterator[TextDelta]:
        """Let the model write, if there is one; pass its words on."""
        if self._chat is None or not excerpts:
            return
        places = [(s.document.id, s.page.index) for excerpt in excerpts for s in excerpt.sentences]
        if self._reads is not None:
            self._reads(places)
        written.read = tuple(dict.fromkeys((*written.read, *(document for document, _ in places))))
        yield from dictated(self._chat, request, cancel, written)

    def _again(
        self, question: str, query: Query, sources: Sequence[SourceSentence], cancel: Cancel, seed: int, written: Written
    ) -> tuple[Sentence, ...]:
        """What the model says of the best sentence alone, if that answers the question. It is not asked the same twice.

        An engine elsewhere is asked once: its owner approves each request.
        """
        alone = best_alone(sources)
        request = request_for(question, alone, seed)
        if not written.text.strip() or written.stopped or request == written.request or self._reads is not None:
            return ()
        once_more = replace(written)
        with suppress(Cancelled):
            for _ in self._write(request, alone, cancel, once_more):
                pass
        written.prompt_tokens, written.generated_tokens = once_more.prompt_tokens, once_more.generated_tokens
        given = frozenset(query.terms)
        told = _told(once_more, lambda text: proved(text, sources, given))
        if not once_more.ran or not told or not meets(query, told, sources):
            return ()
        written.request, written.text = once_more.request, once_more.text
        return told

    def _answer(
        self, question: str, scope: Scope, sentences: Sequence[Sentence], sources: Sequence[SourceSentence], cost: Cost
    ) -> Answer:
        searched, documents = self._searcher.searched(scope)
        if sentences:
            return Answer(question, tuple(sentences), False, searched, documents, cost)
        refusal = (Sentence(REFUSAL, Badge.NOT_FOUND),)
        return Answer(question, refusal, True, searched, documents, cost, _nearest(sources))

    def _cost(self, written: Written, started: float) -> Cost:
        ended = time.perf_counter()
        first = (written.first_at or ended) - started
        if not written.ran:
            return Cost(seconds_to_first_token=first, seconds=ended - started)
        tokens = written.prompt_tokens, written.generated_tokens
        return Cost(self._engine, self._model, first, ended - started, *tokens, quoted=written.quoted)


def _told(written: Written, prove: Prove) -> tuple[Sentence, ...]:
    """The answer's sentences, each with its place; none where nothing was written, or nothing of it holds."""
    told = [prove(sentence) for sentence in answer_sentences(written.text)]
    return tuple(_exact(sentence, prove) for sentence in told) if any(s.citations for s in told) else ()


def _told_at_length(written: Written, prove: Prove) -> tuple[Sentence, ...]:
    told = tuple(prove(sentence) for sentence in sentences_at_length(written.text))
    return told if any(sentence.citations for sentence in told) else ()


def _exact(sentence: Sentence, prove: Prove) -> Sentence:
    """The sentence in its source's characters, with the value that it tells as it stands there, where its proof stays as good."""
    for citation in sentence.citations:
        told = prove(with_exact_value(in_its_characters(sentence.text, citation.quote), citation.quote))
        if told.citations and _RANK[told.badge] >= _RANK[sentence.badge]:
            return told
    return sentence


def _nearest(sources: Sequence[SourceSentence]) -> tuple[Citation, ...]:
    """Where the documents come closest: the best sentence of each of the best hits."""
    best: dict[int, SourceSentence] = {}
    for source in sources:
        if source.hit not in best or source.score > best[source.hit].score:
            best[source.hit] = source
    return tuple(citation_of(best[hit]) for hit in sorted(best)[:NEAREST])
