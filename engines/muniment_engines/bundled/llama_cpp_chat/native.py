"""A model that llama.cpp has loaded, with its memory of what it has read.

Tokens are read in batches; while one is read, llama.cpp asks every few milliseconds whether to go on, and is told no as soon
as a stop was requested. What was read stays in memory, so that a prompt which begins like the one before is read from where
they part. After an abort the memory is cut back to the last whole batch, and everything can be used as before.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

from muniment_engines.api import Cancel, Cancelled
from muniment_engines.errors import EngineError, ModelInvalid, NotEnoughMemory

BATCH = 512
ABORTED, NO_ROOM = 2, 1
PIECE_BYTES = 256


class NativeModel:
    """One model, one context, one sequence. Not for two threads."""

    def __init__(self, llama: Any, path: Path, *, context: int, threads: int, gpu_layers: int) -> None:
        self._llama = llama
        self._read: list[int] = []
        self._cancel: Cancel | None = None
        self._adapters: list[Any] = []
        self._context: Any = None
        self._model = _load_model(llama, path, gpu_layers)
        self.vocabulary = llama.llama_model_get_vocab(self._model)
        try:
            self._context = self._open_context(min(context, llama.llama_model_n_ctx_train(self._model) or context), threads)
        except EngineError:
            self.close()
            raise
        self.window = int(llama.llama_n_ctx(self._context))
        self._abort = llama.ggml_abort_callback(self._stop_requested)
        llama.llama_set_abort_callback(self._context, self._abort, None)

    def close(self) -> None:
        """Give the memory back. Nothing may be called afterwards."""
        for adapter in self._adapters:
            self._llama.llama_adapter_lora_free(adapter)
        if self._context:
            self._llama.llama_free(self._context)
        if self._model:
            self._llama.llama_model_free(self._model)
        self._adapters, self._context, self._model = [], None, None

    # ── tokens ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def tokens(self, text: str, *, control: bool) -> list[int]:
        """The tokens of a text. `control` reads `<|im_start|>` and its like as what they mean, not as characters."""
        data = text.encode("utf-8", "replace")
        room = len(data) + 2
        buffer = (self._llama.llama_token * room)()
        count = self._llama.llama_tokenize(self.vocabulary, data, len(data), buffer, room, False, control)
        if count < 0:
            raise EngineError("This model cannot read that text; choose another model.")
        return list(buffer[:count])

    def piece(self, token: int) -> bytes:
        """The bytes that a token stands for; none for a control token."""
        size = PIECE_BYTES
        while True:
            buffer = ctypes.create_string_buffer(size)
            count = self._llama.llama_token_to_piece(self.vocabulary, token, buffer, size, 0, False)
            if count >= 0:
                return buffer.raw[:count]
            size = -count

    def text_of(self, token: int) -> str:
        """How a token is written in a template; empty for a token that the model does not have."""
        return "" if token < 0 else bytes(self._llama.llama_vocab_get_text(self.vocabulary, token)).decode("utf-8", "replace")

    def ends(self, token: int) -> bool:
        return bool(self._llama.llama_vocab_is_eog(self.vocabulary, token))

    @property
    def first_token(self) -> int:
        return int(self._llama.llama_vocab_bos(self.vocabulary))

    @property
    def last_token(self) -> int:
        return int(self._llama.llama_vocab_eos(self.vocabulary))

    @property
    def wants_first_token(self) -> bool:
        return bool(self._llama.llama_vocab_get_add_bos(self.vocabulary))

    @property
    def template(self) -> str | None:
        """The chat template that the model's file carries."""
        text = self._llama.llama_model_chat_template(self._model, None)
        return None if text is None else bytes(text).decode("utf-8", "replace")

    # ── reading and choosing ─────────────────────────────────────────────────────────────────────────────────────────

    @property
    def full(self) -> bool:
        return len(self._read) >= self.window

    def begin(self, prompt: Sequence[int], cancel: Cancel) -> int:
        """Read a prompt from where it differs from what was read last. Returns how many tokens need not be read again.

        Raises `Cancelled` soon after a stop is requested.
        """
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(prompt, self._read, strict=False)))
        kept = self._cut(min(same, len(prompt) - 1))
        self.read(prompt[kept:], cancel)
        return kept

    def read(self, tokens: Sequence[int], cancel: Cancel) -> None:
        """Read on. The last token's successor can be chosen afterwards."""
        for start in range(0, len(tokens), BATCH):
            cancel.check()
            self._read_batch(tokens[start : start + BATCH], cancel)

    def choose(self, sampler: Any) -> int:
        """The next token, by the sampler of `sampler.sampler`."""
        return int(self._llama.llama_sampler_sample(sampler, self._context, -1))

    def forget(self) -> None:
        """Read everything anew next time."""
        self._cut(0)

    def _read_batch(self, tokens: Sequence[int], cancel: Cancel) -> None:
        batch = (self._llama.llama_token * len(tokens))(*tokens)
        self._cancel = cancel
        try:
            result = self._llama.llama_decode(self._context, self._llama.llama_batch_get_one(batch, len(tokens)))
        finally:
            self._cancel = None
        if result == 0:
            self._read.extend(tokens)
            return
        self._cut(len(self._read))
        if result == ABORTED:
            raise Cancelled
        if result == NO_ROOM:
            raise EngineError("The model's context is full; ask for less at once, or raise the context in the settings.")
        raise NotEnoughMemory("The model ran out of memory while reading; close other programs, or choose a smaller model.")

    def _cut(self, length: int) -> int:
        """Forget all but the first `length` tokens; all, where this kind of model cannot go back. Returns what is left."""
        memory = self._llama.llama_get_memory(self._context)
        if length == 0 or not self._llama.llama_memory_seq_rm(memory, 0, length, -1):
            self._llama.llama_memory_clear(memory, False)
            length = 0
        del self._read[length:]
        return length

    def _stop_requested(self, _data: object) -> bool:
        return self._cancel is not None and self._cancel.requested

    # ── opening ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _open_context(self, window: int, threads: int) -> Any:
        settings = self._llama.llama_context_default_params()
        settings.n_ctx = window
        settings.n_batch = settings.n_ubatch = min(BATCH, window)
        settings.n_threads = settings.n_threads_batch = threads
        context = self._llama.llama_init_from_model(self._model, settings)
        if not context:
            raise NotEnoughMemory(
                "There is no memory for the model's context; lower the context in the settings, or choose a smaller model."
            )
        return context

    def adapt(self, paths: Sequence[Path]) -> None:
        """Apply LoRA adapters.

        Raises `ModelInvalid` for one that does not fit this model.
        """
        for path in paths:
            adapter = self._llama.llama_adapter_lora_init(self._model, os.fsencode(path))
            if not adapter:
                raise ModelInvalid(f"The adapter “{path.name}” does not fit this model; choose another, or none.")
            self._adapters.append(adapter)
        if self._adapters:
            count = len(self._adapters)
            adapters = (self._llama.llama_adapter_lora_p_ctypes * count)(*self._adapters)
            self._llama.llama_set_adapters_lora(self._context, adapters, count, (ctypes.c_float * count)(*[1.0] * count))


def _load_model(llama: Any, path: Path, gpu_layers: int) -> Any:
    settings = llama.llama_model_default_params()
    settings.n_gpu_layers = gpu_layers if llama.llama_supports_gpu_offload() else 0
    # Repacked weights write half as fast again, but read prompts a third slower where there is AVX-512 and no faster
    # elsewhere; they take half of the model's size once more, and seconds to load.
    # WORKAROUND https://github.com/ggml-org/llama.cpp/issues/20824: where the processor has AMX, they crash.
    settings.use_extra_bufts = False
    model = llama.llama_model_load_from_file(os.fsencode(path), settings)
    if not model:
        raise ModelInvalid(
            f"llama.cpp cannot load “{path.name}”; it may be of a kind that is newer than this version, so choose another model."
        )
    return model
