"""Mails as pages, and what is attached to them as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from muniment_engines.api import Cancel, Member, ParseLimits
from muniment_engines.bundled.flow import Block, FlowDocument, Section, sections_of
from muniment_engines.bundled.mail.model import Attachment, Mail
from muniment_engines.errors import DocumentError

LONGEST_NAME = 200
_NAMED = 50
"""Attachments to name above a mail's text."""


class MailDocument(FlowDocument):
    """Satisfies `muniment_engines.api.Container`. Its pages are labelled "mail", or with a mail's number in its mailbox."""

    def __init__(self, mails: Sequence[Mail], limits: ParseLimits, notes: Sequence[str] = ()) -> None:
        """Raises `DocumentError` "empty" where no mail says anything."""
        sections = [section for number, mail in enumerate(mails, 1) for section in _pages(mail, number if len(mails) > 1 else 0)]
        if not sections:
            raise DocumentError("empty", "The mail has no text and no sender; nothing in it can be found.")
        notes = tuple(dict.fromkeys((*notes, *(note for mail in mails for note in mail.notes))))
        single = mails[0] if len(mails) == 1 else None
        self._attached = [
            replace(attachment, name=f"mail {number}/{attachment.name}") if single is None else attachment
            for number, mail in enumerate(mails, 1)
            for attachment in mail.attachments
        ]
        if len(self._attached) > limits.members:
            notes = (
                *notes,
                f"Only the first {limits.members} of {len(self._attached)} attachments were read, which is the limit.",
            )
        self._members, self._bytes = limits.members, limits.unpacked_bytes
        super().__init__(sections, limits, single.subject if single else "", dict(single.facts) if single else {}, notes)

    def members(self, cancel: Cancel) -> Iterator[Member]:
        """What is attached, in order. Raises `Cancelled`."""
        for attachment in self._attached[: self._members]:
            cancel.check()
            yield _member(attachment, self._bytes)

    def close(self) -> None:
        super().close()
        self._attached = []


def _member(attachment: Attachment, most: int) -> Member:
    name = "".join(" " if ord(c) < 32 else c for c in attachment.name)[-LONGEST_NAME:]
    try:
        data = attachment.load()
        if len(data) > most:
            raise DocumentError("too large", "The attachment is larger than is allowed; save it by itself.")
        return Member(name, data)
    except DocumentError as error:
        return Member(name, refused=error)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):  # what the standard library says of broken parts
        return Member(name, refused=DocumentError("damaged", "The attachment is damaged; ask for it again."))


def _pages(mail: Mail, number: int) -> Iterator[Section]:
    """The pages of one mail. `number` is its place in a mailbox, 0 for a mail by itself."""
    lines = [f"{name}: {value}" for name, value in mail.lines]
    if mail.attachments:
        lines.append(f"Attachments: {', '.join(a.name for a in mail.attachments[:_NAMED])}")
    blocks = [Block(line, 0, at > 0) for at, line in enumerate(lines)] + list(mail.blocks)
    label = f"mail {number}" if number else "mail"
    for part, section in enumerate(sections_of(blocks), 1):
        headings = ((mail.subject, 1),) if number and mail.subject and part == 1 else ()
        below = tuple((title, level + 1) for title, level in section.headings) if number else section.headings
        yield Section(section.text, (*headings, *below), label if part == 1 else f"{label}, part {part}")
