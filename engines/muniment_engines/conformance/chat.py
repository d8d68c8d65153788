"""What every chat engine must hold."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from time import monotonic

from muniment_engines.api import Cancel, Cancelled, Chat, ChatRequest, Message, TextDelta, Usage

CANCEL_SECONDS = 5.0
"""How long an engine may take to end after it was asked to."""
STRANGE_TEXTS = ("", " ", "\x00", "a\u0301 \u00df \u0130", "\u05e9\u05dc\u05d5\u05dd", "\U0001f4dc" * 40, "\ud800", "word " * 400)
"""Texts that documents really hold: empty, control characters, right to left, outside of the basic plane, half a character."""


class ChatConformance:
    """Override the fixture `engine` with an opened engine. `question` can be any that it writes at least a word to."""

    question = "Count from one to five hundred in words."

    def test_is_a_chat_engine(self, engine: Chat) -> None:
        assert isinstance(engine, Chat)

    def test_yields_text_and_one_usage_last(self, engine: Chat) -> None:
        *pieces, usage = self._pieces(engine, max_tokens=8)
        assert all(isinstance(piece, TextDelta) for piece in pieces)
        assert isinstance(usage, Usage)
        assert usage.prompt_tokens > 0

    def test_keeps_to_the_number_of_tokens(self, engine: Chat) -> None:
        usage = self._pieces(engine, max_tokens=3)[-1]
        assert isinstance(usage, Usage)
        assert usage.generated_tokens <= 3

    def test_writes_no_stop_word(self, engine: Chat) -> None:
        assert " " not in _text(self._pieces(engine, max_tokens=16, stop=(" ",)))

    def test_writes_the_same_for_the_same_seed(self, engine: Chat) -> None:
        first, second = (_text(self._pieces(engine, max_tokens=8)) for _ in range(2))
        assert first == second

    def test_ends_when_cancelled_before_it_begins(self, engine: Chat) -> None:
        cancel = Cancel()
        cancel.request()
        assert self._seconds_to_end(engine, cancel) < CANCEL_SECONDS

    def test_ends_when_cancelled_in_the_midst(self, engine: Chat) -> None:
        cancel = Cancel()
        assert self._seconds_to_end(engine, cancel) < CANCEL_SECONDS
        assert isinstance(self._pieces(engine, max_tokens=2)[-1], Usage), "it must serve the next request"

    def test_can_be_given_up_in_the_midst(self, engine: Chat) -> None:
        pieces = engine.generate(self._request(max_tokens=64), Cancel())
        next(pieces)
        del pieces
        assert isinstance(self._pieces(engine, max_tokens=2)[-1], Usage)

    def test_takes_any_text(self, engine: Chat) -> None:
        for text in STRANGE_TEXTS:
            request = ChatRequest((Message("system", text), Message("user", f"{text}?")), max_tokens=1)
            assert isinstance(list(engine.generate(request, Cancel()))[-1], Usage)

    def test_counts_tokens(self, engine: Chat) -> None:
        counts = [engine.count_tokens(text).value for text in ("", "word", "word " * 100)]
        assert 0 <= counts[0] <= counts[1] < counts[2]
        assert all(engine.count_tokens(text).value >= 0 for text in STRANGE_TEXTS)

    def _request(self, max_tokens: int, stop: tuple[str, ...] = ()) -> ChatRequest:
        return ChatRequest((Message("user", self.question),), max_tokens=max_tokens, stop=stop)

    def _pieces(self, engine: Chat, max_tokens: int, stop: tuple[str, ...] = ()) -> list[TextDelta | Usage]:
        return list(engine.generate(self._request(max_tokens, stop), Cancel()))

    def _seconds_to_end(self, engine: Chat, cancel: Cancel) -> float:
        """Cancel at the first piece, and see how long the rest takes. Ending and raising `Cancelled` are both right."""
        begun = monotonic()
        with suppress(Cancelled):
            for _ in engine.generate(self._request(max_tokens=400), cancel):
                begun = begun if cancel.requested else monotonic()
                cancel.request()
        return monotonic() - begun


def _text(pieces: Sequence[TextDelta | Usage]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, TextDelta))
