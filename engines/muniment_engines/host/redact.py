"""An engine that finds names, in a worker: texts go over in portions, the places of the names come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from muniment_engines.api import Cancel, Named
from muniment_engines.errors import EngineError
from muniment_engines.frames import ProtocolError
from muniment_engines.host.exchange import Connection, Died
from muniment_engines.host.patience import Patience
from muniment_engines.host.worker import Worker
from muniment_engines.wire.parts import pack_texts
from muniment_engines.wire.redact import names_from_wire

CHARACTERS_AT_ONCE = 50_000
SECONDS = 30.0
"""How long the shortest portion may take."""
SECONDS_PER_CHARACTER = 0.005
"""How much longer a longer one may: ten times what two slow cores need."""

_TOO_LONG = "Looking for names took too long and was given up; close other programs and try again."


class RedactWorker(Worker):
    """Satisfies `api.Redact`. Many texts go over in portions, between which other threads' calls have their turn."""

    def names(self, texts: Sequence[str], cancel: Cancel) -> list[tuple[Named, ...]]:
        """Raises `Cancelled`, `EngineError`, and what `start` raises."""
        cancel.check()
        self._wait_until_open(cancel)
        found: list[tuple[Named, ...]] = []
        for portion in _portions(texts):
            with self._taking_turn(cancel), self._telling_deaths():
                found += self._names(self._ready(), portion, cancel)
        return found

    @staticmethod
    def _names(connection: Connection, texts: Sequence[str], cancel: Cancel) -> list[tuple[Named, ...]]:
        patience = Patience(SECONDS + SECONDS_PER_CHARACTER * sum(map(len, texts)))
        said = None
        for message in connection.exchange("names", {}, pack_texts(texts), patience, cancel):
            said = message if message.event == "named" else said
        try:
            if said is None:
                raise ProtocolError("An engine said nothing of some texts.")
            return names_from_wire(said.parts, texts)
        except ProtocolError:
            raise connection.died("protocol") from None

    def _died(self, death: Died) -> Exception:
        return EngineError(_TOO_LONG) if death.why == "silent" else super()._died(death)


def _portions(texts: Sequence[str]) -> Iterator[list[str]]:
    portion: list[str] = []
    size = 0
    for text in texts:
        if portion and size + len(text) > CHARACTERS_AT_ONCE:
            yield portion
            portion, size = [], 0
        portion.append(text)
        size += len(text)
    if portion:
        yield portion
