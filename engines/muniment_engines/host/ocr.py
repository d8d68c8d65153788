"""An OCR engine in a worker: a picture goes over band by band, what it says comes back, within limits of time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from muniment_engines.api import Cancel, Pixels, Seen
from muniment_engines.errors import DocumentError, NotEnoughMemory
from muniment_engines.frames import ProtocolError
from muniment_engines.host.exchange import Connection, Died, Message
from muniment_engines.host.patience import Patience
from muniment_engines.host.worker import Worker
from muniment_engines.wire.ocr import MOST_PIXELS, seen_from_wire
from muniment_engines.wire.parse import bands_to_wire
from muniment_engines.wire.parts import Parts

SECONDS = 60.0
"""How long the reading of the smallest picture may take."""
SECONDS_PER_MEGAPIXEL = 30.0
"""How much longer a larger one may: ten times what a machine of two slow cores needs for a page that is full of text."""

_TOO_LARGE = "Recognising the text of this picture takes more memory than there is; close other programs, and try again."
_TOO_LONG = "Recognising the text of this picture took too long and was given up; scan it at a lower resolution."
_TOO_MANY = "This picture has too many pixels to recognise its text; scan it at a lower resolution."


class OcrWorker(Worker):
    """Satisfies `api.Ocr`. A picture that takes the process down costs that picture alone."""

    def recognise(self, pixels: Pixels, cancel: Cancel) -> Seen:
        """The lines of a picture of at most `MOST_PIXELS`.

        Raises `Cancelled`, `DocumentError` ("timed out", or "too large" for the limit or the memory), and what `start` raises.
        """
        height, width, _ = pixels.data.shape
        if height * width > MOST_PIXELS:
            raise DocumentError("too large", _TOO_MANY)
        if height * width == 0:
            return Seen(())
        cancel.check()
        self._wait_until_open(cancel)
        try:
            with self._taking_turn(cancel), self._telling_deaths():
                return self._recognise(self._ready(), pixels, cancel)
        except NotEnoughMemory as error:
            raise DocumentError("too large", _TOO_LARGE) from error

    def _recognise(self, connection: Connection, pixels: Pixels, cancel: Cancel) -> Seen:
        height, width, _ = pixels.data.shape
        patience = Patience(SECONDS + SECONDS_PER_MEGAPIXEL * height * width / 1e6)
        for fields, parts in bands_to_wire(pixels):
            self._exchange(connection, "pixels", fields, parts, patience, cancel)
        seen = self._exchange(connection, "recognise", {}, {}, patience, cancel)
        try:
            if seen is None:
                raise ProtocolError("An engine said nothing of a picture.")
            return seen_from_wire(seen.fields, seen.parts, width, height)
        except ProtocolError:
            raise connection.died("protocol") from None

    @staticmethod
    def _exchange(
        connection: Connection, call: str, fields: Mapping[str, Any], parts: Parts, patience: Patience, cancel: Cancel
    ) -> Message | None:
        """Make a call to its end; returns what the engine has seen, where it says so."""
        seen = None
        for message in connection.exchange(call, fields, parts, patience, cancel):
            seen = message if message.event == "seen" else seen
        return seen

    def _died(self, death: Died) -> Exception:
        return DocumentError("timed out", _TOO_LONG) if death.why == "silent" else super()._died(death)
