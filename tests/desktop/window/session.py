"""A session that says what a test has scripted, and writes down what it was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from muniment_engines.api import Cancel, Pixels, TextDelta
from muniment_engines.errors import DocumentError
from muniment_retrieval.conversations import Meant, Understood
from muniment_retrieval.health import Health
from muniment_retrieval.mending import Mending
from muniment_retrieval.model import Answered, Document, Hit, IndexReport, Progress, Scope, Sources, StoredPage, WrongPassphrase
from muniment_retrieval.reading import Forecast, Looked, Tabled, Wanted
from muniment_retrieval.reading.chronology import Chronicled, ReadOne
from window_gates import Gate, play
from window_shelves import FakeFolders, FakeRules, FakeSummaries, FakeWords
from window_specimens import a_document, a_hit, a_page, a_report, a_script, an_entry
from window_talks import FakeTalks

RECOVERY_KEY = "-".join(["0123"] * 14)


class FakeSession:
    """Says what `answers` and `readings` hold, a script for each call; `Gate`s in a script wait, exceptions are raised."""

    def __init__(self, folder: Path = Path("/vaults/Miller v. Orion"), documents: Sequence[Document] = ()) -> None:
        self.folder = folder
        self.key_notice = ""
        self.cut_off: list[Path] = []
        self.opens_with: tuple[str, ...] = ("keyfile",)
        self.model_name = "Qwen2.5 1.5B"
        self.stored: list[Document] = list(documents)
        self.pages: dict[tuple[int, int], StoredPage] = {}
        self.answers: list[Sequence[object]] = []
        self.readings: list[Sequence[object]] = []
        self.tables: list[Sequence[object]] = []
        self.chronologies: list[Sequence[object]] = []
        self.followings: list[Sequence[object]] = []
        self.folders = FakeFolders()
        self.summaries = FakeSummaries()
        self.talks = FakeTalks()
        self.rules = FakeRules()
        self.words = FakeWords()
        self.asked: list[tuple[str, int | None, str]] = []
        self.engines: list[str | None] = []
        self.report: Health | None = None
        self.undrawable: DocumentError | None = None
        self.history: list[tuple[object, ...]] = []
        self.closed = False

    def set_passphrase(self, old: str, new: str) -> str:
        self.history.append(("passphrase", old, new))
        return "" if "passphrase" in self.opens_with else RECOVERY_KEY

    def replace_recovery_key(self, old: str) -> str:
        self.history.append(("recovery", old))
        if old == "wrong":
            raise WrongPassphrase("That passphrase does not open this vault.")
        return RECOVERY_KEY

    def new_recovery_key(self) -> str:
        return RECOVERY_KEY

    def follow(self, cancel: Cancel) -> Iterator[Progress | IndexReport]:
        self.history.append(("follow",))
        stay = Gate()
        yield from play([*(self.followings.pop(0) if self.followings else ()), stay], cancel)  # type: ignore[misc]

    def unfinished(self) -> list[Path]:
        return list(self.cut_off)

    def look_again(self) -> None:
        self.history.append(("look again",))

    def index(self, paths: Sequence[Path], cancel: Cancel) -> Iterator[Progress | IndexReport]:
        self.history.append(("index", tuple(paths)))
        yield from play(self.readings.pop(0) if self.readings else [IndexReport()], cancel)  # type: ignore[misc]

    def health(self) -> Health:
        return self.report if self.report is not None else a_report(*map(an_entry, self.stored))

    def mend(self, wanted: Mending, cancel: Cancel) -> Iterator[Progress | IndexReport]:
        self.history.append(("mend", str(wanted.action), wanted.offered, wanted.password))
        yield from play(self.readings.pop(0) if self.readings else [IndexReport()], cancel)  # type: ignore[misc]

    def pause(self) -> None:
        self.history.append(("pause",))

    def resume(self) -> None:
        self.history.append(("resume",))

    def documents(self) -> list[Document]:
        return list(self.stored)

    def counts(self) -> dict[str, int]:
        return {"documents": len(self.stored), "pages": 0, "passages": 0, "vectors": 0}

    def page(self, document_id: int, index: int) -> StoredPage:
        self.history.append(("page", document_id, index))
        return self.pages.get((document_id, index)) or a_page(document_id, index)

    def draw(self, document_id: int, index: int, scale: float) -> Pixels:
        self.history.append(("draw", document_id, index, scale))
        if self.undrawable is not None:
            raise self.undrawable
        height, width = round(792 * scale), round(612 * scale)
        return Pixels(np.full((height, width, 4), 250, np.uint8))

    def search(self, query: str, scope: Scope, top: int = 50) -> list[Hit]:
        return [a_hit(d) for d in self.stored[:top]]

    def ask(
        self,
        question: str,
        scope: Scope,
        cancel: Cancel,
        *,
        conversation: int | None = None,
        standing: str = "",
        engine: str | None = None,
    ) -> Iterator[Understood | Sources | TextDelta | Answered]:
        self.engines.append(engine)
        self.history.append(("ask", question, scope))
        self.asked.append((question, conversation, standing))
        for event in play(self.answers.pop(0), cancel):
            yield self.talks.keep(event, question, conversation) if isinstance(event, Answered) else event  # type: ignore[misc]

    def read_through(
        self, wanted: Wanted, scope: Scope, cancel: Cancel, *, conversation: int | None = None, meant: Meant | None = None
    ) -> Iterator[Forecast | Looked | Tabled]:
        self.history.append(("read through", wanted.question, scope))
        yield from play(self.tables.pop(0), cancel)  # type: ignore[misc]

    def chronology(
        self, scope: Scope, cancel: Cancel, *, conversation: int | None = None
    ) -> Iterator[Forecast | ReadOne | Chronicled]:
        self.history.append(("chronology", scope))
        for event in play(self.chronologies.pop(0), cancel):
            kept = isinstance(event, Chronicled) and conversation is not None
            yield self.talks.keep_chronicle(event) if kept else event  # type: ignore[misc,arg-type]

    def forget(self, document_id: int) -> None:
        self.history.append(("forget", document_id))
        self.stored = [d for d in self.stored if d.id != document_id]
        kept = self.summaries.stored
        self.summaries.stored = [k for k in kept if document_id not in k.summary.documents]

    def open_elsewhere(self, document_id: int) -> None:
        self.history.append(("elsewhere", document_id))

    def close(self) -> None:
        self.closed = True

    def said(self, what: str) -> list[tuple[object, ...]]:
        """The calls of one kind, in order."""
        return [call for call in self.history if call[0] == what]


def a_session() -> FakeSession:
    """Two documents, and an answer that rests on both."""
    agreement, amendment = a_document(1, "Supply Agreement.pdf", page_count=62), a_document(2, "Amendment 1.pdf", page_count=4)
    made = FakeSession(documents=[agreement, amendment])
    made.answers.append(a_script(agreement, amendment))
    return made
