"""Gives a PDF that was cut short an end again.

PDFium finds the objects of a damaged file by itself, but not the way to its pages, which stands at the very end. So a new end
is written behind what is left: a list of all the pages found in it, in the file's order, which mostly is the printed one.
"""

from __future__ import annotations

import re

_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})\s+(\d{1,5})\s+obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_LOOKED_AT = 4096
"""Bytes from the beginning of an object in which it says that it is a page."""


def with_new_end(data: bytes) -> bytes | None:
    """The file with a list of its pages put behind it; None where no page is found, or the pages are encrypted."""
    pages, highest = _pages(data)
    if not pages or b"/Encrypt" in data:
        return None
    kids = b" ".join(b"%d %d R" % page for page in pages)
    tree, root = highest + 1, highest + 2
    end = b"\nendobj\n%d 0 obj\n<</Type/Pages/Kids[%b]/Count %d>>\nendobj\n" % (tree, kids, len(pages))
    end += b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (root, tree)
    return data + end + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n0\n%%%%EOF\n" % (root + 1, root)


def _pages(data: bytes) -> tuple[list[tuple[int, int]], int]:
    """Number and generation of each page that is there, in order, and the highest number of any object."""
    pages: dict[tuple[int, int], None] = {}
    highest = 0
    for match in _OBJECT.finditer(data):
        number = int(match[1]), int(match[2])
        highest = max(highest, number[0])
        end = data.find(b"endobj", match.end(), match.end() + _LOOKED_AT)
        if _PAGE.search(data, match.end(), end if end >= 0 else match.end() + _LOOKED_AT):
            pages[number] = None
    return list(pages), highest
