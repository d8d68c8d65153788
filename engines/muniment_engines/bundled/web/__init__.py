"""Reads web pages, saved web pages, e-books, XML and JSON. Nothing is ever fetched.

`charset` turns a page's bytes into characters, `tree` these into elements, `walker` and `tables` those into blocks of text
without what is no text of the page (`visible`); `page` is all of that in one call, which the mail engine uses too. `mhtml` and
`epub` unpack what holds pages, `markup` reads other XML, `values` JSON. `bundled.flow` then makes pages of the blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from muniment_engines.api import API_VERSION, EngineInfo, Opened, ParseLimits, SettingValue
from muniment_engines.bundled.web.media_types import EPUB, HTML, JSON, SAVED, XML


def describe() -> EngineInfo:
    return EngineInfo(api=API_VERSION, kind="parse", name="web", version="1", media_types=(*HTML, SAVED, EPUB, JSON, *XML))


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> WebParser:
    return WebParser()


class WebParser:
    """Satisfies `muniment_engines.api.Parse`."""

    def open(self, data: memoryview, media_type: str, limits: ParseLimits, password: str | None = None) -> Opened:
        """Raises `DocumentError`: "empty", "damaged", "encrypted" or "too large"."""
        from muniment_engines.bundled.web.opening import opened

        return opened(data, media_type, limits)
