"""How fast a model reads and writes on this machine, from what it did last; kept between runs in one small file.

A machine is not as fast at noon, with much else to do, as it was in the morning: what was measured some time ago is measured
again, with a text of a few lines, before anything is forecast. Nothing of what was read or written is in the file.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from muniment_engines.api import Cancel, ChatRequest, Message, Usage

from .writer import Writer

_FEWEST = 16
"""Fewer tokens tell nothing of a speed."""

_NEWEST = 0.5
"""How much the latest measurement counts against all before it."""

_FRESH = 600.0
"""After so many seconds without a request a speed is that of another hour."""

_PROBE = "The quick brown fox jumps over the lazy dog. " * 12


@dataclass(frozen=True)
class Speed:
    """Tokens a second that are read and that are written; `written` is how much of what was allowed it writes, mostly.

    `measured` is when, in seconds since the epoch.
    """

    prompt: float
    generate: float
    written: float = 0.75
    measured: float = 0.0

    def seconds(self, prompt: float, generate: float) -> float:
        """How long a request takes with so many tokens to read and, at most, to write."""
        return prompt / self.prompt + self.written * generate / self.generate


UNKNOWN = Speed(60.0, 20.0)
"""A small model on a plain machine, where nothing was measured."""


class Speeds:
    """The speeds of all models that ran here. `path` is their file; without one, they are kept for this run only."""

    def __init__(self, path: Path | None = None, now: Callable[[], float] = time.time) -> None:
        self._path = path
        self._now = now
        self._known = _stored(path)

    def of(self, writer: Writer, cancel: Cancel | None = None) -> Speed:
        """The speed of a model; one that did not run lately is tried first where that costs nothing, which takes some seconds."""
        if writer.probes and not self._is_fresh(self._known.get(writer.name)):
            self._probe(writer, cancel or Cancel())
        return self._known.get(writer.name, UNKNOWN)

    def saw(self, writer: Writer, usage: Usage, allowed: int = 0) -> None:
        """A request was done, with so many tokens allowed for its reply; keep how fast it went."""
        before = self._known.get(writer.name)
        old = before or UNKNOWN
        share = _NEWEST if self._is_fresh(before) else 1.0
        learnt = _NEWEST if before else 1.0
        read = usage.prompt_tokens - usage.cached_tokens
        self._known[writer.name] = Speed(
            _mixed(old.prompt, read, usage.prompt_seconds, share),
            _mixed(old.generate, usage.generated_tokens, usage.generate_seconds, share),
            old.written if not allowed else old.written + learnt * (min(usage.generated_tokens / allowed, 1.0) - old.written),
            self._now(),
        )
        self._store()

    def _is_fresh(self, speed: Speed | None) -> bool:
        """Whether it was measured lately; a clock that was set back says nothing."""
        return speed is not None and 0 <= self._now() - speed.measured < _FRESH

    def _probe(self, writer: Writer, cancel: Cancel) -> None:
        request = ChatRequest((Message("user", f"{_PROBE}\nRepeat this text."),), max_tokens=24)
        for event in writer.chat.generate(request, cancel):
            if isinstance(event, Usage) and event.ended != "cancelled":
                self.saw(writer, event)

    def _store(self) -> None:
        if self._path is None:
            return
        kept = {name: [speed.prompt, speed.generate, speed.written, speed.measured] for name, speed in self._known.items()}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
            draft.write_text(json.dumps(kept, indent=1), encoding="utf-8")
            draft.replace(self._path)
        except OSError:
            self._path = None  # a speed that cannot be kept is measured again


def _mixed(old: float, tokens: int, seconds: float, share: float) -> float:
    if tokens < _FEWEST or seconds <= 0:
        return old
    return old + share * (tokens / seconds - old)


def _stored(path: Path | None) -> dict[str, Speed]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8")) if path is not None else {}
        return {str(name): Speed(*map(float, values)) for name, values in kept.items() if min(values) > 0}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
