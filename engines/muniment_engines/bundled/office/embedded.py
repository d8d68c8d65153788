"""Files in an office file: documents that somebody put into it. Pictures, and the workbooks behind charts, are none."""

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


def members_of(package: Package) -> Members:
    """What `OfficeDocument.members` yields: read one by one, when they are asked for."""

    def members(cancel: Cancel) -> Iterator[Member]:
        for part in _parts(package):
            cancel.check()
            try:
                name, data = unwrapped(posixpath.basename(part), package.read(part, _BIGGEST))
            except DocumentError as error:
                yield Member(posixpath.basename(part), refused=error)
                continue
            if data:
                yield Member(name, data)

    return members


def _parts(package: Package) -> list[str]:
    """The parts that documents, slides and sheets lead to as embedded files, each once."""
    found: dict[str, None] = {}
    for name in package.names():
        folder, file = posixpath.split(name)
        if posixpath.basename(folder) != "_rels" or not file.endswith(".rels"):
            continue
        source = posixpath.join(posixpath.dirname(folder), file[: -len(".rels")])
        if "chart" in posixpath.dirname(source).lower():
            continue
        for relation in package.relations(source).values():
            if relation.kind in _KINDS and not relation.external and relation.target in package:
                found[relation.target] = None
    return list(found)
