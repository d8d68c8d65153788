"""Reads PDF files: text, where each word stands, what else a page bears, the files in it and its pixels, all by PDFium.

`opening` gets a document out of the bytes, or says why not. `document` then yields its pages, which `page` reads: `characters`
asks PDFium for what stands there and `manner` for how it is drawn; `text` makes of that the page's text, with the help of
`pieces`, `lines`, `order`, `tables`, `rows` and `layout`; `words` the boxes. `numbered`, `headings`, `bates`, `sight`, `pictures`
and `remarks` say what the text does not. `about` has the title and the outline, `attachments` the files, `render` draws.
PDFium is not thread-safe, so that all of this holds one lock (`native.LOCK`) while it works.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.api import API_VERSION, EngineInfo, ParseLimits, SettingValue

if TYPE_CHECKING:
    from muniment_engines.bundled.pdf.document import PdfDocument

READER_VERSION = "3"
"""Counts up when the same file would give another text than before."""


def describe() -> EngineInfo:
    return EngineInfo(
        api=API_VERSION,
        kind="parse",
        name="pdf",
        version=f"{READER_VERSION} (pypdfium2 {_library_version()})",
        media_types=("application/pdf",),
    )


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> PdfParser:
    return PdfParser()


class PdfParser:
    """Satisfies `muniment_engines.api.Parse`."""

    def open(self, data: memoryview, media_type: str, limits: ParseLimits, password: str | None = None) -> PdfDocument:
        """Raises `DocumentError`: "empty", "damaged" or "encrypted"."""
        from muniment_engines.bundled.pdf.document import PdfDocument

        return PdfDocument(data, limits, password)


def _library_version() -> str:
    try:
        return metadata.version("pypdfium2")
    except metadata.PackageNotFoundError:
        return "unknown"
