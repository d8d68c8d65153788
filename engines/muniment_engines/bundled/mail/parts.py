"""A mail in the form in which it is sent, taken apart.

Of a text that comes in several forms the plain one is read, or the web page where that says much more. What is attached is not
read here but handed out. The parser of the standard library takes everything for a mail; whatever is broken in it, something is
read.
"""

from __future__ import annotations

import email
import email.parser
import email.policy
import re
from dataclasses import replace
from email.message import Message

from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.mail.headers import date_of, file_name, header, headers
from muniment_engines.bundled.mail.mime import BROKEN, bytes_of, children_of, report, unfolded, written
from muniment_engines.bundled.mail.model import (
    ENCRYPTED,
    PICTURES,
    SMALL_PICTURE,
    Attachment,
    Mail,
    paragraphs,
    readable_date,
)
from muniment_engines.bundled.mail.tnef import SIGNATURE, unpacked
from muniment_engines.bundled.text.decoding import decoded
from muniment_engines.bundled.web.charset import characters
from muniment_engines.bundled.web.page import read_markup
from muniment_engines.errors import DocumentError

MOST_PARTS = 10_000
DEEPEST = 60
"""Parts in parts; what is deeper is left out."""

MORE = 3.0
"""How many times the words of a plain text a web page must have to be read in its place."""

UNREAD = "Parts of this mail are broken and could not be read."

_ENVELOPE = ("from", "to", "cc", "bcc", "date", "subject")
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_FOR_PROGRAMS = ("text/calendar", "text/x-amp-html", "text/watch-html")
_NO_BODY = ("text/rtf", "text/calendar", "text/csv", "text/xml", "text/x-vcard", "text/vcard", "text/css")
_OUTLOOK_ONLY = ("application/ms-tnef", "application/vnd.ms-tnef", "application/octet-stream")
_ENDINGS = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/vcard": ".vcf",
}
"""Endings for what has no name. `mimetypes` knows more, and looks into files of the system for it, which no worker may."""

_REPORTS = ("message/delivery-status", "message/disposition-notification", "text/rfc822-headers", "message/feedback-report")


def read_mail(data: bytes) -> Mail:
    """Raises `DocumentError` "damaged" for what nothing can be got out of."""
    data = _cleaned(data)
    try:
        try:
            return _Reader().read(email.message_from_bytes(data, policy=email.policy.compat32))
        except RecursionError:  # parts in parts, deeper than the standard library goes: what stands above them is kept
            top = email.parser.BytesHeaderParser().parsebytes(data)
            top.set_payload("")
            return replace(_Reader().read(top), notes=(UNREAD,))
    except (*BROKEN, RecursionError) as error:
        raise DocumentError("damaged", "The mail is damaged; save it again from the mail program.") from error


