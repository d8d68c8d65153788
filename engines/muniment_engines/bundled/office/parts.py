"""What all files of Office have alike: the main part, the properties, and parts that are broken."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence

from muniment_engines.api import Cancelled
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.document import Draft, Place
from muniment_engines.bundled.office.package import DAMAGED, Package
from muniment_engines.errors import DocumentError

REPAIRED = "The file is damaged; what could be read of it was read."
LONGEST_VALUE = 1000
LONGEST_TITLE = 100

_NAMES = {
    "dc:title": "Title",
    "dc:creator": "Author",
    "dc:subject": "Subject",
    "keywords": "Keywords",
    "dcterms:created": "CreationDate",
    "dcterms:modified": "ModDate",
}


def main_part(package: Package, usual: str) -> str:
    """The part that all others hang from. Raises `DocumentError` "damaged" where there is none."""
    named = (relation.target for relation in package.relations().values() if relation.kind == "officeDocument")
    found = next((name for name in (*named, usual) if name in package), "")
    if not found:
        raise DocumentError("damaged", DAMAGED)
    return found


def metadata_of(package: Package) -> dict[str, str]:
    """Title, author and dates as far as the file says them, under the names that PDF has for them."""
    part = next((r.target for r in package.relations().values() if r.kind == "core-properties"), "docProps/core.xml")
    found: dict[str, str] = {}
    for element in xml.children(package.tree_if_there(part)):
        name = _NAMES.get(xml.tag(element)) or _NAMES.get(xml.local(element))
        value = " ".join(xml.text_in(element).split())[:LONGEST_VALUE]
        if name and value:
            found.setdefault(name, value)
    return found


def title_of(own: str, places: Sequence[Place], metadata: Mapping[str, str]) -> str:
    """The title that a document gives itself, its first heading, what its properties say, or its first line if that is short."""
    if own or not places:
        return own
    if places[0].headings:
        return places[0].headings[0][0]
    if title := metadata.get("Title", ""):
        return title
    line = places[0].text.strip().split("\n", 1)[0].strip()
    short = 0 < len(line) <= LONGEST_TITLE and any(c.isalpha() for c in line) and line[-1] not in ".,;:" and " | " not in line
    return line if short else ""


@contextlib.contextmanager
def damaged_part(draft: Draft, what: str) -> Iterator[None]:
    """An error in one part costs that part: a note says so. What ends the whole reading goes through."""
    try:
        yield
    except DocumentError as error:
        if error.state in ("encrypted", "too large"):
            raise
        draft.notes.append(f"{what} is damaged and could not be read.")
    except (Cancelled, MemoryError):
        raise
    except Exception:
        draft.notes.append(f"{what} is damaged and could not be read.")
