"""What a file is, by its content; the name only tells Markdown from plain text."""

from __future__ import annotations

PDF, MARKDOWN, TEXT = "application/pdf", "text/markdown", "text/plain"
LOOK = 4096
"""How many of a file's first bytes are looked at."""

_MARKDOWN_NAMES = (".md", ".markdown")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ELSE = {
    b"PK\x03\x04": "application/zip",
    b"\xd0\xcf\x11\xe0": "application/x-ole-storage",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"{\\rtf": "application/rtf",
    b"\x1f\x8b": "application/gzip",
    b"7z\xbc\xaf": "application/x-7z-compressed",
}


def media_type(first: bytes, name: str) -> str:
    """The media type of a file that begins with `first`; "application/octet-stream" where it is none that we know."""
    if b"%PDF-" in first[:1024]:
        return PDF
    for magic, found in _ELSE.items():
        if first.startswith(magic):
            return found
    if _is_text(first):
        return MARKDOWN if name.lower().endswith(_MARKDOWN_NAMES) else TEXT
    return "application/octet-stream"


def _is_text(first: bytes) -> bool:
    if first.startswith(_BOMS):
        return True
    if b"\x00" in first:
        return False
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in first)
    return controls <= len(first) // 100
