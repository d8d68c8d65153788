"""Answering a question in its conversation: it is understood, asked and answered, and kept with how that came about."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace

from muniment_engines.api import Cancel, TextDelta
from muniment_retrieval.answer import Asker
from muniment_retrieval.conversations import Asking, RewrittenBy, Understood
from muniment_retrieval.model import Answered, Hit, Scope, Sources, VaultError
from muniment_retrieval.search import Searcher
from muniment_retrieval.talking import Rewritten
from muniment_retrieval.talking.recording import record_of
from muniment_retrieval.vault import Vault
from muniment_retrieval.whole import WholeDocuments

from . import paths
from .airlock.asking import QUESTION, WHOLE_QUESTION, Elsewhere, accounted, through, writer_elsewhere
from .airlock.job import Job
from .engine_setup import ChosenChat
from .models.fingerprints import Fingerprints
from .talks import Talks

Event = Understood | Sources | TextDelta | Answered


class Answering:
    """Answers questions from one vault, with the engines that there are just now."""

    def __init__(
        self, vault: Vault, talks: Talks, searcher: Searcher, chosen: ChosenChat | None, elsewhere: Elsewhere | None = None
    ) -> None:
        """`chosen` is the engine on this machine; where there is one `elsewhere`, that one is asked first."""
        self._vault = vault
        self._talks = talks
        self._searcher = searcher
        self._chosen = chosen
        self._elsewhere = elsewhere
        self._chat = chosen.worker if chosen is not None else None
        engine, model = (chosen.engine, chosen.model) if chosen is not None else ("", "")
        self._asker = Asker(searcher, vault, self._chat, engine, model)

    def ask(
        self, question: str, scope: Scope, cancel: Cancel, conversation: int | None, standing: str, *, keep: bool
    ) -> Iterator[Event]:
        """As `Session.ask`; without `keep`, nothing of it stays."""
        told, repeats = self._talks.understood(question, conversation, standing, self._chat, cancel)  # never elsewhere
        fingerprint = _fingerprint(self._chosen if self._elsewhere is None else None) if keep else None
        for event in self._answered(question, told, scope, cancel):
            if isinstance(event, Answered) and fingerprint is not None:
                asking = self._asking(event, told, repeats, conversation, scope, fingerprint.result())
                yield self._kept(event, asking)
            else:
                yield event

    def _answered(self, question: str, told: Rewritten, scope: Scope, cancel: Cancel) -> Iterator[Event]:
        """The question as it was understood; where that finds no answer, more widely.

        Where the documents that it is about say nothing, the whole scope is asked; and where all of it says nothing, the question
        with its slips put right.
        """
        narrowed = scope.documents is None and told.documents is not None
        if told.by is not RewrittenBy.NOBODY or narrowed:
            yield Understood(told.question, told.by, told.documents if narrowed else None)
        last: Answered | None = None
        named = scope.documents is not None
        within = Scope(told.documents, scope.without) if narrowed else scope
        for event in self._events(told.question, within, cancel, whole=named):
            if isinstance(event, Answered):
                last = event
            else:
                yield event
        nothing = last is not None and last.answer.refused and last.trace.request is None
        slips = nothing and not narrowed and told.by is not RewrittenBy.PERSON
        right = self._searcher.put_right(told.question) if slips else told.question
        if nothing and narrowed:
            if told.by is RewrittenBy.NOBODY:
                yield Understood(told.question, told.by)
            yield from self._answered(question, replace(told, documents=None), scope, cancel)
        elif right != told.question:
            yield from self._answered(question, replace(told, question=right, by=RewrittenBy.CODE), scope, cancel)
        elif last is not None:
            cost = replace(last.answer.cost, held_back=len(scope.without))
            yield replace(last, answer=replace(last.answer, question=question, cost=cost))

    def _events(self, question: str, scope: Scope, cancel: Cancel, *, whole: bool) -> Iterator[Sources | TextDelta | Answered]:
        """Asked elsewhere where that is set up; on this machine otherwise, and where nothing is to leave.

        An engine elsewhere holds much: of documents that a person has named it is given the `whole`.
        """
        if self._elsewhere is None:
            yield from self._asker.ask(question, scope, cancel)
            return
        chat = self._elsewhere.chat
        chosen = chat.chosen
        writer = writer_elsewhere(self._elsewhere)

        def at_length(hits: Sequence[Hit], within: Scope, stop: Cancel) -> WholeDocuments:
            return WholeDocuments(self._vault, writer, hits, within, stop)

        gathers = at_length if whole else None
        asker = Asker(self._searcher, self._vault, chat, chosen.engine, chosen.model, chat.reads, gathers)

        def asked(by: Asker, job: Job, why: str = "") -> Iterator[Sources | TextDelta | Answered]:
            for event in by.ask(question, scope, cancel):
                yield accounted(event, job, why) if isinstance(event, Answered) else event

        purpose = WHOLE_QUESTION if whole else QUESTION
        documents = (scope.documents or ()) if whole else ()
        held = tuple(document for document in documents if document not in scope.without)
        yield from through(chat, purpose, held, lambda job: asked(asker, job), lambda job, why: asked(self._asker, job, why))

    def _kept(self, event: Answered, asking: Asking) -> Answered:
        with suppress(VaultError):  # an answer that cannot be kept is still one
            return replace(event, kept=self._vault.save_answer(event.answer, asking))
        return event

    def _asking(
        self, event: Answered, told: Rewritten, repeats: Sequence[int], conversation: int | None, scope: Scope, sha256: str
    ) -> Asking:
        """What is kept beside an answer."""
        used = {*event.trace.read, *(hit.document.id for hit in event.trace.hits)}
        standing = "" if told.question == event.answer.question else told.question
        record = record_of(event.trace, self._vault.generation(), sha256)
        return Asking(conversation, standing, told.by, scope.documents, tuple({*repeats, *used}), record)


def _fingerprint(chosen: ChosenChat | None) -> Future[str]:
    """The SHA-256 of the model's file, which is computed beside the answer where it is not known yet."""
    told: Future[str] = Future()
    if chosen is None or chosen.sha256 or chosen.file is None:
        told.set_result(chosen.sha256 if chosen is not None else "")
    else:
        of, file = Fingerprints(paths.models_folder()).of, chosen.file
        threading.Thread(target=lambda: told.set_result(of(file)), name="fingerprint", daemon=True).start()
    return told
