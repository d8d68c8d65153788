"""What there is to show: documents, pages, hits, citations, answers, a summary and a chronology, made up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from muniment_engines.api import TextDelta, Words
from muniment_retrieval.answer.asker import REFUSAL
from muniment_retrieval.health import Entry, Health
from muniment_retrieval.health_remarks import Action
from muniment_retrieval.model import (
    Answer,
    Answered,
    Badge,
    Citation,
    Cost,
    Document,
    FoundBy,
    Hit,
    Passage,
    Sentence,
    Sources,
    StoredPage,
)
from muniment_retrieval.reading.chronology import Chronicle, Event
from muniment_retrieval.summarising import Coverage, Receipt, State, Summary, Way
from window_gates import Gate

TEXT = (
    "9.2 Termination for convenience. Orion may terminate this Agreement upon ninety (90) days' prior written notice to the "
    "Supplier. During the first year it may not terminate for convenience at all. 9.3 Effect of termination."
)

QUOTE = "upon ninety (90) days' prior written notice to the Supplier"


def a_document(number: int, name: str = "", **more: object) -> Document:
    """A document that was read, or whatever `more` makes of it."""
    document = Document(
        id=number,
        path=f"/home/ada/matter/{name or f'Exhibit {number:05}.pdf'}",
        sha256=f"{number:064x}",
        size=100_000 + number,
        modified_ns=0,
        media_type="application/pdf",
        title="",
        parser="pdf",
        parser_version="1",
        state="read",
        reason="",
        page_count=1 + number % 90,
        passage_count=3,
        vector_count=3,
    )
    return replace(document, **more)  # type: ignore[arg-type]


def a_page(document_id: int = 1, index: int = 0, text: str = TEXT) -> StoredPage:
    """A letter page whose words stand in lines of eight, each 50 points wide and 12 high."""
    spans, boxes, at = [], [], 0
    for number, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        left, top = 72 + number % 8 * 58, 90 + number // 8 * 18
        spans.append((start, at))
        boxes.append((left * 4, top * 4, (left + 50) * 4, (top + 12) * 4))
    words = Words(np.array(spans, np.int32).reshape(-1, 2), np.array(boxes, np.int16).reshape(-1, 4))
    return StoredPage(document_id, index, str(index + 1), text, words, 612.0, 792.0, 1.0)


def a_hit(document: Document, index: int = 0, text: str = TEXT, score: float = 1.0, start: int = 0) -> Hit:
    passage = Passage(document.id * 100 + index, document.id, index, start, start + len(text), text)
    return Hit(passage, document, str(index + 1), score, FoundBy.BOTH)


def a_citation(document: Document, quote: str = QUOTE, text: str = TEXT, index: int = 0) -> Citation:
    start = text.index(quote)
    return Citation(document.id, document.path, index, str(index + 1), start, start + len(quote), quote)


def an_answer(question: str, *sentences: Sentence, model: str = "Qwen2.5 1.5B", **more: object) -> Answer:
    if more.get("refused"):
        sentences = (Sentence(REFUSAL, Badge.NOT_FOUND),)
    answer = Answer(question, sentences, refused=False, searched=2, documents=2, cost=Cost("llama-cpp", model, 1.2, 6.0))
    return replace(answer, **more)  # type: ignore[arg-type]


def an_entry(document: Document, **more: object) -> Entry:
    """What the health report says of a document, or whatever `more` makes of it."""
    needs = (
        Action.NOTHING
        if document.state == "read"
        else Action.GIVE_PASSWORD
        if document.state == "encrypted"
        else Action.TRY_AGAIN
    )
    entry = Entry(document.path, document.state, document.reason, needs, document.id, page_count=document.page_count)
    return replace(entry, **more)  # type: ignore[arg-type]


def a_report(*entries: Entry) -> Health:
    states = Counter(entry.state for entry in entries)
    return Health(entries, dict(states), dict(Counter(str(r.kind) for e in entries for r in e.remarks)))


def a_script(agreement: Document, amendment: Document, *, gates: Sequence[Gate] = ()) -> list[object]:
    """Hits, words and a checked answer; the gates stand before the first word and before the answer."""
    first = Sentence("Orion must give ninety days' written notice.", Badge.VERIFIED, (a_citation(agreement, index=13),))
    second = Sentence("In the first year it may not terminate at all.", Badge.CLOSE, (a_citation(amendment, index=1),))
    third = Sentence("Notice is sent by courier.", Badge.NOT_FOUND)
    script: list[object] = [Sources((a_hit(agreement, 13), a_hit(amendment, 1)))]
    script += gates[:1]
    script += [TextDelta("Orion must give "), TextDelta("ninety days' written notice. ")]
    script += gates[1:]
    script.append(Answered(an_answer("How much notice must Orion give?", first, second, third)))
    return script


def a_chronicle(first: Document, second: Document) -> Chronicle:
    """Two events, one of a date that is uncertain."""
    events = (
        Event("2011-05", "May 2011", "the day is not given", "The lease begins.", (), "", (a_citation(first, index=2),)),
        Event(
            "2019-03-05", "5 March 2019", "", "The pump failed.", ("Supplier",), "Date", (a_citation(second), a_citation(first))
        ),
    )
    return Chronicle(events, 2, 2, 0, 0.1)


def a_summary(first: Document, second: Document, *, stopped: bool = False) -> Summary:
    """Of two documents, with a page of the first that nobody could read."""
    sentences = (
        Sentence("Orion may end the agreement.", Badge.VERIFIED, (a_citation(first),)),
        Sentence("It needs ninety days.", Badge.CLOSE, (a_citation(second, index=2),)),
    )
    lines = (
        Coverage(first.id, first.path, "Term", "1–2", 800, State.READ),
        Coverage(first.id, first.path, "p. 3", "3", 100, State.UNREADABLE, "These pages are pictures that nobody has read yet."),
    )
    receipt = Receipt(lines, 2, 40, 12, 1, stopped=stopped)
    return Summary(
        (first.id, second.id), "Two papers", 200, "for the board", Way.WRITE, sentences, receipt, Cost("e", "Qwen", 1, 65), 58
    )
