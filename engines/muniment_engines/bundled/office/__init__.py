"""Reads what office programs write: text documents, presentations and spreadsheets, new and old.

Each kind has a reader of its own, chosen by the media type and imported only then (`READERS`); all of them make pages of blocks
of text (`document`). The new formats are zips (`package`) of XML (`xml`); the old ones are compound files (`compound`). What a
password protects is opened first (`protected`). Macros are never looked at, nothing is fetched, what is unpacked is bounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING

from muniment_engines.api import API_VERSION, Cancel, Cancelled, EngineInfo, ParseLimits, SettingValue
from muniment_engines.bundled.office.media_types import PACKAGE, READERS
from muniment_engines.errors import DocumentError

if TYPE_CHECKING:
    from muniment_engines.bundled.office.document import OfficeDocument

READER_VERSION = "2"
"""Counts up when the same file would give another text than before."""

_LIBRARIES = ("lxml", "xlrd", "olefile", "striprtf", "msoffcrypto-tool")

EMPTY = "The file has no text; nothing in it can be found."
ONLY_FILES = "The file has no text of its own; the files in it are read by themselves."
BROKEN = "The file is damaged and could not be read; get it again from where it came from."


def describe() -> EngineInfo:
    return EngineInfo(
        api=API_VERSION,
        kind="parse",
        name="office",
        version=f"{READER_VERSION} ({', '.join(f'{name} {_version(name)}' for name in _LIBRARIES)})",
        media_types=(*READERS, PACKAGE),
    )


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> OfficeParser:
    return OfficeParser()


class OfficeParser:
    """Satisfies `muniment_engines.api.Parse`."""

    def open(self, data: memoryview, media_type: str, limits: ParseLimits, password: str | None = None) -> OfficeDocument:
        """Raises `DocumentError`: "damaged", "encrypted", "too large", "empty", or "not supported" for another type."""
        from muniment_engines.bundled.office.document import OfficeDocument, Place
        from muniment_engines.bundled.office.protected import opened

        data, media_type = opened(data, media_type, password)
        known = {name.lower(): module for name, module in READERS.items()}
        module = known.get(media_type.lower())
        if module is None:
            raise DocumentError("not supported", "This is no file of an office program that can be read here.")
        reader = import_module(f"{__name__}.{module}")
        try:
            draft = reader.read(data, limits)
        except (DocumentError, Cancelled, MemoryError):
            raise
        except Exception as error:
            raise DocumentError("damaged", BROKEN) from error
        if not draft.places:
            if next(draft.members(Cancel()), None) is None:
                draft.members = draft.pictures
            if next(draft.members(Cancel()), None) is None:
                raise DocumentError("empty", EMPTY)
            draft.places.append(Place("", notes=(ONLY_FILES,)))
        return OfficeDocument(draft, limits)


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "unknown"
