"""The bundled parsers as they are used: in a process of their own, confined."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from muniment_engines.api import Cancel, Parse, ParseLimits
from muniment_engines.bundled import pdf, text
from muniment_engines.conformance import ParseConformance
from muniment_engines.errors import DocumentError
from muniment_engines.host import ParseWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher

PDF = "application/pdf"


class TestPdfConformance(ParseConformance):
    media_type = PDF

    @pytest.fixture(autouse=True)
    def _sample(self, pdf_maker: Any) -> None:
        pdf_maker.info = {"Title": "Lease"}
        for number in range(3):
            pdf_maker.lines([f"Page {number} of the lease", "says nothing new."])
        self.sample = pdf_maker.bytes()

    @pytest.fixture
    def engine(self) -> Parse:
        return pdf.PdfParser()


class TestTextConformance(ParseConformance):
    media_type = "text/markdown"
    sample = "# Lease\n\nRent is due.\n\n# Notice\n\nNinety days – “sharp”.\n".encode()
    draws = False

    @pytest.fixture
    def engine(self) -> Parse:
        return text.TextParser()


@pytest.fixture(scope="module")
def worker() -> Iterator[ParseWorker]:
    launcher = DirectLauncher({"worker": ("muniment_engines.worker:main", "worker")})
    with ParseWorker(launcher, WorkerSpec("muniment_engines.bundled.pdf", "parse", {})) as parser:
        yield parser


def test_text_boxes_and_pixels_come_through(worker: ParseWorker, pdf_maker: Any) -> None:
    pdf_maker.lines(["Rent is due on", "the first."])
    data = pdf_maker.bytes()
    here = pdf.PdfParser().open(memoryview(data), PDF, ParseLimits())
    with worker.open(data, PDF) as there:
        assert there.about == here.about
        (page,), (expected,) = there.pages(Cancel()), here.pages(Cancel())
        assert (page.text, page.label, page.width, page.height) == (expected.text, "1", 612, 792)
        assert (page.words.spans == expected.words.spans).all()
        assert (page.words.boxes == expected.words.boxes).all()
        assert (there.render(0, 2.0).data == here.render(0, 2.0).data).all()
        assert there.render(0, 2.0).data.min() == 0


def test_a_file_is_handed_over_as_a_descriptor(worker: ParseWorker, pdf_maker: Any, tmp_path: Any) -> None:
    pdf_maker.lines(["By descriptor"])
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_maker.bytes())
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with worker.open(descriptor, PDF) as document:
            assert [page.text for page in document.pages(Cancel())] == ["By descriptor"]
    finally:
        os.close(descriptor)


def test_a_picture_with_a_font_of_the_system_is_drawn(worker: ParseWorker, pdf_maker: Any) -> None:
    pdf_maker.page(b"BT /F1 40 Tf 20 20 Td (Agreement) Tj ET", b"/MediaBox[0 0 240 80]")
    with worker.open(pdf_maker.bytes(), PDF) as document:
        assert np.count_nonzero(document.render(0, 1.0).data[:, :, 0] < 128) > 100


def test_what_is_wrong_is_said_across_the_process(worker: ParseWorker) -> None:
    with pytest.raises(DocumentError) as caught:
        worker.open(b"no PDF", PDF)
    assert caught.value.state == "damaged"
