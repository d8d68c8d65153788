"""Reads archives: ZIP, TAR, and what gzip, bzip2 and xz have compressed. Everything stays in memory.

`zipped` and `tarred` go through what is in one and hand it out file by file; `streams` decompresses within bounds. `names` tells
what nobody put into an archive on purpose. `document` makes a page of the names; the files become documents of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from muniment_engines.api import API_VERSION, Container, EngineInfo, ParseLimits, SettingValue

ZIP, TAR, GZIP, BZIP2, XZ = "application/zip", "application/x-tar", "application/gzip", "application/x-bzip2", "application/x-xz"


def describe() -> EngineInfo:
    return EngineInfo(api=API_VERSION, kind="parse", name="archive", version="1", media_types=(ZIP, TAR, GZIP, BZIP2, XZ))


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> ArchiveParser:
    return ArchiveParser()


class ArchiveParser:
    """Satisfies `muniment_engines.api.Parse`."""

    def open(self, data: memoryview, media_type: str, limits: ParseLimits, password: str | None = None) -> Container:
        """Raises `DocumentError`: "empty", "damaged" or "too large", or "encrypted" where all that is in it is."""
        from muniment_engines.bundled.archive.document import ArchiveDocument
        from muniment_engines.bundled.archive.tarred import CompressedFile, Tar, holds_tar
        from muniment_engines.bundled.archive.zipped import ZipArchive

        if media_type == ZIP:
            return ArchiveDocument(ZipArchive(data, limits, password), limits)
        if media_type == TAR or holds_tar(data, media_type):
            return ArchiveDocument(Tar(data, media_type, limits), limits)
        return ArchiveDocument(CompressedFile(data, media_type, limits), limits)
