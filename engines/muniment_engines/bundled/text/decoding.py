"""Turns a text file's bytes into characters, without being told the encoding.

A byte order mark decides; then zeros, which only UTF-16 has in every other place; then UTF-8, which hardly anything else is by
accident. What is left is one of the encodings of offices before Unicode, as charset-normalizer judges by the languages that they
were made for; in doubt it is Windows-1252, in which every byte is some character, so that nothing is lost.
"""

from __future__ import annotations

import codecs

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

ZEROS = 0.3
"""Share of every second byte that is zero in UTF-16 of a language that mostly uses Latin letters."""

DAMAGED = 0.1
"""Share of the characters beyond ASCII that may be broken in what is still UTF-8."""

BEFORE_UNICODE = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "koi8_r", "mac_roman"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
"""What is considered for a file that is not Unicode."""

JUDGED = 65_536
"""So many bytes are looked at for that."""

TOLD_BY = 40
"""In fewer bytes, no language can be told."""

BETTER = 0.05
"""By so much more of a language's own letters must another encoding win against Windows-1252."""

_WINDOWS = "".join(bytes([i]).decode("cp1252", "ignore") or chr(i) for i in range(256))

GUESSED = "The file does not say how its characters are encoded; {} was assumed."
BROKEN = "Some characters of the file are broken and are shown as “�”."


def decoded(data: bytes) -> tuple[str, list[str]]:
    """The text with "\\n" at every line's end, and notes on what was assumed. Zeros become U+FFFD."""
    text, notes = _decoded(data)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "�"), notes


def _decoded(data: bytes) -> tuple[str, list[str]]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if encoding := _unmarked_utf16(data):
        return _lenient(data, encoding)
    text, notes = _lenient(data, "utf-8")
    if notes and text.count("�") > DAMAGED * sum(c > "\x7f" for c in text):
        return _before_unicode(data)
    return text, notes


def _lenient(data: bytes, encoding: str) -> tuple[str, list[str]]:
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        return data.decode(encoding, "replace"), [BROKEN]


def _unmarked_utf16(data: bytes) -> str:
    half = len(data) // 2
    if half and data.count(0) >= ZEROS * half:
        if data[1::2].count(0) >= ZEROS * half and not data[0::2].count(0):
            return "utf-16-le"
        if data[0::2].count(0) >= ZEROS * half and not data[1::2].count(0):
            return "utf-16-be"
    return ""


def _before_unicode(data: bytes) -> tuple[str, list[str]]:
    from charset_normalizer import from_bytes

    sample = data if len(data) <= JUDGED else data[:JUDGED].rpartition(b"\n")[0]  # no character is cut in two
    judged = from_bytes(sample, cp_isolation=list(BEFORE_UNICODE), preemptive_behaviour=False)
    found = list(judged) if len(data) >= TOLD_BY else []
    windows = next((match for match in found if "cp1252" in match.could_be_from_charset), None)
    best = found[0] if found else None
    if best is None or (windows and windows.chaos <= best.chaos and windows.coherence >= best.coherence - BETTER):
        return _windows(data), [GUESSED.format("Windows-1252")]
    text, notes = _lenient(data, best.encoding)
    return text, [GUESSED.format(best.encoding), *notes]


def _windows(data: bytes) -> str:
    """Windows-1252; its five bytes without a meaning become the control characters of the same number."""
    return codecs.charmap_decode(data, "strict", _WINDOWS)[0]