def _cleaned(data: bytes) -> bytes:
    """Without what stands before the first header, and in an encoding that has one byte for a letter of ASCII."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:200]:
        data = decoded(data)[0].encode("utf-8", "surrogateescape")
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return re.sub(rb"\A\s*\d+\s*\r?\n(?=[A-Za-z-]+:)", b"", data)


class _Reader:
    """Reads one mail."""

    def __init__(self) -> None:
        self._attachments: list[Attachment] = []
        self._notes: dict[str, None] = {}
        self._parts = 0
        self._packed: list[Block] = []

    def read(self, message: Message) -> Mail:
        blocks = self._part(message, 0) or self._packed
        values = {name: headers(message, name) if name in ("to", "cc", "bcc") else header(message, name) for name in _ENVELOPE}
        when = date_of(values["date"]) if values["date"] else None
        subject = values["subject"]
        if when:
            values["date"] = readable_date(when)
        lines = [(name.capitalize(), value) for name, value in values.items() if value]
        facts = {
            "Author": values["from"],
            "CreationDate": when.isoformat() if when else values["date"],
            "MessageId": header(message, "message-id"),
            "InReplyTo": header(message, "in-reply-to"),
        }
        known = tuple((key, value) for key, value in facts.items() if value)
        return Mail(subject, lines, blocks, self._attachments, known, tuple(self._notes))

    def _part(self, part: Message, depth: int) -> list[Block]:
        """The text in a part and in all that is in it; what is attached is put aside."""
        self._parts += 1
        if self._parts > MOST_PARTS or depth > DEEPEST:
            self._notes[UNREAD] = None
            return []
        try:
            return self._any(part, part.get_content_type(), depth)
        except BROKEN:
            self._notes[UNREAD] = None
            return []

    def _any(self, part: Message, kind: str, depth: int) -> list[Block]:
        sealed = kind.endswith("pkcs7-mime") and str(part.get_param("smime-type", "")).lower() != "signed-data"
        if kind == "multipart/encrypted" or (sealed and depth == 0):
            self._notes[ENCRYPTED] = None
            return []
        if kind == "message/rfc822" and depth > 0:
            self._attach_mail(part)
            return []
        if kind in _REPORTS:
            return paragraphs(report(part))
        if part.get_content_maintype() == "multipart" or part.is_multipart():
            children = children_of(part)
            if kind == "multipart/alternative":
                return self._best(children, depth)
            if kind == "multipart/related":
                children = [child for child in children if not self._is_picture_in_text(child)]
            return [block for child in children for block in self._part(child, depth + 1)]
        if kind in _SIGNATURES:
            return []
        if kind in _OUTLOOK_ONLY and bytes_of(part).startswith(SIGNATURE):
            return self._unpack(part)
        if part.get_content_maintype() == "text" and kind not in _NO_BODY and (depth == 0 or not _is_attached(part)):
            return self._text(part, kind)
        self._attach(part, kind)
        return []

    def _text(self, part: Message, kind: str) -> list[Block]:
        text = characters(bytes_of(part), str(part.get_content_charset() or ""))[0]
        if kind in ("text/html", "application/xhtml+xml") or (kind == "text/plain" and text.lstrip()[:9].lower() == "<!doctype"):
            page = read_markup(text)
            self._notes |= dict.fromkeys(page.notes)
            return list(page.blocks)
        if text.lstrip().startswith("-----BEGIN PGP MESSAGE-----"):
            self._notes[ENCRYPTED] = None
            return []
        return paragraphs(unfolded(text, part) if str(part.get_param("format", "")).lower() == "flowed" else text)

    def _best(self, children: list[Message], depth: int) -> list[Block]:
        """Of several forms of one text the plain one, unless another says much more."""
        read = [child for child in children if child.get_content_type() not in _FOR_PROGRAMS] or children
        forms = [(child.get_content_type() == "text/plain", self._part(child, depth + 1)) for child in read]
        plain = next((blocks for is_plain, blocks in forms if is_plain and blocks), [])
        richest = max((blocks for _, blocks in forms), key=_size, default=[])
        return richest if not plain or _size(richest) > MORE * _size(plain) + 300 else plain

    def _unpack(self, part: Message) -> list[Block]:
        """What Outlook has packed. Its text is the mail's own once more, where the mail has one."""
        packed = unpacked(bytes_of(part))
        self._attachments += packed.attachments()
        self._packed = self._packed or packed.blocks()
        return []

    def _is_picture_in_text(self, part: Message) -> bool:
        """Whether this is shown in the middle of a text and not attached to it; large ones are worth a note."""
        if part.get_content_maintype() != "image" or part.get_content_disposition() == "attachment":
            return False
        if len(bytes_of(part)) >= SMALL_PICTURE:
            self._notes[PICTURES] = None
        return True

    def _attach(self, part: Message, kind: str) -> None:
        inline = part.get("content-id") is not None or part.get_content_disposition() == "inline"
        if part.get_content_maintype() == "image" and inline and len(bytes_of(part)) < SMALL_PICTURE:
            return
        name = file_name(part) or f"attachment {len(self._attachments) + 1}{_ENDINGS.get(kind, '')}"
        self._attachments.append(Attachment(name, lambda: bytes_of(part)))

    def _attach_mail(self, part: Message) -> None:
        inner = part.get_payload()
        message = inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], Message) else None
        subject = "" if message is None else header(message, "subject")
        name = file_name(part) or f"{subject[:100] or 'mail'}.eml"
        self._attachments.append(Attachment(name, lambda: bytes_of(part) if message is None else written(part, message)))


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(file_name(part))
