"""Reads tables that are texts: values separated by commas, semicolons, tabs or bars, a row a line.

The bytes become characters as those of any text do; `dialect` finds out what separates the values, and `rows` makes pages of
them. A text that turns out to be no table is read as a plain text.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.api import API_VERSION, EngineInfo, ParseLimits, SettingValue
from muniment_engines.errors import DocumentError

if TYPE_CHECKING:
    from muniment_engines.bundled.flow import FlowDocument

COMMAS, TABS = "text/csv", "text/tab-separated-values"

EMPTY = "The file has no text; nothing in it can be found."


def describe() -> EngineInfo:
    return EngineInfo(api=API_VERSION, kind="parse", name="delimited", version="1", media_types=(COMMAS, TABS))


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> DelimitedParser:
    return DelimitedParser()


class DelimitedParser:
    """Satisfies `muniment_engines.api.Parse`."""

    def open(self, data: memoryview, media_type: str, limits: ParseLimits, password: str | None = None) -> FlowDocument:
        """Raises `DocumentError` "empty" for a file without a visible character."""
        from muniment_engines.bundled.delimited.dialect import records
        from muniment_engines.bundled.delimited.rows import sections_of
        from muniment_engines.bundled.flow import FlowDocument, Section
        from muniment_engines.bundled.text.decoding import decoded
        from muniment_engines.bundled.text.sections import plain_sections

        text, notes = decoded(bytes(data))
        found = records(text)
        if found is None:
            sections = [Section(section.text) for section in plain_sections(text) if section.text.strip()]
        else:
            sections = sections_of(found, limits.pages + 1)
        if not sections:
            raise DocumentError("empty", EMPTY)
        return FlowDocument(sections, limits, notes=notes)
