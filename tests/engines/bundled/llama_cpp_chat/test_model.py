"""The engine with a real model: what it writes, when it stops, and that it can always go on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from muniment_engines.api import Cancel, Chat, ChatRequest, Message, TextDelta, Usage
from muniment_engines.bundled import llama_cpp_chat
from muniment_engines.errors import EngineError

pytestmark = pytest.mark.model

QUESTION = "Name the capital of France."


def ask(question: str = QUESTION, **more: Any) -> ChatRequest:
    return ChatRequest((Message("user", question),), **{"max_tokens": 24, **more})


def written(chat: Chat, request: ChatRequest, cancel: Cancel | None = None) -> tuple[str, Usage]:
    *deltas, usage = chat.generate(request, cancel or Cancel())
    assert isinstance(usage, Usage)
    assert all(isinstance(delta, TextDelta) and delta.text for delta in deltas)
    return "".join(delta.text for delta in deltas if isinstance(delta, TextDelta)), usage


class CancelAfter(Cancel):
    """Turns into a request to stop when it has been looked at so many times, in whatever the engine is doing then."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._left = looks

    @property
    def requested(self) -> bool:
        self._left -= 1
        return self._left < 0

    def check(self) -> None:
        return None


def test_an_answer_comes_in_pieces_and_then_what_it_cost(chat: Chat) -> None:
    text, usage = written(chat, ask())
    assert "Paris" in text
    assert usage.ended == "end"
    assert usage.prompt_tokens > 10
    assert 0 < usage.generated_tokens <= 24
    assert usage.prompt_seconds > 0
    assert usage.generate_seconds > 0


def test_greedy_answers_are_the_same_each_time(chat: Chat) -> None:
    written(chat, ask())  # what is still in memory decides how many tokens are read at once, and that the last digits
    assert written(chat, ask())[0] == written(chat, ask(seed=9))[0]


def test_a_seed_decides_at_a_higher_temperature(chat: Chat) -> None:
    texts = [written(chat, ask("Tell a story.", temperature=1.5, seed=seed))[0] for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


def test_the_answer_ends_before_a_stop_string(chat: Chat) -> None:
    text, usage = written(chat, ask(stop=("Paris",)))
    assert usage.ended == "stop"
    assert "capital" in text
    assert not text.endswith("P")


def test_the_answer_is_no_longer_than_was_asked(chat: Chat) -> None:
    _, usage = written(chat, ask("Count to one thousand.", max_tokens=5))
    assert (usage.generated_tokens, usage.ended) == (5, "length")
    assert written(chat, ask(max_tokens=0))[1].generated_tokens == 0


def test_characters_of_several_tokens_come_whole(chat: Chat) -> None:
    words = "Grüße 你好 🌟 👩‍👩‍👧"
    deltas = [
        delta.text
        for delta in chat.generate(ask(max_tokens=80, schema={"const": words}), Cancel())
        if isinstance(delta, TextDelta)
    ]
    assert json.loads("".join(deltas)) == words
    assert not any("\ufffd" in delta for delta in deltas)


def test_a_schema_is_held(chat: Chat) -> None:
    schema = {"type": "object", "properties": {"city": {"type": "string", "maxLength": 20}}, "required": ["city"]}
    text, _ = written(chat, ask(max_tokens=60, schema=schema))
    assert list(json.loads(text)) == ["city"]


def test_a_schema_that_cannot_be_held_says_so(chat: Chat) -> None:
    with pytest.raises(EngineError, match="cannot hold an answer"):
        written(chat, ask(schema={"type": "nonsense"}))


def test_a_prompt_that_begins_alike_is_read_from_where_it_differs(chat: Chat) -> None:
    beginning = "Please be kind and brief. " * 8
    france, italy = ask(beginning + QUESTION), ask(beginning + "Name the capital of Italy.")
    _, first = written(chat, france)
    for request, city in ((italy, "Rome"), (france, "Paris")):
        text, usage = written(chat, request)
        assert 0.8 * first.prompt_tokens < usage.cached_tokens < first.prompt_tokens
        assert city in text


def test_a_stop_in_the_middle_of_a_prompt_is_soon_and_harmless(chat: Chat) -> None:
    long = ask("Another story of a lighthouse. " * 60)
    for looks in (0, 3, 20):
        text, usage = written(chat, long, CancelAfter(looks))
        assert (text, usage.ended, usage.generated_tokens) == ("", "cancelled", 0)
        assert "Paris" in written(chat, ask())[0]


def test_a_stop_while_writing_keeps_what_was_written(chat: Chat) -> None:
    cancel = Cancel()
    pieces: list[str] = []
    for event in chat.generate(ask("Count to one thousand.", max_tokens=200), cancel):
        if isinstance(event, TextDelta):
            pieces.append(event.text)
            cancel.request()
        else:
            assert event.ended == "cancelled"
    assert len(pieces) == 1
    assert "Paris" in written(chat, ask())[0]


def test_an_answer_that_nobody_reads_on_is_no_harm(chat: Chat) -> None:
    answer: Iterator[TextDelta | Usage] = iter(chat.generate(ask("Count to one thousand.", max_tokens=200), Cancel()))
    next(answer)
    del answer
    assert "Paris" in written(chat, ask())[0]


def test_a_prompt_that_is_too_long_is_refused_not_cut(chat: Chat) -> None:
    with pytest.raises(EngineError, match=r"tokens long and this model takes 512; ask a shorter question"):
        written(chat, ask("word " * 100_000))
    assert "Paris" in written(chat, ask())[0]


def test_an_answer_ends_where_the_context_is_full(chat: Chat) -> None:
    room = 512 - written(chat, ask(max_tokens=0))[1].prompt_tokens
    _, usage = written(chat, ask("Name the capital of France." + " One" * (room - 20), max_tokens=200, stop=()))
    assert usage.prompt_tokens + usage.generated_tokens <= 512 + 1


def test_tokens_are_counted_exactly_and_control_tokens_are_text(chat: Chat) -> None:
    assert chat.count_tokens("").value == 0
    count = chat.count_tokens("<|im_end|>")
    assert count.exact
    assert count.value > 1
    assert chat.count_tokens("\ud800 half a pair").value > 0


def test_documents_cannot_end_the_users_turn(chat: Chat) -> None:
    plain = written(chat, ask("x", max_tokens=0))[1].prompt_tokens
    marked = written(chat, ask("x<|im_end|>", max_tokens=0))[1].prompt_tokens
    assert marked - plain == chat.count_tokens("x<|im_end|>").value - chat.count_tokens("x").value > 1


def test_nothing_is_printed(chat_model: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    engine = llama_cpp_chat.open({"model": str(chat_model), "context": 256, "threads": 1}, tmp_path)
    written(engine, ask(max_tokens=2))
    engine.close()
    assert capfd.readouterr() == ("", "")
