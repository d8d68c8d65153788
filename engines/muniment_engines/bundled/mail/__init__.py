"""Reads mails and mailboxes: EML, MSG and MBOX, and what Outlook sends as winmail.dat.

`headers` decodes what stands at a mail's top, `parts` goes through what is in it and tells its text from what is attached (with
`mime`), `outlook` does both for Outlook's own files, `tnef` for what it packs for others, and `mailbox` cuts a mailbox into
mails. `document` makes of each its pages, beginning with who wrote to whom, when and about what, and hands out what is attached.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from muniment_engines.api import API_VERSION, Container, EngineInfo, ParseLimits, SettingValue
from muniment_engines.errors import DocumentError

MAIL, OUTLOOK, MAILBOX = "message/rfc822", "application/vnd.ms-outlook", "application/mbox"
PACKED = "application/ms-tnef"


def describe() -> EngineInfo:
    return EngineInfo(api=API_VERSION, kind="parse", name="mail", version="1", media_types=(MAIL, OUTLOOK, MAILBOX, PACKED))


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> MailParser:
    return MailParser()


class MailParser:
    """Satisfies `muniment_engines.api.Parse`."""

    def open(self, data: memoryview, media_type: str, limits: ParseLimits, password: str | None = None) -> Container:
        """Raises `DocumentError`: "empty", "damaged" or "too large", or "encrypted" where nothing else is in the mail."""
        from muniment_engines.bundled.mail.document import MailDocument
        from muniment_engines.bundled.mail.mailbox import mails_of
        from muniment_engines.bundled.mail.model import ENCRYPTED
        from muniment_engines.bundled.mail.outlook import read_outlook
        from muniment_engines.bundled.mail.parts import read_mail
        from muniment_engines.bundled.mail.tnef import unpacked

        if media_type == MAILBOX:
            mails, notes = mails_of(data, limits)
            return MailDocument(mails, limits, notes)
        if media_type == PACKED:
            return MailDocument([unpacked(bytes(data)).mail()], limits)
        mail = read_outlook(data, limits) if media_type == OUTLOOK else read_mail(bytes(data))
        if ENCRYPTED in mail.notes and not mail.blocks and not mail.attachments:
            raise DocumentError("encrypted", ENCRYPTED)
        return MailDocument([mail], limits)
