"""How long a caller waits for its worker."""

from __future__ import annotations

from time import monotonic


class Patience:
    """How long to wait: `silence` seconds for each message, `total` in all. Only time spent waiting counts."""

    def __init__(self, silence: float, total: float | None = None) -> None:
        self._silence = silence
        self._total = total
        self._since = monotonic()

    def all_at_once(self) -> Patience:
        """The same patience for a call with a single message: no less for it than there is in all."""
        return Patience(self._silence if self._total is None else self._total)

    def begin(self) -> None:
        """Waiting for a message begins."""
        self._since = monotonic()

    def end(self) -> None:
        """A message has come."""
        if self._total is not None:
            self._total -= monotonic() - self._since

    def left(self) -> float:
        """Seconds left, 0 or less where there are none."""
        allowed = self._silence if self._total is None else min(self._silence, self._total)
        return allowed - (monotonic() - self._since)
