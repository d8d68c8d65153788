"""A mail as Outlook saves it: a compound file whose streams are the mail's properties, each under a number.

What is attached lies in folders of its own, and so does a mail that is attached to a mail; that one is handed out in the form in
which mails are sent, because it is no file by itself.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.mail.headers import date_of
from muniment_engines.bundled.mail.model import ENCRYPTED, PICTURES, SMALL_PICTURE, Attachment, Mail, paragraphs, readable_date
from muniment_engines.bundled.mail.properties import Properties
from muniment_engines.bundled.mail.rich_text import plain_text
from muniment_engines.bundled.web.page import read_page
from muniment_engines.bundled.zips import View
from muniment_engines.errors import DocumentError

DAMAGED = "The mail is damaged; save it again from Outlook."
DEEPEST = 8
"""Mails in mails that are handed out in one piece."""

_SUBJECT, _BODY, _HTML, _RICH_TEXT = 0x0037, 0x1000, 0x1013, 0x1009
_SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_FROM_NAME, _FROM_ADDRESS, _FROM_SMTP = 0x0042, 0x0065, 0x5D02
_TO, _CC, _BCC = 0x0E04, 0x0E03, 0x0E02
_SENT, _DELIVERED, _CLASS = 0x0039, 0x0E06, 0x001A
_MESSAGE_ID, _IN_REPLY_TO, _TRANSPORT = 0x1035, 0x1042, 0x007D
_NAME, _ADDRESS, _SMTP, _RECIPIENT_TYPE = 0x3001, 0x3003, 0x39FE, 0x0C15
_DATA, _LONG_NAME, _SHORT_NAME, _CONTENT_ID, _HIDDEN = 0x3701, 0x3707, 0x3704, 0x3712, 0x7FFE
_ENCRYPTED_CLASS = "ipm.note.smime"
_KINDS = {1: "To", 2: "Cc", 3: "Bcc"}


def read_outlook(data: memoryview, limits: ParseLimits) -> Mail:
    """Raises `DocumentError` "damaged"."""
    import olefile

    try:
        with olefile.OleFileIO(io.BufferedReader(View(data))) as file:
            # What lies in the file is copied: nothing in it can be larger than the file, but streams may share their sectors.
            root = Properties.root(file, min(limits.unpacked_bytes, 4 * len(data) + 1_000_000))
    except DocumentError:
        raise
    except Exception as error:  # olefile raises whatever its struct, its lists and the standard library raise
        raise DocumentError("damaged", DAMAGED) from error
    return _mail(root)


def _mail(message: Properties, depth: int = 0) -> Mail:
    lines = [("From", _sender(message)), *_recipients(message)]
    when = message.time(_SENT) or message.time(_DELIVERED) or date_of(_transport(message, "date:"))
    subject = message.text(_SUBJECT)
    lines += [("Date", readable_date(when) if when else ""), ("Subject", subject)]
    facts = {
        "Author": lines[0][1],
        "CreationDate": when.isoformat() if when else "",
        "MessageId": message.text(_MESSAGE_ID),
        "InReplyTo": message.text(_IN_REPLY_TO),
    }
    notes = [ENCRYPTED] if message.text(_CLASS).lower() == _ENCRYPTED_CLASS else []
    return Mail(
        subject,
        [(name, value) for name, value in lines if value],
        _body(message, notes),
        _attachments(message, notes, depth),
        tuple((key, value) for key, value in facts.items() if value),
        tuple(notes),
    )


def _sender(message: Properties) -> str:
    for name, smtp, address in ((_FROM_NAME, _FROM_SMTP, _FROM_ADDRESS), (_SENDER_NAME, _SENDER_SMTP, _SENDER_ADDRESS)):
        if found := _person(message.text(name), message.text(smtp) or message.text(address)):
            return found
    return _transport(message, "from:")


def _transport(message: Properties, name: str) -> str:
    """A line of what the mail's headers were when it came."""
    lines = message.text(_TRANSPORT).splitlines()
    return next((line[len(name) :].strip() for line in lines if line.lower().startswith(name)), "")


def _person(name: str, address: str) -> str:
    if "@" not in address or address.lower() in name.lower():
        return name or address
    return f"{name} <{address}>" if name else address


def _recipients(message: Properties) -> list[tuple[str, str]]:
    """Who got it, by name and address; where that is not kept, as Outlook shows it."""
    found: dict[str, list[str]] = {}
    for person in message.below("__recip_version1.0_"):
        kind = _KINDS.get(person.number(_RECIPIENT_TYPE, 1), "To")
        found.setdefault(kind, []).append(_person(person.text(_NAME), person.text(_SMTP) or person.text(_ADDRESS)))
    shown = {"To": message.text(_TO), "Cc": message.text(_CC), "Bcc": message.text(_BCC)}
    return [(kind, ", ".join(filter(None, found.get(kind, []))) or text.rstrip("\0")) for kind, text in shown.items()]


def _body(message: Properties, notes: list[str]) -> list[Block]:
    """The plain text where there is one, else the web page, else the rich text."""
    if text := message.text(_BODY):
        return paragraphs(text)
    if markup := message.data(_HTML) or message.text(_HTML).encode():
        page = read_page(markup)
        notes += page.notes
        return list(page.blocks)
    return paragraphs(plain_text(message.data(_RICH_TEXT)))


def _attachments(message: Properties, notes: list[str], depth: int) -> list[Attachment]:
    """What is attached; not the pictures that stand in the text, and of an encrypted mail not its cipher."""
    if ENCRYPTED in notes:
        return []
    found = []
    for number, folder in enumerate(message.below("__attach_version1.0_"), 1):
        inner = folder.inner(_DATA)
        name = folder.text(_LONG_NAME) or folder.text(_SHORT_NAME) or folder.text(_NAME) or f"attachment {number}"
        data = folder.data(_DATA)
        is_picture = name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp"))
        if is_picture and (folder.number(_HIDDEN, 0) or (folder.text(_CONTENT_ID) and len(data) < SMALL_PICTURE)):
            notes += [PICTURES] if len(data) >= SMALL_PICTURE else []
        elif inner is not None:
            stem = (inner.text(_SUBJECT) or name.removesuffix(".msg"))[:100]
            found.append(Attachment(f"{stem}.eml", _writer(inner, depth + 1)))
        else:
            # A signed mail keeps all of itself in this one, in the form in which mails are sent.
            found.append(Attachment("signed mail.eml" if name.lower().endswith(".p7m") else name, _loader(data)))
    return found


def _loader(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _writer(message: Properties, depth: int) -> Callable[[], bytes]:
    return lambda: _written(message, depth)


def _written(message: Properties, depth: int) -> bytes:
    """A mail within a mail, in the form in which mails are sent."""
    mail = _mail(message, depth)
    sent = EmailMessage()
    for name, value in mail.lines:
        if name != "Date":
            sent[name] = " ".join(value.split())
    if when := message.time(_SENT) or message.time(_DELIVERED):
        sent["Date"] = when
    texts = [block.text for block in mail.blocks]
    kept = mail.attachments if depth < DEEPEST else ()
    if len(kept) < len(mail.attachments):
        texts.append(f"[{len(mail.attachments)} attachments were left out here: too many mails are attached to each other.]")
    sent.set_content("\n\n".join(texts))
    for attachment in kept:
        sent.add_attachment(attachment.load(), maintype="application", subtype="octet-stream", filename=attachment.name)
    return sent.as_bytes()
