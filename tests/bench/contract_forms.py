"""A contract as paragraphs, read out of whatever file it lies in, and rendered as PDF, DOCX, HTML, mail and plain text.

`paragraphs_of` reads with libraries of its own, not with the engines that are measured. A line, or a wide gap within one, begins
a paragraph; what goes on in lower case belongs to the one before. Short paragraphs in capitals, or with a number and a title, are
headings, and set as such where a format has headings: a mail and a text file have only their lines.
"""

from __future__ import annotations

import email
import email.policy
import html
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType

_GAP = re.compile(r"\n+|[^\S\n]{3,}")
_NUMBERED = re.compile(r"(?:(?:ARTICLE|SECTION|EXHIBIT|SCHEDULE)\s+[\dIVXLA-Z]+|\d{1,2}\.)\s+[A-Z]")
_HEADING_CHARACTERS = 80
_FEWEST_LETTERS = 4
_MARGIN = 20.0
"""Millimetres, on A4."""


@dataclass(frozen=True)
class Paragraph:
    text: str
    heading: bool


def paragraphs_of(file: Path) -> list[Paragraph]:
    """What stands in a contract of the set, white space of its lines aside."""
    pieces: list[str] = []
    for piece in _READERS[file.suffix](file):
        line = " ".join(piece.split())
        if line and pieces and line[0].islower():
            pieces[-1] += f" {line}"
        elif line:
            pieces.append(line)
    return [Paragraph(piece, _is_heading(piece)) for piece in pieces]


def _is_heading(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    if len(line) > _HEADING_CHARACTERS or len(letters) < _FEWEST_LETTERS or line[-1] in ",;:":
        return False
    return line.isupper() or bool(_NUMBERED.match(line))


def _from_text(file: Path) -> list[str]:
    return _GAP.split(file.read_text(encoding="utf-8"))


def _from_mail(file: Path) -> list[str]:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return [piece for part in message.iter_attachments() for piece in _GAP.split(part.get_content())]


def _from_docx(file: Path) -> list[str]:
    import docx

    return [piece for paragraph in docx.Document(str(file)).paragraphs for piece in _GAP.split(paragraph.text)]


def _from_html(file: Path) -> list[str]:
    reader = _Article()
    reader.feed(file.read_text(encoding="utf-8"))
    return [piece for text in reader.texts for piece in _GAP.split(text)]


class _Article(HTMLParser):
    """The text of each heading and paragraph within the page's article."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._inside = self._inside or tag == "article"
        if self._inside:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "article"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


_READERS: Mapping[str, Callable[[Path], list[str]]] = MappingProxyType(
    {".txt": _from_text, ".md": _from_text, ".eml": _from_mail, ".docx": _from_docx, ".html": _from_html}
)


def _to_text(paragraphs: list[Paragraph], file: Path) -> None:
    file.write_text("\n\n".join(p.text for p in paragraphs) + "\n", encoding="utf-8")


def _to_mail(paragraphs: list[Paragraph], file: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "contracts@example.com", "legal@example.org"
    message["Subject"], message["Date"] = "Agreement", "Tue, 03 Mar 2020 09:15:00 +0000"
    message.set_content("\n\n".join(p.text for p in paragraphs) + "\n")
    file.write_bytes(message.as_bytes())


def _to_docx(paragraphs: list[Paragraph], file: Path) -> None:
    import docx

    document = docx.Document()
    for p in paragraphs:
        if p.heading:
            document.add_heading(p.text, 2)
        else:
            document.add_paragraph(p.text)
    document.save(str(file))


def _as_html(paragraphs: list[Paragraph]) -> str:
    tags = ((p, "h2" if p.heading else "p") for p in paragraphs)
    body = "\n".join(f"<{tag}>{html.escape(p.text)}</{tag}>" for p, tag in tags)
    return f'<!doctype html><html><head><meta charset="utf-8"></head><body><article>{body}</article></body></html>'


def _to_html(paragraphs: list[Paragraph], file: Path) -> None:
    file.write_text(_as_html(paragraphs), encoding="utf-8")


def _to_pdf(paragraphs: list[Paragraph], file: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QTextDocument

    kept = QGuiApplication.instance() or QGuiApplication([])
    writer = QPdfWriter(str(file))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margin = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageMargins(margin, QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setHtml(_as_html(paragraphs))
    document.print_(writer)
    del kept


FORMS: Mapping[str, Callable[[list[Paragraph], Path], None]] = MappingProxyType(
    {"pdf": _to_pdf, "docx": _to_docx, "html": _to_html, "eml": _to_mail, "txt": _to_text}
)
"""How to write paragraphs into a file, by its ending."""
