"""What every chat engine must hold that sends what it is asked: nothing unasked, each try a request, every end told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from muniment_engines.api import Cancel, Cancelled, Chat, ChatRequest, Message, TextDelta, Usage
from muniment_engines.conformance.network import ScriptedCourier
from muniment_engines.errors import MunimentError, Refused, SendingFailed

MOST_TRIES = 10
"""How often an engine may send one question."""
_ECHO = b"the very words of the question"
_GARBAGE = (b"", b"<html>no</html>", b"data: {", b"\xff\xfe\x00", b"data: []\n\n", b"[]", b"data: 1\n\n")


class NetworkChatConformance:
    """Override `courier` with a `ScriptedCourier`, `engine` with an engine that was opened with it, and `answer`.

    `hosts` are all that it may send to; `answer` enqueues a reply that writes `pieces` as the engine's protocol has it.
    """

    hosts: tuple[str, ...] = ()

    def answer(self, courier: ScriptedCourier, pieces: tuple[str, ...]) -> None:
        raise AssertionError("Override this.")

    def test_sends_nothing_while_it_opens_or_counts(self, engine: Chat, courier: ScriptedCourier) -> None:
        engine.count_tokens("some words")
        assert courier.sent == []

    def test_writes_what_is_answered(self, engine: Chat, courier: ScriptedCourier) -> None:
        self.answer(courier, ("one ", "two ", "three"))
        *pieces, usage = self._asked(engine)
        assert "".join(piece.text for piece in pieces if isinstance(piece, TextDelta)) == "one two three"
        assert isinstance(usage, Usage)
        assert courier.closed == 1

    def test_sends_to_its_own_host_the_same_bytes_each_time(self, engine: Chat, courier: ScriptedCourier) -> None:
        for _ in range(2):
            self.answer(courier, ("one",))
            list(self._asked(engine))
        first, second = courier.sent
        assert first == second == first.complete()
        assert first.url.partition("://")[2].partition("/")[0] in self.hosts
        assert "{{" not in first.url

    @pytest.mark.parametrize("error", [Refused("You said no."), Cancelled()])
    def test_a_no_is_a_no(self, engine: Chat, courier: ScriptedCourier, error: Exception) -> None:
        courier.fail(error)
        with pytest.raises(type(error)):
            list(self._asked(engine))
        assert len(courier.sent) == 1

    @pytest.mark.parametrize("why", ["certificate", "too large", "slow"])
    def test_what_went_wrong_on_the_way_is_told(self, engine: Chat, courier: ScriptedCourier, why: str) -> None:
        for _ in range(MOST_TRIES):
            courier.fail(SendingFailed(why, "A sentence."))  # type: ignore[arg-type]
        with pytest.raises(MunimentError, match="A sentence"):
            list(self._asked(engine))

    def test_what_breaks_off_is_told_and_not_begun_again(self, engine: Chat, courier: ScriptedCourier) -> None:
        self.answer(courier, ("one ", "two"))
        whole = courier.take_back()
        courier.enqueue([*whole[: len(whole) // 2], SendingFailed("cut", "A sentence.")])
        with pytest.raises(MunimentError):
            list(self._asked(engine))
        assert (len(courier.sent), courier.closed) == (1, 1)

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 302])
    @pytest.mark.parametrize("body", [_ECHO, b"", b"{", b'{"error": {"message": "' + _ECHO + b'"}}', b"\xff\x00"])
    def test_a_refusal_is_told_in_its_own_words(self, engine: Chat, courier: ScriptedCourier, status: int, body: bytes) -> None:
        courier.enqueue([body], status, (("location", f"https://{_ECHO.decode()}/"),))
        with pytest.raises(MunimentError) as caught:
            list(self._asked(engine))
        assert _ECHO.decode() not in str(caught.value)
        assert len(courier.sent) == 1

    @pytest.mark.parametrize(
        "body", [b"", b"<html>no</html>", b"data: {", b"\xff\xfe\x00", b"data: []\n\n", b"[]", b"data: 1\n\n"]
    )
    def test_garbage_is_told(self, engine: Chat, courier: ScriptedCourier, body: bytes) -> None:
        courier.enqueue([body])
        with pytest.raises(MunimentError):
            list(self._asked(engine))

    def test_states_how_much_of_a_reply_it_takes(self, engine: Chat, courier: ScriptedCourier) -> None:
        self.answer(courier, ("one",))
        list(self._asked(engine))
        assert courier.sent[0].limits.reply_bytes <= 64 << 20

    def test_an_answer_without_end_ends(self, engine: Chat, courier: ScriptedCourier) -> None:
        self.answer(courier, ("word ",) * 100_000)
        assert sum(1 for _ in self._asked(engine)) < 50_000

    def test_given_up_it_closes_the_connection(self, engine: Chat, courier: ScriptedCourier) -> None:
        self.answer(courier, ("one ", "two ", "three "))
        pieces = self._asked(engine)
        next(pieces)
        del pieces
        assert courier.closed == 1

    def _asked(self, engine: Chat) -> Iterator[TextDelta | Usage]:
        return engine.generate(ChatRequest((Message("user", _ECHO.decode()),), max_tokens=8), Cancel())
