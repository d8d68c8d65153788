"""What stands at a mail's top, decoded, whatever state it is in."""

from __future__ import annotations

import email.header
import email.utils
import re
from datetime import datetime
from email.message import Message

from muniment_engines.bundled.web.charset import characters

LONGEST = 20_000
"""Characters of a header's value to look at."""

_ENCODED = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=")


def header(message: Message, name: str) -> str:
    """The value of the first header of that name, on one line; "" where there is none."""
    for key, value in message.raw_items():
        if key.lower() == name:
            return decoded_header(str(value))
    return ""


def headers(message: Message, name: str) -> str:
    """The values of all headers of that name, with commas between them."""
    values = [decoded_header(str(value)) for key, value in message.raw_items() if key.lower() == name]
    return ", ".join(filter(None, values))


def decoded_header(value: str) -> str:
    """A header's value as a person reads it: encoded words decoded, bytes beyond ASCII understood, on one line."""
    value = value[:LONGEST]
    if any("\udc80" <= c <= "\udcff" for c in value):
        value, _ = characters(value.encode("utf-8", "surrogateescape"))
    value = re.sub(r"\r?\n", "", value)
    if _ENCODED.search(value):
        value = _words(value)
    return " ".join(value.replace("\t", " ").split())


def _words(value: str) -> str:
    try:
        pieces = email.header.decode_header(value)
    except (ValueError, LookupError, email.errors.HeaderParseError):
        return value
    text = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            text.append(piece)
        elif charset:
            text.append(characters(piece, charset)[0])
        else:
            text.append(piece.decode("raw-unicode-escape" if piece.isascii() else "utf-8", "replace"))
    return "".join(text)


def date_of(value: str) -> datetime | None:
    """The moment that a Date header names; None where that cannot be told."""
    try:
        return email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        return None


def file_name(message: Message) -> str:
    """What an attachment is called; "" where nothing says so."""
    try:
        name = message.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        name = None
    return decoded_header(str(name)) if name else ""
