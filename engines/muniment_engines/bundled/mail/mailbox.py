"""A mailbox: mails one after the other, each below a line that begins with "From "."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from muniment_engines.api import ParseLimits
from muniment_engines.bundled.mail.model import Attachment, Mail
from muniment_engines.bundled.mail.parts import UNREAD, read_mail
from muniment_engines.errors import DocumentError

_BEGIN = re.compile(rb"^From [^\r\n]{1,300}\r?\n(?=(?:>?From [^\r\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]*[ \t]*:)", re.M)
_QUOTED = re.compile(rb"^>(>*From )", re.M)


def mails_of(data: memoryview, limits: ParseLimits) -> tuple[list[Mail], list[str]]:
    """Its mails, as many as pages are allowed, and notes. A mail that is damaged costs no other.

    Raises `DocumentError` "damaged" where there is none.
    """
    starts: list[tuple[int, int]] = []
    for found in _BEGIN.finditer(data):
        starts.append(found.span())
        if len(starts) > limits.pages:
            break
    ends = [start for start, _ in starts[1:]] + [len(data)]
    mails: list[Mail] = []
    notes: list[str] = []
    last = _Last()
    for (_, start), end in zip(starts[: limits.pages], ends, strict=False):
        try:
            mails.append(_mail(data[start:end], last))
        except DocumentError:
            notes = [UNREAD]
    if len(starts) > limits.pages:
        notes.append(f"Only the first {limits.pages} mails of this mailbox were read, which is the limit; divide it.")
    if not mails:
        raise DocumentError("damaged", "The mailbox is damaged; export it again from the mail program.")
    return mails, notes


class _Last:
    """The mail whose attachments are asked for, read once for all of them. All mails of a mailbox share this."""

    def __init__(self) -> None:
        self._data: memoryview | None = None
        self._attachments: Sequence[Attachment] = ()

    def loader(self, data: memoryview, at: int) -> Callable[[], bytes]:
        def load() -> bytes:
            if self._data is not data:
                self._data, self._attachments = data, read_mail(_unquoted(data)).attachments
            return self._attachments[at].load()

        return load


def _mail(data: memoryview, last: _Last) -> Mail:
    """A mail that reads itself again when somebody asks for what is attached to it, so that not all are in memory."""
    mail = read_mail(_unquoted(data))
    return replace(mail, attachments=[Attachment(a.name, last.loader(data, at)) for at, a in enumerate(mail.attachments)])


def _unquoted(data: memoryview) -> bytes:
    return _QUOTED.sub(rb"\1", bytes(data))
