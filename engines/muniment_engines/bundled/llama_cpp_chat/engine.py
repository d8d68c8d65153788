"""The engine itself: opens a model, and answers one request at a time."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from muniment_engines.api import Cancel, Cancelled, ChatRequest, TextDelta, TokenCount, Usage
from muniment_engines.bundled.llama_cpp_chat import gguf
from muniment_engines.bundled.llama_cpp_chat.library import load_library
from muniment_engines.bundled.llama_cpp_chat.memory import require_memory
from muniment_engines.bundled.llama_cpp_chat.native import NativeModel
from muniment_engines.bundled.llama_cpp_chat.prompt import Prompt, Render, build_prompt
from muniment_engines.bundled.llama_cpp_chat.sampler import sampler
from muniment_engines.bundled.llama_cpp_chat.stream import TextStream
from muniment_engines.bundled.machine import physical_cores
from muniment_engines.errors import EngineError


class LlamaCppChat:
    """A `Chat`. `render` lays out a conversation as the model's template says; None where it has none."""

    def __init__(self, llama: Any, model: NativeModel, render: Render | None) -> None:
        self._llama = llama
        self._model = model
        self._render = render

    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        """Yield pieces as they are written, then one `Usage`, also after a stop was requested.

        Raises `EngineError` for a prompt that is longer than the context: nothing is left out silently.
        """
        started = time.perf_counter()
        prompt = build_prompt(request.messages, self._render)
        tokens = self._tokens(prompt)
        with sampler(self._llama, self._model.vocabulary, request) as choices:
            reply = _Reply(self._model, choices, TextStream((*request.stop, *prompt.stops)), cancel)
            with contextlib.suppress(Cancelled):
                reply.begin(tokens)
                for text in reply.write(request.max_tokens):
                    yield TextDelta(text)
        finished = time.perf_counter()
        read = reply.read_at or finished
        yield Usage(len(tokens), reply.generated, reply.cached, read - started, finished - read, reply.ended)

    def count_tokens(self, text: str) -> TokenCount:
        """Exactly as many as this model reads `text` as; a prompt has some more, for its layout."""
        return TokenCount(len(self._model.tokens(text, control=False)), exact=True)

    def close(self) -> None:
        """Give the model's memory back."""
        self._model.close()

    def _tokens(self, prompt: Prompt) -> list[int]:
        tokens = [token for piece in prompt.pieces for token in self._model.tokens(piece.text, control=piece.control)]
        first = self._model.first_token
        if self._model.wants_first_token and tokens[:1] != [first]:
            tokens.insert(0, first)
        if len(tokens) >= self._model.window:
            raise EngineError(
                f"The question and its evidence are {len(tokens):,} tokens long and this model takes {self._model.window:,}; "
                "ask a shorter question or about less at once, or raise the context in the settings."
            )
        return tokens


class _Reply:
    """One answer in the making, and what it has cost so far. `ended` is "cancelled" until it ends in another way."""

    def __init__(self, model: NativeModel, choices: Any, stream: TextStream, cancel: Cancel) -> None:
        self._model = model
        self._choices = choices
        self._stream = stream
        self._cancel = cancel
        self.cached = 0
        self.generated = 0
        self.read_at = 0.0
        self.ended: Literal["end", "stop", "length", "cancelled"] = "cancelled"

    def begin(self, tokens: Sequence[int]) -> None:
        """Read the prompt."""
        self.cached = self._model.begin(tokens, self._cancel)
        self.read_at = time.perf_counter()

    def write(self, most: int) -> Iterator[str]:
        """Write at most `most` tokens, and no more than the context holds."""
        while True:
            if self.generated >= most or self._model.full:
                self.ended = "length"
                break
            token = self._model.choose(self._choices)
            if self._model.ends(token):
                self.ended = "end"
                break
            self.generated += 1
            if text := self._stream.push(self._model.piece(token)):
                yield text
            if self._stream.stopped:
                self.ended = "stop"
                break
            self._model.read([token], self._cancel)
        if rest := self._stream.finish():
            yield rest


def load(path: Path, *, context: int, threads: int, gpu_layers: int, adapters: Sequence[Path]) -> LlamaCppChat:
    """Open a model. `threads` 0 takes every core; `gpu_layers` -1 takes every layer where the library can use a graphics card."""
    file = gguf.read(path)
    gguf.require_chat_model(file)
    for adapter in adapters:
        gguf.require_adapter(gguf.read(adapter))
    llama = load_library()
    context = min(context, file.number("context_length", context))
    if not (gpu_layers and llama.llama_supports_gpu_offload()):
        require_memory(file, context)
    model = NativeModel(llama, path, context=context, threads=threads or physical_cores(), gpu_layers=gpu_layers)
    try:
        model.adapt(adapters)
        _warm_up(model)
    except EngineError:
        model.close()
        raise
    return LlamaCppChat(llama, model, _renderer(model))


def _warm_up(model: NativeModel) -> None:
    """Read one token: the weights come off the disk and the threads start before the first question, not during it."""
    model.begin([max(model.first_token, 0)], Cancel())
    model.forget()


def _renderer(model: NativeModel) -> Render | None:
    """The model's chat template, ready for use; None where it has none, or one that is no template."""
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter

    template = model.template
    if not template:
        return None
    try:
        formatter = Jinja2ChatFormatter(
            template, eos_token=model.text_of(model.last_token), bos_token=model.text_of(model.first_token)
        )
    except Exception:  # Whatever the compiler makes of a text that is no template.
        return None
    return lambda turns: str(formatter(messages=turns).prompt)
