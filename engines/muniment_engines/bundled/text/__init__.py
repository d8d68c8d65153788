"""Reads plain text and Markdown.

`decoding` turns bytes into characters, `sections` cuts these into pages of a bounded size, at headings and ends of paragraphs.
The pages' texts put together are the file's text: no character is lost, and none is put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from muniment_engines.api import (
    API_VERSION,
    About,
    Cancel,
    EngineInfo,
    Heading,
    Page,
    ParseLimits,
    Pixels,
    Region,
    SettingValue,
    Words,
)
from muniment_engines.bundled.text.decoding import decoded
from muniment_engines.bundled.text.sections import Section, markdown_sections, plain_sections
from muniment_engines.errors import DocumentError

MARKDOWN = "text/markdown"
LONGEST_TITLE = 100
_CREDIT = re.compile(r"(?:produced|transcribed|digiti[sz]ed|typed|scanned) by\b", re.IGNORECASE)


def describe() -> EngineInfo:
    return EngineInfo(api=API_VERSION, kind="parse", name="text", version="1", media_types=("text/plain", MARKDOWN))


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> TextParser:
    return TextParser()


class TextParser:
    """Satisfies `muniment_engines.api.Parse`."""

    def open(self, data: memoryview, media_type: str, limits: ParseLimits, password: str | None = None) -> TextDocument:
        """Raises `DocumentError` "empty" for a file without a visible character."""
        text, notes = decoded(bytes(data))
        if not text.strip():
            raise DocumentError("empty", "The file has no text; nothing in it can be found.")
        sections = markdown_sections(text) if media_type == MARKDOWN else plain_sections(text)
        return TextDocument(sections, notes, limits)


class TextDocument:
    """Satisfies `muniment_engines.api.Opened`. Its pages are sections, labelled by their number."""

    def __init__(self, sections: list[Section], notes: list[str], limits: ParseLimits) -> None:
        if len(sections) > limits.pages:
            notes = [*notes, f"Only the first {limits.pages} of {len(sections)} sections were read, which is the limit."]
        self._sections = sections[: limits.pages]
        outline = tuple(
            Heading(title, index, level) for index, section in enumerate(self._sections) for title, level in section.headings
        )
        self.about = About(_title(self._sections, outline), len(self._sections), outline, notes=tuple(notes))

    def pages(self, cancel: Cancel) -> Iterator[Page]:
        """Every section in order, without places of words. Raises `Cancelled`."""
        for index, section in enumerate(self._sections):
            cancel.check()
            yield Page(index, str(index + 1), section.text, Words.none())

    def render(self, index: int, scale: float, region: Region | None = None) -> Pixels:
        """Always raises `DocumentError`: a text looks like nothing in particular."""
        raise DocumentError("not supported", "A text file has no pages to draw; its text is shown instead.")

    def close(self) -> None:
        self._sections = []


def _title(sections: list[Section], outline: tuple[Heading, ...]) -> str:
    """The first heading of the first page; else the first line, where it is short and ends as no sentence does.

    Who made the file is not what it is called.
    """
    if outline and outline[0].page_index == 0 and not _CREDIT.match(outline[0].title):
        return outline[0].title
    line = sections[0].text.strip().split("\n", 1)[0].strip()
    if _CREDIT.match(line):
        return ""
    is_title = len(line) <= LONGEST_TITLE and any(c.isalpha() for c in line) and line[0] not in "|<{[" and line[-1] not in ".,;:"
    return line if is_title else ""
