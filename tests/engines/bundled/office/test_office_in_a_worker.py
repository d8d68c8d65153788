"""Files of offices as they are used: by an engine that keeps to the protocol, in a process of its own, confined."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from muniment_engines.api import Cancel, Parse
from muniment_engines.bundled import delimited, office
from muniment_engines.conformance import ParseConformance
from muniment_engines.errors import DocumentError
from muniment_engines.host import ParseWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher
from pptx import Presentation

OOXML = "application/vnd.openxmlformats-officedocument."


def _document() -> Any:
    file = docx.Document()
    for number in range(3):
        file.add_heading(f"Part {number}", 1)
        file.add_paragraph("A sentence that stands here. " * 60)
    return file


def _deck() -> Any:
    deck = Presentation()
    for title in ("One", "Two"):
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = title
    return deck


def _book() -> Any:
    book = openpyxl.Workbook()
    book.active.append(["Total", 12.5])
    book.create_sheet("Other").append(["Rent", 7])
    return book


MADE = {"wordprocessingml.document": _document, "presentationml.presentation": _deck, "spreadsheetml.sheet": _book}


@pytest.mark.parametrize("kind", MADE)
class TestOfficeConformance(ParseConformance):
    draws = False

    @pytest.fixture(autouse=True)
    def _sample(self, kind: str, make: Any) -> None:
        self.media_type = OOXML + kind
        self.sample = make.saved(MADE[kind]())

    @pytest.fixture
    def engine(self) -> Parse:
        return office.open({}, Path())


class TestDelimitedConformance(ParseConformance):
    media_type = "text/csv"
    sample = ("Name,Place\n" + "Jane Doe,somewhere\n" * 500).encode()
    draws = False

    @pytest.fixture
    def engine(self) -> Parse:
        return delimited.open({}, Path())


@pytest.fixture(scope="module")
def worker() -> Iterator[ParseWorker]:
    launcher = DirectLauncher({"worker": ("muniment_engines.worker:main", "worker")})
    with ParseWorker(launcher, WorkerSpec("muniment_engines.bundled.office", "parse", {})) as parser:
        yield parser


@pytest.mark.parametrize("kind", MADE)
def test_a_confined_worker_reads_the_same(worker: ParseWorker, kind: str, make: Any, seen: Any) -> None:
    data = make.saved(MADE[kind]())
    here = seen(data, OOXML + kind)
    with worker.open(data, OOXML + kind) as there:
        assert there.about == here.about
        assert [(page.label, page.text) for page in there.pages(Cancel())] == [(page.label, page.text) for page in here.pages]


def test_older_formats_are_read_in_a_confined_worker(worker: ParseWorker) -> None:
    with worker.open(rb"{\rtf1\ansi Rent is due.\par}", "application/rtf") as there:
        assert [page.text for page in there.pages(Cancel())] == ["Rent is due."]
    with pytest.raises(DocumentError) as caught, worker.open(b"no workbook", "application/vnd.ms-excel"):
        pass
    assert caught.value.state == "damaged"
