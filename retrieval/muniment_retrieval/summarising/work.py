"""What the model will read for a summary, in pieces, and the way through them: first how long it takes, then one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from muniment_engines.api import Cancel, Cancelled

from .desk import TOO_LONG, Desk
from .forecast import Forecast
from .kept import Keeps
from .pieces import Reading, readings_of
from .prompts import Piece, most_tokens
from .speed import Speeds
from .stretches import chosen_in_stretches
from .told import Told, sample_of
from .wish import Way, Wish
from .writer import Writer
from .writing import Written

GIVEN, FEWEST_GIVEN = 4, 600
"""The model writes from so many times the words that it shall write, and so many words more."""

_AT_ONCE = 60
"""A small model writes some four sentences at once, whatever it is asked for: more words are told from more pieces."""

_MINUTES_AT_ONCE = 110
"""Of a meeting it writes more, for people come back to what they spoke of."""

_NOTES = 60
"""Each piece that the model reads is told in so many words at least, before the summaries are summarised."""


def readings_for(wish: Wish, told: Sequence[Told], wanted: Sequence[float], writer: Writer) -> Work:
    """What the model will read, for a way in which it does."""
    each = writer.density(sample_of(told))
    if wish.way is Way.WRITE:
        given = chosen_in_stretches(told, wish.words * GIVEN + FEWEST_GIVEN, wanted)
        spoken = sum(bool(told[i].speaker) for i in given) > len(given) / 2
        pieces = -(-wish.words // (_MINUTES_AT_ONCE if spoken else _AT_ONCE))
        readings = readings_of(told, given, int(each * writer.room(most_tokens(wish.words))), wish.words, pieces)
    else:
        given = [i for i, one in enumerate(told) if one.content]
        room = writer.room(most_tokens(max(wish.words, _NOTES)))
        whole = sum(len(told[i].said) + 1 for i in given)
        several = -(-whole // max(int(each * room), 1))
        readings = readings_of(told, given, int(each * room), wish.words if several < 2 else max(wish.words, _NOTES * several))
    return Work(wish, told, wanted, tuple(readings), tuple(given), each)


@dataclass(frozen=True)
class Work:
    """`given` are the sentences that the model reads of `told`."""

    wish: Wish
    told: Sequence[Told]
    wanted: Sequence[float]
    readings: tuple[Reading, ...]
    given: tuple[int, ...]
    characters_a_token: float

    @property
    def pieces(self) -> list[Piece]:
        """What will be read: the pieces, and what will have been written of them where that is summarised again."""
        pieces = [reading.piece for reading in self.readings]
        words = sum(piece.words for piece in pieces)
        if len(pieces) > 1 and words > TOO_LONG * self.wish.words:
            pieces.append(Piece("", "x" * round(words * 6), 1, 1, self.wish.words))
        return pieces

    @property
    def total(self) -> int:
        return len(self.pieces)

    def done(
        self, writer: Writer, speeds: Speeds, keeps: Keeps | None, cancel: Cancel
    ) -> Iterator[Forecast | tuple[Reading | None, int, float] | Written]:
        """Yield the forecast, each piece with how many are done and the seconds left, and what was written of all."""
        desk = Desk(self.wish.focus, self.told, self.wanted, self.characters_a_token, writer, speeds, keeps, cancel)
        yield desk.forecast([reading.piece for reading in self.readings], self.pieces)
        stopped = False
        for number, reading in enumerate(self.readings, 1):
            try:
                desk.write(reading)
            except Cancelled:
                stopped = True
                break
            yield reading, number, desk.left(self.pieces[number:])
        if not stopped and self.total > len(self.readings):
            try:
                desk.shorten(self.wish.words)
                yield None, self.total, 0.0
            except Cancelled:
                stopped = True
        yield desk.written(self.wish.words, stopped=stopped)
