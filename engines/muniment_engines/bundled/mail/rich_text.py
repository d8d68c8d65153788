"""The text of a mail that Outlook keeps as compressed rich text.

The compression ([MS-OXRTFCP]) refers to what came before it in a window of 4,096 bytes that begins filled with usual words.
"""

from __future__ import annotations

import re
import struct

_WINDOW = 4096
_FILLED = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor"
    b" MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
MOST = 50_000_000
_ONLY_RICH = re.compile(r"\\htmlrtf\b.*?\\htmlrtf0\s?", re.S)


def plain_text(data: bytes) -> str:
    """What the text says; "" where it cannot be had."""
    rich = unpacked(data).decode("latin-1")
    if not rich.startswith("{\\rtf"):
        return ""
    from striprtf.striprtf import rtf_to_text

    try:
        return str(rtf_to_text(_ONLY_RICH.sub("", rich), errors="replace")).replace("\0", "").strip()
    except (ValueError, LookupError, IndexError, TypeError, AttributeError):
        return ""


def unpacked(data: bytes) -> bytes:
    """The rich text; as much of it as can be unpacked."""
    if len(data) < 16:
        return b""
    size, kind = struct.unpack_from("<I", data, 4)[0], data[8:12]
    if kind == _PLAIN:
        return data[16 : 16 + size]
    if kind != _COMPRESSED:
        return b""
    window = bytearray(_FILLED.ljust(_WINDOW, b"\0"))
    write, at, found = len(_FILLED), 16, bytearray()
    while at < len(data) and len(found) < min(size, MOST):
        control, at = data[at], at + 1
        for bit in range(8):
            if at >= len(data):
                return bytes(found)
            if control >> bit & 1:
                token, at = int.from_bytes(data[at : at + 2], "big"), at + 2
                start, length = token >> 4, (token & 15) + 2
                if start == write:  # the sign of the end
                    return bytes(found)
            else:
                window[write], at = data[at], at + 1
                start, length = write, 1
            for step in range(length):  # byte by byte: what is copied may begin within what it brings
                byte = window[(start + step) % _WINDOW]
                window[write] = byte
                write = (write + 1) % _WINDOW
                found.append(byte)
    return bytes(found)
