"""How fast a model reads and writes on this machine, from what it did last; kept between runs in one small file.

A machine is not as fast at noon, with much else to do, as it was in the morning: what was measured some time ago is measured
again, with a text of some lines, before anything is forecast. How a model goes about each kind of request (how much of what it
may write it writes, how much time the rest of a piece takes) is its habit, which an hour does not change. Nothing of what was
read or written is in the file.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from muniment_engines.api import Cancel, ChatRequest, Message, Usage

from .writer import Writer

_FEWEST_READ, _FEWEST_WRITTEN = 128, 16
"""Fewer tokens tell nothing of a speed: a few are read more slowly than whole batches are."""

_NEWEST = 0.5
"""How much the latest measurement counts against all before it."""

_ONE_MORE = 0.25
"""How much one more piece counts for a habit: pieces of a kind differ more than the hours do."""

_FRESH = 600.0
"""After so many seconds without a request a speed is that of another hour."""

_PROBE = "The quick brown fox jumps over the lazy dog. " * 36
"""As long as to be read in whole batches, as the pieces of a document are."""


@dataclass(frozen=True)
class Speed:
    """Tokens a second that are read and that are written. `measured` is when, in seconds since the epoch."""

    prompt: float
    generate: float
    measured: float = 0.0


@dataclass(frozen=True)
class Habit:
    """What a model does with pieces of one kind. `written` is how much of what was allowed its first reply is, mostly; `whole`
    how long a piece takes for each second of that reply: it may be asked again, and what it wrote is proved.
    """

    written: float = 0.75
    whole: float = 1.0


@dataclass(frozen=True)
class Pace:
    """How fast one model is here, with its habits by kind of request."""

    speed: Speed
    habits: Mapping[str, Habit]

    def seconds(self, kind: str, prompt: float, allowed: float) -> float:
        """How long a piece takes with so many tokens to read and, at most, to write."""
        habit = self.habits.get(kind, Habit())
        return habit.whole * (prompt / self.speed.prompt + habit.written * allowed / self.speed.generate)


UNKNOWN = Speed(60.0, 20.0)
"""A small model on a plain machine, where nothing was measured."""


class Speeds:
    """The speeds of all models that ran here. `path` is their file; without one, they are kept for this run only."""

    def __init__(self, path: Path | None = None, now: Callable[[], float] = time.time) -> None:
        self._path = path
        self._now = now
        self._known, self._habits = _stored(path)

    def of(self, writer: Writer, cancel: Cancel | None = None) -> Speed:
        """The speed of a model; one that did not run lately is tried first where that costs nothing, which takes some seconds."""
        if writer.probes and not self._is_fresh(self._known.get(writer.name)):
            self._probe(writer, cancel or Cancel())
        return self._known.get(writer.name, UNKNOWN)

    def pace(self, writer: Writer, cancel: Cancel | None = None) -> Pace:
        """The speed of a model, as by `of`, and its habits."""
        named = f"{writer.name} · "
        habits = {name.removeprefix(named): habit for name, habit in self._habits.items() if name.startswith(named)}
        return Pace(self.of(writer, cancel), habits)

    def saw(self, writer: Writer, usage: Usage) -> None:
        """A request was done; keep how fast it went."""
        before = self._known.get(writer.name)
        old = before or UNKNOWN
        share = _NEWEST if self._is_fresh(before) else 1.0
        read = usage.prompt_tokens - usage.cached_tokens
        self._known[writer.name] = Speed(
            _mixed(old.prompt, read, usage.prompt_seconds, share, _FEWEST_READ),
            _mixed(old.generate, usage.generated_tokens, usage.generate_seconds, share, _FEWEST_WRITTEN),
            self._now(),
        )
        self._store()

    def took(self, writer: Writer, kind: str, first: Usage, allowed: int, seconds: float) -> None:
        """A piece was done in so many seconds, its `first` reply with so many tokens allowed; keep what that says."""
        reply = first.prompt_seconds + first.generate_seconds
        if reply <= 0 or allowed <= 0:
            return
        name = f"{writer.name} · {kind}"
        old = self._habits.get(name)
        share = _ONE_MORE if old else _NEWEST
        before = old or Habit()
        written = before.written + share * (min(first.generated_tokens / allowed, 1.0) - before.written)
        self._habits[name] = Habit(written, before.whole + share * (max(seconds / reply, 1.0) - before.whole))
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
        kept = {name: astuple(speed) for name, speed in self._known.items()}
        kept |= {name: astuple(habit) for name, habit in self._habits.items()}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
            draft.write_text(json.dumps(kept, indent=1), encoding="utf-8")
            draft.replace(self._path)
        except OSError:
            self._path = None  # a speed that cannot be kept is measured again


def _mixed(old: float, tokens: int, seconds: float, share: float, fewest: int) -> float:
    if tokens < fewest or seconds <= 0:
        return old
    return old + share * (tokens / seconds - old)


def _stored(path: Path | None) -> tuple[dict[str, Speed], dict[str, Habit]]:
    """Speeds, which have three numbers (an earlier release wrote four), and habits, which have two."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8")) if path is not None else {}
        rows = {str(name): [float(value) for value in values] for name, values in kept.items() if min(values) > 0}
        speeds = {name: Speed(row[0], row[1], row[-1]) for name, row in rows.items() if len(row) > 2}
        return speeds, {name: Habit(*row) for name, row in rows.items() if len(row) == 2}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}, {}
