"""Pictures of the room of the summaries, of the example documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from muniment_retrieval.answer.citing import citation_of
from muniment_retrieval.model import Badge, Cost, Passage, Sentence
from muniment_retrieval.passages import split_page
from muniment_retrieval.summarising import Forecast, Kept, Receipt, State, Step, Summarised, Summary, Way
from muniment_retrieval.summarising.extract import chosen
from muniment_retrieval.summarising.gather import Gathered, coverage
from muniment_retrieval.summarising.plan import sections_of
from muniment_retrieval.summarising.told import told_in
from screenshot_stage import ExampleSession, Studio, drawn, driving, fakes

PICTURES_WAIT = "These pages are pictures that nobody has read yet."


def wish_for_a_summary(studio: Studio) -> None:
    session = ExampleSession()
    summary = a_summary(session)
    session.summaries.stored = [Kept(n, f"2026-03-0{n}T09:00:00Z", summary) for n in (3, 2, 1)]
    bench = studio.opened(session=session)
    bench.window.conductor.stage.enter("summaries")
    driving.until(bench.rooms.summaries.form._times["read"].text)
    driving.until(lambda: bench.works.summarising.kept)
    studio.shoot(bench, "34-wish")


def summarising(studio: Studio) -> None:
    session = ExampleSession()
    gate = fakes.Gate()
    session.summaries.scripts = [[Forecast(310.0, 5), Step(2, 5, "ARTICLE 7 TERM AND TERMINATION", 190.0), gate]]
    bench = studio.opened(session=session)
    bench.window.conductor.stage.enter("summaries")
    bench.rooms.summaries.form.focus.setText("only obligations")
    bench.rooms.summaries.form.wanted.emit()
    driving.until(lambda: bench.works.summarising.last is not None)
    studio.shoot(bench, "35-summarising")


def no_summaries(studio: Studio) -> None:
    bench = studio.opened(session=fakes.FakeSession(Path("/home/ada/Muniment/Estate of J. Whitfield")))
    bench.window.conductor.stage.enter("summaries")
    studio.shoot(bench, "34-no-summaries")


def summary(studio: Studio) -> None:
    session = ExampleSession()
    made = a_summary(session)
    session.summaries.scripts = [[Summarised(made, 1)]]
    bench = studio.opened(session=session)
    bench.window.conductor.stage.enter("summaries")
    bench.rooms.summaries.form.wanted.emit()
    driving.until(lambda: bench.works.summarising.summary is not None)
    bench.rooms.summaries.view.opened.emit(made.citations[0])
    drawn(bench)
    studio.shoot(bench, "36-summary")


def a_summary(session: ExampleSession) -> Summary:
    """Of all example documents, by code; as if a model had put the first sentence otherwise."""
    found = Gathered(list(session.stored))
    for d in session.stored:
        pages = {index: page for (number, index), page in sorted(session.pages.items()) if number == d.id}
        passages = [
            Passage(0, d.id, index, a, b, page.text[a:b], heading)
            for index, page in pages.items()
            for a, b, heading in split_page(page.text)
        ]
        sections = sections_of(d, passages, [page.label for page in pages.values()])
        found.told += told_in(sections, pages, len(found.sections), frozenset())
        found.sections += sections
    at = chosen(found.told, 200)
    said = [Sentence(found.told[i].said, Badge.VERIFIED, (citation_of(found.told[i].source),)) for i in at]
    said[0] = replace(said[0], badge=Badge.CLOSE)
    read = coverage(found, [True] * len(found.sections), "")
    lost = replace(read[0], name="pp. 3–5", pages="3–5", state=State.UNREADABLE, reason=PICTURES_WAIT)
    receipt = Receipt((*read, lost), len(session.stored), len(found.told), 40, 2)
    cost = Cost("llama-cpp", "Qwen2.5 1.5B", 0, 96.0)
    title = f"{session.stored[0].name} and {len(session.stored) - 1} more"
    ids = tuple(d.id for d in session.stored)
    return Summary(ids, title, 200, "only obligations", Way.WRITE, tuple(said), receipt, cost, 88.0)
