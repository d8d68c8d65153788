"""A saved web page: a mail in form, whose first part is the page and whose others are its pictures and frames."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage, Message

from muniment_engines.bundled.web.page import WebPage, read_page
from muniment_engines.errors import DocumentError

MOST_PARTS = 2_000


def read_saved(data: bytes) -> WebPage:
    """The page, and those of its frames where it has no text of its own. Raises `DocumentError` "damaged" or "too large"."""
    try:
        message = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.compat32)
        parts = [
            part for _, part in zip(range(MOST_PARTS), message.walk(), strict=False) if part.get_content_maintype() == "text"
        ]
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError, IndexError) as error:
        raise DocumentError("damaged", "The saved page is damaged; save it again.") from error
    pages = [part for part in parts if part.get_content_subtype() in ("html", "xhtml+xml")] or parts[:1]
    if not pages:
        return WebPage("", ())
    first, *others = pages
    page = _page(first)
    if page.blocks:
        return page
    frames = [_page(part) for part in others]
    blocks = [block for frame in frames for block in frame.blocks]
    return WebPage(page.title or next((f.title for f in frames if f.title), ""), blocks, page.metadata, page.notes)


def _page(part: Message) -> WebPage:
    payload = part.get_payload(decode=True)
    return read_page(payload if isinstance(payload, bytes) else b"", str(part.get_content_charset() or ""))
