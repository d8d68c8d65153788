"""What a file is, by its content.

First come the signatures that stand at a fixed place (`signatures`). A zip and an OLE compound file are only the packaging of
most office formats: the names of what is in them tell which (`zipped`, `compound`). What is left is a text or nothing that we
know; of a text its first characters tell whether it is HTML, XML, JSON, RTF or mail (`texts`), and only where those leave it
open its name (Markdown, CSV, source code). `words` says what a type is called, and what to do about one that nobody here reads.

Nothing is unpacked but one small part of a zip, up to a bound; nothing is trusted; nothing raises.
"""

from __future__ import annotations

import re

from .compound import compound_type
from .signatures import OLE, ZIP, signature_type
from .texts import MARKDOWN, TEXT, text_type
from .words import plain_words, refusal
from .zipped import zip_type

PDF = "application/pdf"
UNKNOWN = "application/octet-stream"

_HEADER = 1024
"""A PDF may begin this far into the file."""

_DAMAGED = 4096
_OBJECT = re.compile(rb"\b\d+ \d+ obj\b")
"""What the first bytes of a PDF hold even where its header is gone."""

__all__ = ["MARKDOWN", "PDF", "TEXT", "UNKNOWN", "media_type", "plain_words", "refusal"]


def media_type(content: memoryview | bytes, name: str) -> str:
    """The media type of a file with this content, all of it; "application/octet-stream" where it is none that we know."""
    view = memoryview(content)
    found = signature_type(view)
    if found == ZIP:
        return zip_type(view, name)
    if found == OLE:
        return compound_type(view)
    if found:
        return found
    if b"%PDF-" in bytes(view[:_HEADER]):
        return PDF
    return text_type(view, name) or (PDF if _OBJECT.search(bytes(view[:_DAMAGED])) else UNKNOWN)
