"""One open picture file: a page for each picture in it, without a word of text until an OCR engine has read it."""

from __future__ import annotations

from collections.abc import Iterator

from muniment_engines.api import About, Cancel, Page, ParseLimits, Pixels, Region, Words
from muniment_engines.bundled.image import drawing
from muniment_engines.bundled.image.frames import Frames
from muniment_engines.errors import DocumentError

REPAIRED = "A part of this picture is missing or damaged; the rest is shown."
ANIMATED = "This is an animation; only its first picture was read."
LARGEST = 8191.0
"""Points that quarter points in an int16 reach."""


class ImageDocument:
    """Satisfies `muniment_engines.api.Opened`. Not to be used after `close`."""

    def __init__(self, data: memoryview, media_type: str, limits: ParseLimits) -> None:
        """Raises `DocumentError` where the file cannot be opened, or its only picture not be shown."""
        self._limits = limits
        self._frames = Frames(data, media_type, limits)
        description = self._frames.description
        self.about = About(description.get("Title", ""), self._frames.count, metadata=description, notes=self._notes())

    def pages(self, cancel: Cancel) -> Iterator[Page]:
        """Every picture in order, with a note where it cannot be shown. Raises `Cancelled`."""
        for index in range(self._frames.count):
            cancel.check()
            yield self._page(index)

    def render(self, index: int, scale: float, region: Region | None = None) -> Pixels:
        """See `Opened.render`; a region may lie in part beyond the picture, and is white there."""
        if not 0 <= index < self._frames.count:
            raise DocumentError("failed", f"This file has no picture {index + 1}.")
        return drawing.draw(self._frames.frame(index), scale, region, self._limits)

    def close(self) -> None:
        self._frames.close()

    def _page(self, index: int) -> Page:
        label = str(index + 1)
        try:
            frame = self._frames.frame(index)
        except DocumentError as error:
            return Page(index, label, "", Words.none(), notes=(str(error),))
        factor = min(1.0, LARGEST / max(frame.width, frame.height))
        notes = (REPAIRED,) if frame.repaired else ()
        return Page(index, label, "", Words.none(), frame.width, frame.height, factor, notes, scanned=True)

    def _notes(self) -> tuple[str, ...]:
        frames = self._frames
        if frames.animated:
            return (ANIMATED,)
        if not frames.more:
            return ()
        if frames.count == self._limits.pages:
            return (f"Only the first {frames.count} pictures were read, which is the limit.",)
        return (f"The file is damaged; only its first {frames.count} pictures could be read.",)
