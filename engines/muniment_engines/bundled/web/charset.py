"""From the bytes of a web page to its characters.

A byte order mark decides. What is UTF-8 without a fault is that, whatever the page says of itself: pages are often served in
another encoding than the one they were written to state. Then counts what the page states, as browsers understand it (ISO-8859-1
means Windows-1252), and where that does not fit, what the characters themselves make likely.
"""

from __future__ import annotations

import codecs
import re

from muniment_engines.bundled.text.decoding import MARKS, decoded

LOOK = 8192
"""Bytes in which a page may state its encoding."""

BROKEN = 0.01
"""Share of the characters that may not fit the encoding that the page states."""

_STATED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I
)

_MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "big5": "big5hkscs",
    "windows-31j": "cp932",
    "x-mac-roman": "mac-roman",
    "iso-8859-8-i": "iso-8859-8",
}
"""Names of encodings, and what browsers take them for."""


def characters(data: bytes, stated: str = "") -> tuple[str, list[str]]:
    """The text and notes on what was assumed; `stated` is what somebody else (a mail's header) says of the encoding."""
    if any(data.startswith(mark) for mark, _ in MARKS):
        return decoded(data)
    found = _STATED.search(data[:LOOK])
    names = [stated, (found[1] or found[2]).decode("ascii", "replace") if found else ""]
    if not any(name.lower().startswith("iso-2022") for name in names):
        try:
            return _plain(data.decode("utf-8")), []
        except UnicodeDecodeError:
            pass
    for name in names:
        text = _as(data, name)
        if text and text.count("�") <= BROKEN * len(text):
            return text, []
    return decoded(data)


def _as(data: bytes, name: str) -> str:
    try:
        encoding = codecs.lookup(_MEANT.get(name.strip().lower(), name.strip()))
        # A page that says UTF-16 in letters of one byte is not UTF-16; encodings of Python's own that are none are refused.
        if encoding.name.startswith(("utf-16", "utf-32")) or not encoding._is_text_encoding:
            return ""
        return _plain(data.decode(encoding.name, "replace"))
    except (LookupError, ValueError):
        return ""


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "�")
