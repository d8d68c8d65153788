"""Office files made in the test, by the libraries that write them or part by part, and what the engine reads in them."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from muniment_engines.api import About, Cancel, Member, Page, ParseLimits
from muniment_engines.bundled import office

_O = "http://schemas.openxmlformats.org/"
RELATIONS = f"{_O}officeDocument/2006/relationships"
MAIN = f"{_O}spreadsheetml/2006/main"


@dataclass(frozen=True)
class Seen:
    """All that an engine told of a file."""

    about: About
    pages: list[Page]
    members: list[Member]

    @property
    def text(self) -> str:
        return "\n\n".join(page.text for page in self.pages)

    @property
    def notes(self) -> list[str]:
        return [*self.about.notes, *(note for page in self.pages for note in page.notes)]


Reader = Callable[..., Seen]


@pytest.fixture
def seen() -> Reader:
    """Reads bytes of a media type within limits, perhaps with a password. Raises what the engine raises."""

    def read(data: bytes, media_type: str, limits: ParseLimits | None = None, password: str | None = None) -> Seen:
        document = office.open({}, Path()).open(memoryview(data), media_type, limits or ParseLimits(), password)
        try:
            pages = list(document.pages(Cancel()))
            members = list(document.members(Cancel()))
        finally:
            document.close()
        assert [page.index for page in pages] == list(range(document.about.page_count))
        assert all(0 <= heading.page_index < len(pages) for heading in document.about.outline)
        return Seen(document.about, pages, members)

    return read


def saved(document: Any) -> bytes:
    """What a library's document is as a file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


def with_part(data: bytes, changes: Mapping[str, str | bytes]) -> bytes:
    """A zip with some of its parts replaced, or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    return zipped({**parts, **changes})


def part_of(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


def of_test(name: str) -> Any:
    """A file of tests that stands beside this folder, for what it makes."""
    path = Path(__file__).parent.parent / name
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def make() -> Any:
    """What tests make files with: `saved`, `zipped`, `with_part`, `part_of`, and `compound` for files of before 2007."""

    class Make:
        compound = staticmethod(of_test("test_mail_outlook.py").compound)
        saved = staticmethod(saved)
        zipped = staticmethod(zipped)
        with_part = staticmethod(with_part)
        part_of = staticmethod(part_of)

        @staticmethod
        def workbook(sheet_data: str | bytes, strings: str = "") -> bytes:
            """A workbook of one sheet whose `<sheetData>` is given as it is."""
            rows = sheet_data.encode() if isinstance(sheet_data, str) else sheet_data
            relation = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
            package = "http://schemas.openxmlformats.org/package/2006/relationships"
            return zipped(
                {
                    "_rels/.rels": f'<Relationships xmlns="{package}">'
                    f"{relation.format('r1', RELATIONS, 'officeDocument', 'xl/workbook.xml')}</Relationships>",
                    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
                    '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
                    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">'
                    f"{relation.format('r1', RELATIONS, 'worksheet', 'worksheets/sheet1.xml')}"
                    f"{relation.format('r2', RELATIONS, 'sharedStrings', 'sharedStrings.xml')}</Relationships>",
                    "xl/worksheets/sheet1.xml": b'<worksheet xmlns="%b"><sheetData>%b</sheetData></worksheet>'
                    % (MAIN.encode(), rows),
                    "xl/sharedStrings.xml": strings or f'<sst xmlns="{MAIN}"/>',
                }
            )

    return Make
