"""The engine in its worker, confined as it always is: what every chat engine must hold, and what only this one can do."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from muniment_engines.api import Cancel, Cancelled, ChatRequest, Message, TextDelta, Usage
from muniment_engines.conformance import ChatConformance
from muniment_engines.errors import EngineError, ModelInvalid
from muniment_engines.host import ChatWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher

pytestmark = pytest.mark.model

ENGINE = "muniment_engines.bundled.llama_cpp_chat"
ROLES = {"worker": ("muniment_engines.worker:main", "worker")}
LONG = "Another story of a lighthouse. " * 500


def made(model: Path, **settings: int) -> ChatWorker:
    if importlib.util.find_spec("llama_cpp") is None:
        pytest.skip("llama-cpp-python is not installed")
    spec = WorkerSpec(ENGINE, "chat", {"model": str(model), **settings}, readable=(str(model),))
    return ChatWorker(DirectLauncher(ROLES), spec)


@pytest.fixture(scope="module")
def engine(chat_model: Path) -> Iterator[ChatWorker]:
    with made(chat_model, threads=1) as worker:
        worker.start()
        yield worker


class TestConformance(ChatConformance):
    question = "Count from one to one hundred in words."


def ask(worker: ChatWorker, question: str, cancel: Cancel | None = None) -> tuple[str, Usage]:
    *deltas, usage = worker.generate(ChatRequest((Message("user", question),), max_tokens=24), cancel or Cancel())
    assert isinstance(usage, Usage)
    return "".join(delta.text for delta in deltas if isinstance(delta, TextDelta)), usage


def test_a_long_prompt_is_stopped_and_the_same_process_goes_on(engine: ChatWorker) -> None:
    ask(engine, "Name the capital of France.")
    cancel = Cancel()
    later = threading.Timer(0.3, cancel.request)
    later.start()
    with pytest.raises(Cancelled):
        ask(engine, LONG, cancel)
    later.join()
    text, usage = ask(engine, "Name the capital of France.")
    assert "Paris" in text
    assert usage.cached_tokens > 0, "the process that answered before is the one that answers now"


def test_a_long_question_is_a_sentence(engine: ChatWorker) -> None:
    with pytest.raises(EngineError, match="tokens long and this model takes 4,096"):
        ask(engine, LONG * 10)


def test_a_model_that_is_cut_short_is_a_sentence(chat_model: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.gguf"
    with chat_model.open("rb") as stream:
        short.write_bytes(stream.read(8_000_000))
    with made(short) as worker, pytest.raises(ModelInvalid, match="cut short"):
        worker.start()
