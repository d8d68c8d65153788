"""The requests that a summary needs, done one after the other, those that were done before taken from the vault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from muniment_engines.api import Cancel, Cancelled

from muniment_retrieval.model import Sentence, VaultError

from .forecast import Forecast, seconds_of
from .kept import Keeps, key_of
from .pieces import Reading, readings_of
from .plan import length
from .prompts import Piece, most_tokens, request_for
from .prove import Prover
from .speed import Speeds
from .stretches import chosen_in_stretches
from .told import Told, sample_of
from .wish import Way, Wish
from .writer import Writer
from .writing import Reply, Written, reply_to, supported

GIVEN, FEWEST_GIVEN = 4, 600
"""The model writes from so many times the words that it shall write, and so many words more."""

_AT_ONCE = 110
"""A small model writes no more words than this at once, whatever it is asked for."""

_NOTES = 60
"""Each piece that the model reads is told in so many words at least, before the summaries are summarised."""

_TOO_LONG = 1.35
"""Summaries of pieces that are longer together than this, compared with what was wished for, are summarised again."""


def readings_for(wish: Wish, told: Sequence[Told], wanted: Sequence[float], writer: Writer) -> Work:
    """What the model will read, for a way in which it does."""
    each = writer.density(sample_of(told))
    if wish.way is Way.WRITE:
        given = chosen_in_stretches(told, wish.words * GIVEN + FEWEST_GIVEN, wanted)
        pieces = -(-wish.words // _AT_ONCE)
        readings = readings_of(told, given, int(each * writer.room(most_tokens(wish.words))), wish.words, pieces)
    else:
        given = [i for i, one in enumerate(told) if one.content]
        room = writer.room(most_tokens(max(wish.words, _NOTES)))
        whole = sum(len(told[i].said) + 1 for i in given)
        several = -(-whole // max(int(each * room), 1))
        readings = readings_of(told, given, int(each * room), wish.words if several < 2 else max(wish.words, _NOTES * several))
    return Work(wish, told, tuple(readings), tuple(given), each)


@dataclass(frozen=True)
class Work:
    """`given` are the sentences that the model reads of `told`."""

    wish: Wish
    told: Sequence[Told]
    readings: tuple[Reading, ...]
    given: tuple[int, ...]
    characters_a_token: float

    @property
    def pieces(self) -> list[Piece]:
        """What will be read: the pieces, and what will have been written of them where that is summarised again."""
        pieces = [reading.piece for reading in self.readings]
        words = sum(piece.words for piece in pieces)
        if len(pieces) > 1 and words > _TOO_LONG * self.wish.words:
            pieces.append(Piece("", "x" * round(words * 6), 1, 1, self.wish.words))
        return pieces

    @property
    def total(self) -> int:
        return len(self.pieces)

    def done(
        self, writer: Writer, speeds: Speeds, keeps: Keeps | None, cancel: Cancel
    ) -> Iterator[Forecast | tuple[Reading | None, int, float] | Written]:
        """Yield the forecast, each piece with how many are done and the seconds left, and what was written of all."""
        prover = Prover(self.told)
        desk = _Desk(self, writer, speeds, keeps, cancel, prover)
        yield desk.forecast()
        stopped = False
        for number, reading in enumerate(self.readings, 1):
            try:
                desk.write(reading)
            except Cancelled:
                stopped = True
                break
            yield reading, number, desk.left(number)
        if not stopped and self.total > len(self.readings):
            try:
                desk.shorten()
                yield None, self.total, 0.0
            except Cancelled:
                stopped = True
        yield desk.written(stopped=stopped)


class _Desk:
    """Where the pieces are written, one after the other."""

    def __init__(self, work: Work, writer: Writer, speeds: Speeds, keeps: Keeps | None, cancel: Cancel, prover: Prover) -> None:
        self._work, self._writer, self._speeds, self._keeps, self._cancel = work, writer, speeds, keeps, cancel
        self._prover = prover
        self._sentences: list[Sentence] = []
        self._near: list[int] = []
        self._prompt = self._generated = self._dropped = self._standing = 0
        self._reached = -1

    def forecast(self) -> Forecast:
        work = self._work
        if self._writer.expects is not None:
            asked = [request_for(r.piece, work.wish.focus) for r in work.readings if self._kept(r.piece) is None]
            self._writer.expects(asked, work.total - len(work.readings), self._cancel)
        fresh = [p for p in work.pieces if self._kept(p) is None]
        speed = self._speeds.of(self._writer, self._cancel) if fresh else None
        seconds = seconds_of(fresh, work.characters_a_token, speed) if speed else 0.0
        return Forecast(seconds, work.total, work.total - len(fresh))

    def left(self, done: int) -> float:
        """Seconds for the pieces that are left."""
        pieces = [p for p in self._work.pieces[done:] if self._kept(p) is None]
        return seconds_of(pieces, self._work.characters_a_token, self._speeds.of(self._writer, self._cancel))

    def write(self, reading: Reading) -> None:
        """Raises `Cancelled`."""
        self._cancel.check()
        text = self._text(reading.piece, {self._work.told[i].source.document.id for i in reading.sentences})
        held, dropped = supported(text, self._prover, reading.sentences, reading.piece.words, self._work.told)
        self._sentences += [s for s in held if s.text not in {have.text for have in self._sentences}]
        self._dropped += dropped
        self._standing += not text.strip()
        self._near += reading.sentences
        self._reached = max(self._reached, self._work.told[reading.sentences[-1]].section)

    def shorten(self) -> None:
        """Summarise the summaries, as often as it takes; what does not become shorter stays as it is. Raises `Cancelled`."""
        wish = self._work.wish
        while sum(length(s.text) for s in self._sentences) > _TOO_LONG * wish.words:
            before = self._sentences
            room = int(self._work.characters_a_token * self._writer.room(most_tokens(wish.words)))
            groups = _grouped(before, room)
            self._sentences = []
            for number, group in enumerate(groups, 1):
                words = wish.words if len(groups) == 1 else sum(length(s.text) for s in group) // 3
                shown = " ".join(s.text for s in group)
                piece = Piece(self._work.readings[0].piece.title, shown, number, len(groups), words)
                self._cancel.check()
                text = self._text(piece, {c.document_id for s in group for c in s.citations})
                near = _places(group, self._work.told, self._near)
                held, dropped = supported(text, self._prover, near, words, self._work.told)
                self._sentences += held
                self._dropped += dropped
            if len(self._sentences) >= len(before):
                break

    def written(self, *, stopped: bool) -> Written:
        sentences = tuple(self._sentences)
        return Written(sentences, self._prompt, self._generated, self._dropped, self._standing, self._reached, stopped)

    def _text(self, piece: Piece, documents: set[int]) -> str:
        before = self._kept(piece)
        if before is not None:
            return before
        request = request_for(piece, self._work.wish.focus)
        reply: Reply = reply_to(request, self._writer, self._cancel)
        if reply.usage is not None:
            self._speeds.saw(self._writer, reply.usage, request.max_tokens)
            self._prompt += reply.usage.prompt_tokens
            self._generated += reply.usage.generated_tokens
        if self._keeps is not None and reply.text.strip():
            with suppress(VaultError):  # where it cannot be kept, it is written again after a stop
                self._keeps.keep_part(key_of(request, self._writer), documents, reply.text)
        return reply.text

    def _kept(self, piece: Piece) -> str | None:
        if self._keeps is None:
            return None
        return self._keeps.part(key_of(request_for(piece, self._work.wish.focus), self._writer))


def _grouped(sentences: Sequence[Sentence], characters: int) -> list[list[Sentence]]:
    """Sentences in groups of at most so many characters, in order."""
    groups: list[list[Sentence]] = []
    size = 0
    for sentence in sentences:
        if not groups or size + len(sentence.text) > characters:
            groups.append([])
            size = 0
        groups[-1].append(sentence)
        size += len(sentence.text) + 1
    return groups


def _places(group: Sequence[Sentence], told: Sequence[Told], among: Sequence[int]) -> list[int]:
    """Which sentences of the documents a group of summary sentences rests on."""
    cited = [(c.document_id, c.page_index, c.start, c.end) for s in group for c in s.citations]
    wanted: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for document, page, start, end in cited:
        wanted.setdefault((document, page), []).append((start, end))
    found = []
    for i in among:
        source = told[i].source
        here = wanted.get((source.document.id, source.page.index), ())
        if any(a < source.end and source.start < b for a, b in here):
            found.append(i)
    return found
