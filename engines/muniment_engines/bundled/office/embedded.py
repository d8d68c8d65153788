"""Files in an office file: documents that somebody put into it, and not the workbooks behind charts.

Pictures are files of their own only where there is nothing else in a file: somebody put a scan on a page or a slide.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from muniment_engines.api import Cancel, Member
from muniment_engines.bundled.office.compound import unwrapped
from muniment_engines.bundled.office.document import Members
from muniment_engines.bundled.office.package import Package
from muniment_engines.errors import DocumentError

_KINDS = ("package", "oleObject", "aFChunk")
_BIGGEST = 500_000_000
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp")
_SMALLEST_PICTURE = 2_000
"""Bytes; smaller ones are signs and lines."""


def members_of(package: Package) -> Members:
    """What `OfficeDocument.members` yields: read one by one, when they are asked for."""

    return _members(package, _KINDS)


def pictures_of(package: Package) -> Members:
    """The pictures, in the same way."""
    return _members(package, ("image",))


def _members(package: Package, kinds: tuple[str, ...]) -> Members:
    def members(cancel: Cancel) -> Iterator[Member]:
        for part in _parts(package, kinds):
            cancel.check()
            try:
                name, data = unwrapped(posixpath.basename(part), package.read(part, _BIGGEST))
            except DocumentError as error:
                yield Member(posixpath.basename(part), refused=error)
                continue
            if data and ("image" not in kinds or (len(data) >= _SMALLEST_PICTURE and name.lower().endswith(_PICTURES))):
                yield Member(name, data)

    return members


def pictures_in(package: Package, folder: str) -> Members:
    """The pictures in a folder of a file whose parts have no relations."""

    def members(cancel: Cancel) -> Iterator[Member]:
        for name in package.names():
            cancel.check()
            if not name.startswith(folder) or not name.lower().endswith(_PICTURES):
                continue
            try:
                data = package.read(name, _BIGGEST)
            except DocumentError as error:
                yield Member(posixpath.basename(name), refused=error)
                continue
            if len(data) >= _SMALLEST_PICTURE:
                yield Member(posixpath.basename(name), data)

    return members


def _parts(package: Package, kinds: tuple[str, ...]) -> list[str]:
    """The parts that documents, slides and sheets lead to by relations of these kinds, each once."""
    found: dict[str, None] = {}
    for name in package.names():
        folder, file = posixpath.split(name)
        if posixpath.basename(folder) != "_rels" or not file.endswith(".rels"):
            continue
        source = posixpath.join(posixpath.dirname(folder), file[: -len(".rels")])
        if "chart" in posixpath.dirname(source).lower():
            continue
        for relation in package.relations(source).values():
            if relation.kind in kinds and not relation.external and relation.target in package:
                found[relation.target] = None
    return list(found)
