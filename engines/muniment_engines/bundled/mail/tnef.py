"""What Outlook sends to others as winmail.dat: a text and attachments in a packing of its own (TNEF).

It is a row of attributes, each with its number and length ([MS-OXTNEF]). Some are a thing by themselves (an attachment's title,
its bytes); two hold properties as Outlook knows them, under the same numbers as in its own files.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.mail.model import Attachment, Mail, paragraphs
from muniment_engines.bundled.mail.rich_text import plain_text
from muniment_engines.bundled.web.page import read_page
from muniment_engines.errors import DocumentError

SIGNATURE = b"\x78\x9f\x3e\x22"
MOST_ATTRIBUTES = 100_000
MOST_VALUES = 20_000

_NEW, _TITLE, _DATA, _OF_ATTACHMENT, _OF_MAIL, _BODY, _SUBJECT = 0x9002, 0x8010, 0x800F, 0x9005, 0x9003, 0x800C, 0x8004
_LONG_NAME, _RICH_TEXT, _HTML, _TEXT, _TITLE_OF_MAIL = 0x3707, 0x1009, 0x1013, 0x1000, 0x0037
_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_LETTERS, _WIDE, _BYTES, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_SEVERAL = 0x1000
_NAMED = 0x8000


@dataclass
class _File:
    name: str = ""
    data: bytes = b""


@dataclass
class Packed:
    """What was in it. `values` are the mail's properties by their numbers, texts decoded."""

    files: list[_File] = field(default_factory=list)
    values: dict[int, bytes | str] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        return " ".join(str(self.values.get(_TITLE_OF_MAIL, "")).split())

    def blocks(self) -> list[Block]:
        """Its text: plain where there is one, else the web page, else the rich text."""
        if text := self.values.get(_TEXT):
            return paragraphs(str(text))
        if isinstance(page := self.values.get(_HTML), bytes) and page:
            return list(read_page(page).blocks)
        rich = self.values.get(_RICH_TEXT, b"")
        return paragraphs(plain_text(rich)) if isinstance(rich, bytes) else []

    def mail(self) -> Mail:
        """All of it as a mail, of which nothing says who wrote it."""
        lines = [("Subject", self.subject)] if self.subject else []
        return Mail(self.subject, lines, self.blocks(), self.attachments())

    def attachments(self) -> list[Attachment]:
        files = [file for file in self.files if file.data]
        return [Attachment(file.name or f"attachment {at}", lambda data=file.data: data) for at, file in enumerate(files, 1)]  # type: ignore[misc]


def unpacked(data: bytes) -> Packed:
    """As much as can be read. Raises `DocumentError` "damaged" where that is nothing."""
    if not data.startswith(SIGNATURE):
        raise DocumentError("damaged", "The attachment (winmail.dat) is damaged; ask for it again.")
    packed = Packed()
    for number, content in _attributes(data):
        if number == _NEW:
            packed.files.append(_File())
        elif number == _OF_MAIL:
            packed.values |= _properties(content)
        elif number == _BODY:
            packed.values.setdefault(_TEXT, _letters(content))
        elif number == _SUBJECT:
            packed.values.setdefault(_TITLE_OF_MAIL, _letters(content))
        elif packed.files:
            _fill(packed.files[-1], number, content)
    return packed


def _fill(file: _File, number: int, content: bytes) -> None:
    if number == _TITLE:
        file.name = file.name or _letters(content)
    elif number == _DATA:
        file.data = content
    elif number == _OF_ATTACHMENT:
        file.name = str(_properties(content).get(_LONG_NAME, "")) or file.name


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    for _ in range(MOST_ATTRIBUTES):
        if at + 9 > len(data):
            return
        number, _, length = struct.unpack_from("<HHI", data, at + 1)
        if at + 9 + length > len(data):
            return
        yield number, data[at + 9 : at + 9 + length]
        at += 9 + length + 2


def _properties(data: bytes) -> dict[int, bytes | str]:
    """Those properties that are texts or bytes, as far as they can be read."""
    found: dict[int, bytes | str] = {}
    try:
        (count,) = struct.unpack_from("<I", data)
        at = 4
        for _ in range(min(count, MOST_VALUES)):
            kind, number = struct.unpack_from("<HH", data, at)
            at = _after_name(data, at + 4) if number >= _NAMED else at + 4
            values, at = _values(data, at, kind)
            if values and kind in (_LETTERS, _WIDE):
                found[number] = values[0].decode("utf-16-le", "replace").rstrip("\0") if kind == _WIDE else _letters(values[0])
            elif values and kind == _BYTES:
                found[number] = values[0]
    except struct.error:
        pass  # what was found before it broke off has to do
    return found


def _values(data: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    """The values of a property that are bytes, and where the next property begins."""
    one = kind & ~_SEVERAL
    is_long = one in (_LETTERS, _WIDE, _BYTES, _OBJECT)
    count = 1
    if is_long or kind & _SEVERAL:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
    if not is_long:
        if one not in _SIZES:
            raise struct.error
        return [], at + _SIZES[one] * count
    values = []
    for _ in range(min(count, MOST_VALUES)):
        (length,) = struct.unpack_from("<I", data, at)
        values.append(data[at + 4 : at + 4 + length])
        at += 4 + length + -length % 4
    return values, at


def _after_name(data: bytes, at: int) -> int:
    """Behind the name of a property that has one."""
    (kind,) = struct.unpack_from("<I", data, at + 16)
    if kind == 0:
        return at + 24
    (length,) = struct.unpack_from("<I", data, at + 20)
    return at + 24 + int(length) + -int(length) % 4


def _letters(data: bytes) -> str:
    return data.partition(b"\0")[0].decode("cp1252", "replace")
