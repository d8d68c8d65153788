"""Where pieces are told, one after the other: asked for, proved, asked for again where little of it holds, and counted.

What the model wrote before is taken from the vault, and what it writes is kept there at once.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress

from muniment_engines.api import Cancel, ChatRequest

from muniment_retrieval.model import Sentence, VaultError

from .filling import ENOUGH, ENOUGH_SPOKEN, filled
from .forecast import Forecast, seconds_of
from .kept import Keeps, key_of
from .pieces import Reading
from .prompts import Piece, kind_of, most_tokens, narrows_to_question, request_for, request_for_more
from .prove import Prover
from .shortening import grouped, places
from .speed import Speeds
from .told import Told
from .writer import SPARE, Writer
from .writing import Reply, Written, cut_off, is_too_little, proved, reply_to, words_of

TOO_LONG = 1.35
"""Summaries of pieces that are longer together than this, compared with what was wished for, are summarised again."""


class Desk:
    """`wanted` is how much each sentence is what the focus asks for, empty without one; `characters_a_token` how dense it is."""

    def __init__(
        self,
        focus: str,
        told: Sequence[Told],
        wanted: Sequence[float],
        characters_a_token: float,
        writer: Writer,
        speeds: Speeds,
        keeps: Keeps | None,
        cancel: Cancel,
    ) -> None:
        self._focus, self._told, self._wanted, self._each = focus, told, wanted, characters_a_token
        self._writer, self._speeds, self._keeps, self._cancel = writer, speeds, keeps, cancel
        self._prover = Prover(told)
        self._title = ""
        self._spoken = False
        self._sentences: list[Sentence] = []
        self._near: list[int] = []
        self._prompt = self._generated = self._dropped = self._standing = 0
        self._reached = -1

    def forecast(self, read: Sequence[Piece], pieces: Sequence[Piece]) -> Forecast:
        """How long all `pieces` take. `read` are those of them whose text is known."""
        if self._writer.expects is not None:
            asked = [request_for(piece, self._focus) for piece in read if not self._is_kept(piece)]
            self._writer.expects(asked, len(pieces) - len(read), self._cancel)
        left = [piece for piece in pieces if not self._is_kept(piece)]
        return Forecast(self.left(left), len(pieces), len(pieces) - len(left))

    def left(self, pieces: Sequence[Piece]) -> float:
        """Seconds for those pieces that were not told before."""
        fresh = [piece for piece in pieces if not self._is_kept(piece)]
        return seconds_of(fresh, self._focus, self._each, self._speeds.pace(self._writer, self._cancel)) if fresh else 0.0

    def write(self, reading: Reading) -> None:
        """Raises `Cancelled`."""
        documents = {self._told[i].source.document.id for i in reading.sentences}
        failed = self._standing
        held = self._told_by_model(reading.piece, documents, reading.sentences)
        if self._standing > failed:
            held = filled((), reading.sentences, reading.piece.words, self._told, self._wanted)
        self._title = self._title or reading.piece.title
        self._near += reading.sentences
        self._spoken = self._spoken or reading.piece.spoken
        self._reached = max(self._reached, self._told[reading.sentences[-1]].section)
        self._sentences += [s for s in held if s.text not in {have.text for have in self._sentences}]

    def shorten(self, words: int) -> None:
        """Summarise the summaries, as often as it takes; what does not become shorter stays as it is. Raises `Cancelled`."""
        while words_of(self._sentences) > TOO_LONG * words:
            before = self._sentences
            groups = grouped(before, int(self._each * self._writer.room(most_tokens(words))))
            self._sentences = []
            for number, group in enumerate(groups, 1):
                shorter = words if len(groups) == 1 else words_of(group) // 3
                piece = Piece(self._title, " ".join(s.text for s in group), number, len(groups), shorter)
                documents = {c.document_id for s in group for c in s.citations}
                near = places(group, self._told, self._near)
                self._sentences += self._told_by_model(piece, documents, near) or group
            if len(self._sentences) >= len(before):
                break

    def written(self, words: int, *, stopped: bool) -> Written:
        """What was written, of about so many words where it was not stopped."""
        told = words_of(self._sentences)
        if told < (ENOUGH_SPOKEN if self._spoken else ENOUGH) * words and not (stopped and told):
            self._sentences = filled(self._sentences, self._near, words - told, self._told, self._wanted)
        sentences = tuple(self._sentences)
        return Written(sentences, self._prompt, self._generated, self._dropped, self._standing, self._reached, stopped)

    def _told_by_model(self, piece: Piece, documents: set[int], near: Sequence[int]) -> list[Sentence]:
        """What holds of what the model tells of a piece. Raises `Cancelled`."""
        self._cancel.check()
        started = time.perf_counter()
        request = request_for(piece, self._focus)
        reply = self._reply(request, documents)
        held = self._proved(reply.text, near, ())
        self._standing += not reply.text.strip()
        if is_too_little(held, piece.words) and (held or (reply.text.strip() and narrows_to_question(self._focus))):
            held += self._more(piece, documents, near, held)
        if reply.usage is not None:
            seconds = time.perf_counter() - started
            self._speeds.took(self._writer, kind_of(piece, self._focus), reply.usage, request.max_tokens, seconds)
        return cut_off(held, piece.words)

    def _more(self, piece: Piece, documents: set[int], near: Sequence[int], held: Sequence[Sentence]) -> list[Sentence]:
        """What holds of what the model tells when it is shown what holds so far, and asked to go on; or, where nothing does that
        it was asked, when it is to tell all. It has the text in mind still, so that this costs the writing alone; elsewhere it
        would cost the whole again, and somebody's leave.
        """
        request = request_for_more(piece, self._focus, " ".join(s.text for s in held), piece.words - words_of(held))
        tokens = sum(self._writer.chat.count_tokens(message.content).value for message in request.messages)
        if self._writer.elsewhere or tokens + SPARE // 2 + request.max_tokens > self._writer.context:
            return []
        return self._proved(self._reply(request, documents).text, near, held)

    def _proved(self, text: str, near: Sequence[int], before: Sequence[Sentence]) -> list[Sentence]:
        held, dropped = proved(text, self._prover, near, before)
        self._dropped += dropped
        return held

    def _reply(self, request: ChatRequest, documents: set[int]) -> Reply:
        """What the model writes, or wrote before: then without its usage."""
        before = None if self._keeps is None else self._keeps.part(key_of(request, self._writer))
        if before is not None:
            return Reply(before, None)
        reply = reply_to(request, self._writer, self._cancel)
        if reply.usage is not None:
            self._speeds.saw(self._writer, reply.usage)
            self._prompt += reply.usage.prompt_tokens
            self._generated += reply.usage.generated_tokens
        if self._keeps is not None and reply.text.strip():
            with suppress(VaultError):  # where it cannot be kept, it is written again after a stop
                self._keeps.keep_part(key_of(request, self._writer), documents, reply.text)
        return reply

    def _is_kept(self, piece: Piece) -> bool:
        return self._keeps is not None and self._keeps.part(key_of(request_for(piece, self._focus), self._writer)) is not None
