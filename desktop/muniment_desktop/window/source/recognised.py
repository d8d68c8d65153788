"""What is said of a page whose text was recognised from a picture, or is still to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from muniment_retrieval.model import StoredPage

SURE = 0.95
"""How sure an OCR engine is of a page that it has read well."""

READ = "This page was recognised from a picture; some words may be wrong."
READ_BADLY = "This page was recognised from a picture that is hard to read; many words may be wrong. Trust what you see."
NOTHING_WRITTEN = "This page is a picture, and no writing was found in it."
WAITING = "This page is a picture that has not been recognised yet; until then, nothing is found in it."
FAILED = "What is written on this page could not be recognised; nothing is found in it."


def scan_sentence(page: StoredPage) -> str:
    """A sentence for a page that is a picture; empty for any other."""
    from muniment_retrieval.model import Scan

    if page.scan is Scan.READ:
        return NOTHING_WRITTEN if not page.text.strip() else READ if page.confidence >= SURE else READ_BADLY
    return {Scan.NONE: "", Scan.WAITING: WAITING, Scan.FAILED: FAILED}[page.scan]
