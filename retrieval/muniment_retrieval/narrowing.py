"""Which documents of a vault are meant by their folder, their type and the date of their file.

The date is that of the file's last change as its system told it; days are counted in the time zone of this machine. A folder is
meant by its path or by the end of it, in whole components, and so are those inside it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from muniment_engines.errors import MunimentError

from muniment_retrieval.answer.figures import dates_in
from muniment_retrieval.model import Document

TYPES = {
    "pdf": ("application/pdf",),
    "word": ("wordprocessingml", "application/msword", "opendocument.text", "application/rtf"),
    "spreadsheet": ("spreadsheetml", "ms-excel", "opendocument.spreadsheet", "text/csv", "tab-separated", "apple.numbers"),
    "presentation": ("presentationml", "ms-powerpoint", "opendocument.presentation", "apple.keynote"),
    "mail": ("message/rfc822", "ms-outlook", "ms-tnef", "application/mbox"),
    "web": ("text/html", "xhtml"),
    "picture": ("image/",),
    "text": ("text/plain", "text/markdown"),
}
"""A type in words, and of what its media types have a part."""


@dataclass(frozen=True)
class Narrow:
    """What documents are narrowed to; each part that is empty narrows nothing. `since` and `until` are days, both included."""

    folder: str = ""
    types: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self != Narrow()


def narrowed(documents: Iterable[Document], narrow: Narrow) -> list[Document]:
    """Those of the documents that are meant, in their order."""
    return [document for document in documents if _is_meant(document, narrow)]


def changed_on(document: Document) -> date:
    """The day on which a document's file was changed last."""
    return datetime.fromtimestamp(document.modified_ns / 1e9).astimezone().date()


def period_of(text: str) -> tuple[date, date]:
    """The first and the last day of "2021", "March 2021", "2021-03" or a date. Raises `MunimentError` where it is none."""
    plain = text.strip()
    if re.fullmatch(r"(?:19|20)\d\d", plain):
        return date(int(plain), 1, 1), date(int(plain), 12, 31)
    month = re.fullmatch(r"((?:19|20)\d\d)-(\d\d?)", plain)
    found = [(int(month[1]), int(month[2]), 0)] if month else dates_in(plain)
    for year, number, day in found[:1]:
        if year and 1 <= number <= 12:
            last = calendar.monthrange(year, number)[1]
            if day <= last:
                return date(year, number, day or 1), date(year, number, day or last)
    raise MunimentError(f"“{plain}” is no date; write it like 2021, 2021-03 or 2021-03-05.")


def type_of(text: str) -> str:
    """A type as a person names it ("PDFs", ".docx", "e-mails"), in one word. Raises `MunimentError` for an empty one."""
    plain = text.strip().lower().lstrip(".").replace("-", "")
    plain = re.sub(r"\s*(?:files?|documents?)$", "", plain)
    single = plain.removesuffix("s") if plain not in ("xls",) else plain
    if not single:
        raise MunimentError("Say which type: --type pdf, word, spreadsheet, mail or an ending such as docx.")
    return {"email": "mail", "message": "mail", "excel": "spreadsheet", "powerpoint": "presentation", "image": "picture"}.get(
        single, {"photo": "picture", "slide": "presentation", "web page": "web", "webpage": "web"}.get(single, single)
    )


def _is_meant(document: Document, narrow: Narrow) -> bool:
    if narrow.folder and not _is_in(document.path, narrow.folder):
        return False
    if narrow.types and not any(_is_of(document, kind) for kind in narrow.types):
        return False
    if narrow.since is None and narrow.until is None:
        return True
    day = changed_on(document)
    return (narrow.since is None or day >= narrow.since) and (narrow.until is None or day <= narrow.until)


def _is_in(path: str, folder: str) -> bool:
    parts = path.replace("\\", "/").lower().strip("/").split("/")[:-1]
    wanted = folder.replace("\\", "/").lower().strip("/").split("/")
    return any(parts[at : at + len(wanted)] == wanted for at in range(len(parts) - len(wanted) + 1))


def _is_of(document: Document, kind: str) -> bool:
    media = TYPES.get(kind)
    if media is None:
        return document.name.lower().endswith(f".{kind}")
    return any(part in document.media_type for part in media)
