"""What the pictures of the window are taken of: a session over `examples/`, read and drawn by the PDF engine, with scripted
answers, and a studio that brings a window into a state and takes its picture."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def load_shared() -> None:
    """What the window's tests share, which is in no package: `window_fakes` and `window_driving`."""
    path = ROOT / "tests" / "desktop" / "window" / "conftest.py"
    spec = importlib.util.spec_from_file_location("window_conftest", path)
    assert spec is not None and spec.loader is not None
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


load_shared()

import window_driving as driving  # noqa: E402
import window_fakes as fakes  # noqa: E402
from muniment_engines.api import Cancel, ParseLimits, Pixels, TextDelta  # noqa: E402
from muniment_engines.bundled import pdf  # noqa: E402
from muniment_retrieval.answer.own_words import with_own_words  # noqa: E402
from muniment_retrieval.model import Answered, Badge, Citation, Document, Hit, Sentence, Sources, StoredPage  # noqa: E402

__all__ = ["LONG", "QUESTION", "ExampleSession", "Studio", "drawn", "driving", "fakes"]

QUESTION = "How can the agreement with Lucid be ended, and how much notice is needed?"
LONG = (
    "Second Amended and Restated Master Supply, Distribution and Confidentiality Agreement between Orion Holdings International "
    "GmbH & Co. KG and the Suppliers, executed version, with all exhibits (final) (2).pdf"
)


class ExampleSession(fakes.FakeSession):  # type: ignore[misc]
    """A vault of the example documents."""

    def __init__(self) -> None:
        super().__init__(Path("/home/ada/Muniment/Lucid distribution"))
        self._opened: dict[int, Any] = {}
        for number, path in enumerate(sorted((ROOT / "examples").glob("*.pdf")), 1):
            opened = pdf.open({}, Path()).open(memoryview(path.read_bytes()), "application/pdf", ParseLimits())
            pages = list(opened.pages(Cancel()))
            self._opened[number] = opened
            for p in pages:
                self.pages[number, p.index] = StoredPage(number, p.index, p.label, p.text, p.words, p.width, p.height, p.factor)
            self.stored.append(fakes.a_document(number, path.name, page_count=len(pages)))

    def draw(self, document_id: int, index: int, scale: float) -> Pixels:
        if self.undrawable is not None:
            raise self.undrawable
        return self._opened[document_id].render(index, scale)  # type: ignore[no-any-return]

    def named(self, name: str) -> Document:
        found: Document = next(d for d in self.stored if name in d.name)
        return found

    def cite(self, name: str, index: int, first: str, last: str) -> Citation:
        """The stretch of a page from one word to another."""
        document = self.named(name)
        text = self.pages[document.id, index].text
        start = text.index(first)
        return fakes.a_citation(document, text[start : text.index(last, start) + len(last)], text, index)  # type: ignore[no-any-return]

    def hit(self, name: str, index: int, first: str, length: int = 700, score: float = 1.0) -> Hit:
        document = self.named(name)
        text = self.pages[document.id, index].text
        start = text.index(first)
        return fakes.a_hit(document, index, text[start : start + length], score, start)  # type: ignore[no-any-return]


def hits(session: ExampleSession) -> Sources:
    return Sources(
        (
            session.hit("Lucid", 5, "C) Either party"),
            session.hit("Lucid", 6, "Notice shall be"),
            session.hit("Cano", 1, "If Cano fails"),
        )
    )


def script(session: ExampleSession, *gates: object) -> list[object]:
    notice = session.cite("Lucid", 5, "C) Either party", "Ninety days Written Notice")
    how = session.cite("Lucid", 6, "Notice shall be effective", "business days after deposit")
    sentences = (
        Sentence("Either party may end the agreement by giving ninety days’ written notice.", Badge.VERIFIED, (notice,)),
        Sentence(
            "The notice counts from receipt when it is handed over, from the confirmation when it is sent by fax, and from the "
            "second business day when it goes by courier.",
            Badge.VERIFIED,
            (how,),
        ),
        Sentence("Notice by fax has to be confirmed by the other side before it takes effect.", Badge.CLOSE, (how,)),
        Sentence("A fee is due when the agreement ends early.", Badge.NOT_FOUND),
    )
    answer = fakes.an_answer(QUESTION, *with_own_words(sentences), searched=4, documents=4)
    words = "Either party may end the agreement by giving ninety days’ written notice. The notice counts from "
    return [hits(session), *gates[:1], TextDelta(words), *gates[1:], Answered(answer)]


class Studio:
    """Makes a window, brings it into a state, and takes its picture."""

    def __init__(self, application: Any, folder: Path, scheme: Any) -> None:
        self.application = application
        self.scheme = scheme
        self.folder = folder

    def bench(self, session: Any = None, **offers: Any) -> Any:
        services = fakes.FakeServices(*([session] if session else []))
        if offers:
            services.offers = offers["offers"]
        bench = driving.Bench(self.application, services)
        bench.theme.follow(self.scheme)
        driving.until(lambda: not bench.window.dressing)
        return bench

    def opened(self, size: tuple[int, int] = (1280, 820), session: Any = None, **offers: Any) -> Any:
        session = session or ExampleSession()
        bench = self.bench(session, **offers)
        bench.window.resize(*size)
        bench.opened(session)
        bench.session = session
        return bench

    def shoot(self, bench: Any, name: str) -> None:
        for _ in range(8):
            driving.settle()
        bench.window.grab().save(str(self.folder / f"{name}.png"))
        bench.close()

    def answered(self, **more: Any) -> Any:
        bench = self.opened(**more)
        bench.session.answers.append(script(bench.session))
        bench.ask(QUESTION)
        driving.until(lambda: not bench.works.asking.running)
        drawn(bench)
        return bench


def drawn(bench: Any) -> None:
    """Wait until the page at the right is drawn at its final scale."""
    driving.settle()
    driving.until(lambda: bench.rooms.source.page_view.canvas.drawn)
    bench.drawn()
