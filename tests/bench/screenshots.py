"""Pictures of the window, to be looked at: `python tests/bench/screenshots.py FOLDER [--dark] [--only NAME]`.

The documents are those of `examples/`, read and drawn by the PDF engine; the answers are scripted, so that every picture is the
same each time. Scale with QT_SCALE_FACTOR; QT_QPA_PLATFORM chooses offscreen or a display.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from muniment_desktop.models.first_run import OTHER_LANGUAGES
from muniment_desktop.window.talking.asides import RecordView
from muniment_engines.errors import DocumentError
from muniment_retrieval.conversations import RewrittenBy, Understood
from muniment_retrieval.model import (
    Answered,
    Badge,
    Sentence,
    Sources,
)
from muniment_retrieval.original_state import Original
from muniment_retrieval.reading import Forecast, Found, Looked, Row, Table, Tabled, wanted_of
from muniment_retrieval.reading.chronology import Chronicle, Chronicled
from muniment_retrieval.reading.chronology.chronicle import merged
from muniment_retrieval.reading.chronology.events import events_of
from screenshot_airlock import airlock
from screenshot_elsewhere import elsewhere, wish_elsewhere
from screenshot_privacy import privacy, privacy_untouched
from screenshot_rooms import fetching, folders, health, health_narrow, health_password, health_well, library, models, no_folders
from screenshot_stage import LONG, QUESTION, ExampleSession, Studio, drawn, driving, fakes, hits, script
from screenshot_summaries import no_summaries, summarising, summary, wish_for_a_summary
from screenshot_vaults import destroying, leaving, locked, no_words, recovery_key, words

# ── the pictures ─────────────────────────────────────────────────────────────────────────────────────────────────────


def welcome(studio: Studio) -> None:
    studio.shoot(studio.bench(), "01-welcome")


def welcome_again(studio: Studio) -> None:
    bench = studio.bench()
    folders = [Path("/home/ada/Muniment") / n for n in ("Lucid distribution", "Miller v. Orion", "Estate of J. Whitfield")]
    bench.conductor = bench.window.conductor
    bench.conductor.vaults.show_recent(folders)
    bench.conductor.vaults.make()
    bench.rooms.welcome.name.setText("Lucid distribution 2012")
    studio.shoot(bench, "02-new-vault")


def empty(studio: Studio) -> None:
    session = fakes.FakeSession(Path("/home/ada/Muniment/Estate of J. Whitfield"))
    session.key_notice = "This machine has no keychain, so the vault's key lies in a file of yours, which only you can read."
    offers = [fakes.an_offer("qwen", title="Qwen2.5 1.5B")]
    studio.shoot(studio.opened(session=session, offers=offers), "03-empty-vault")


def ready(studio: Studio) -> None:
    studio.shoot(studio.opened(), "04-ready")


def _talked(studio: Studio) -> Any:
    """Questions before and after, a follow-up as it is understood, a mark, and a changed file."""
    bench = studio.opened()
    talks = bench.session.talks
    said = Understood("How much notice must the Distributor give to end the agreement in the second year?", RewrittenBy.CODE)
    for question, before in ((QUESTION, ()), ("And in the second year?", (said,)), (f"Why? {LONG}", ())):
        bench.session.answers.append([*before, *script(bench.session)])
        bench.ask(question)
        bench.answered()
    talks.rename(1, f"Notice periods of {LONG}")
    for number, title in enumerate(("Liability", "Who signed?", "Pages of the accident report"), 2):
        talks.keep(Answered(bench.works.asking.turns[0].answer), title, number)
    talks.states = {c.path: Original.CHANGED for c in bench.works.asking.turns[1].answer.citations[:1]}
    bench.works.talks.refresh()
    second = bench.works.asking.turns[1]
    bench.window.conductor.talks._show(second)
    bench.rooms.ask.answer.lines[0].mark(True)
    drawn(bench)
    return bench


def conversation(studio: Studio) -> None:
    studio.shoot(_talked(studio), "27-conversation")


def record(studio: Studio) -> None:
    bench = _talked(studio)
    bench.works.talks.record(bench.works.asking.turns[1].kept.answer)
    driving.until(lambda: bench.rooms.ask.answer.findChildren(RecordView))
    drawn(bench)
    studio.shoot(bench, "28-record")


def hits_first(studio: Studio) -> None:
    bench = studio.opened()
    gate = fakes.Gate()
    bench.session.answers.append(script(bench.session, gate))
    bench.ask(QUESTION)
    driving.until(lambda: bench.rooms.ask.answer.lines)
    drawn(bench)
    studio.shoot(bench, "05-hits-first")


def streaming(studio: Studio) -> None:
    bench = studio.opened()
    first, second = fakes.Gate(), fakes.Gate()
    first.open()
    bench.session.answers.append(script(bench.session, first, second))
    bench.ask(QUESTION)
    driving.until(lambda: bench.works.asking.current.text)
    drawn(bench)
    studio.shoot(bench, "06-streaming")


def answer(studio: Studio) -> None:
    bench = studio.answered()
    bench.rooms.ask.answer.lines[0].setFocus()
    studio.shoot(bench, "07-answer")


def narrow(studio: Studio) -> None:
    bench = studio.answered(size=(1280, 820))
    bench.window.resize(760, 640)
    bench.rooms.columns.open_source(False)
    studio.shoot(bench, "08-narrow")


def narrow_source(studio: Studio) -> None:
    bench = studio.answered(size=(1280, 820))
    bench.window.resize(820, 640)
    bench.window.conductor.sources._open(bench.works.asking.current.answer.citations[1])
    drawn(bench)
    studio.shoot(bench, "09-narrow-source")


def wide(studio: Studio) -> None:
    studio.shoot(studio.answered(size=(1760, 1000)), "10-wide")


def refused(studio: Studio) -> None:
    bench = studio.opened()
    nearest = (
        bench.session.cite("Cano", 1, "If Cano fails", "notice of its default"),
        bench.session.cite("Lucid", 6, "Notice shall be effective", "business days after deposit"),
    )
    said = fakes.an_answer("Who pays the travel costs of the arbitrator?", refused=True, nearest=nearest, searched=4, documents=4)
    bench.session.answers.append([hits(bench.session), Answered(said)])
    bench.ask(said.question)
    driving.until(lambda: not bench.works.asking.running)
    drawn(bench)
    studio.shoot(bench, "11-refused")


def nothing_found(studio: Studio) -> None:
    bench = studio.opened()
    bench.session.answers.append([Sources(()), Answered(fakes.an_answer("x", model="", refused=True, searched=4, documents=4))])
    bench.ask("x")
    bench.answered()
    studio.shoot(bench, "29-nothing-found")


def reworded(studio: Studio) -> None:
    bench = _talked(studio)
    bench.rooms.ask.answer._understood.change.click()
    drawn(bench)
    studio.shoot(bench, "29-reworded")


def languages(studio: Studio) -> None:
    many = fakes.an_offer("many", title="Fifty languages", task="embed", size=490_000_000, note=OTHER_LANGUAGES)
    bench = studio.opened(offers=[fakes.an_offer("qwen", here=True, chosen=True), replace(many, for_languages=True)])
    driving.until(lambda: bench.works.fetching.offers)
    studio.shoot(bench, "03-other-languages")


def gone(studio: Studio) -> None:
    session = ExampleSession()
    session.undrawable = DocumentError("vanished", "The original is no longer where it was; this is what was read from it.")
    bench = studio.opened(session=session)
    session.answers.append(script(session))
    bench.ask(QUESTION)
    driving.until(lambda: not bench.works.asking.running and bench.rooms.source.shows_text)
    studio.shoot(bench, "15-original-gone")


def scope(studio: Studio) -> None:
    session = ExampleSession()
    session.stored[0] = replace(session.stored[0], path=f"/home/ada/matter/{LONG}")
    bench = studio.opened(session=session)
    bench.window.conductor.documents.ask_these(session.stored)
    bench.rooms.ask.box.edit.setPlainText("Which of these can be ended without cause?\nAnd by when must notice be given?")
    studio.shoot(bench, "16-scope")


def long_names(studio: Studio) -> None:
    session = ExampleSession()
    session.folder = Path("/home/ada/Muniment/Orion Holdings International GmbH & Co. KG v. Miller and others, appeal")
    session.stored = [replace(d, path=f"/home/ada/matter/{d.id} {LONG}") for d in session.stored]
    text = session.pages[2, 5].text
    start = text.index("C) Either")
    cited = fakes.a_citation(session.stored[1], text[start : start + 80], text, 5)
    session.answers.append([hits_of(session), Answered(fakes.an_answer(QUESTION, Sentence("W" * 90, Badge.VERIFIED, (cited,))))])
    bench = studio.opened(session=session)
    bench.ask("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft, 日本語の質問, and سؤال؟")
    bench.answered()
    drawn(bench)
    studio.shoot(bench, "17-long-names")


def hits_of(session: ExampleSession) -> Sources:
    return Sources(tuple(fakes.a_hit(d, 0, session.pages[d.id, 0].text[:600]) for d in session.stored))


def smallest(studio: Studio) -> None:
    bench = studio.answered()
    bench.window.resize(640, 440)
    bench.rooms.columns.open_source(False)
    studio.shoot(bench, "18-smallest")


def rows_of(session: ExampleSession) -> tuple[Row, ...]:
    """What each of the examples says to a question for all of them, and some that say nothing."""
    notice = session.cite("Lucid", 5, "C) Either party", "Ninety days Written Notice")
    fails = session.cite("Cano", 1, "If Cano fails", "writing")
    others = [d for d in session.stored if d.id not in (notice.document_id, fails.document_id)]
    long = replace(others[0], path=f"/home/ada/matter/{LONG}")
    return (
        Row(session.named("Lucid"), Found.YES, "yes", True, notice),
        Row(session.named("Cano"), Found.YES, "yes", True, fails),
        Row(long, Found.NO, "no", False),
        *(Row(d, Found.NO, "no", False) for d in others[1:]),
        Row(replace(others[0], path="/home/ada/matter/Scan 4.pdf"), Found.NOT_READ, "not read", note="It needs a password."),
    )


def table(studio: Studio) -> None:
    session = ExampleSession()
    asked = "Which of these contracts have a notice period?"
    wanted = wanted_of(asked)
    assert wanted is not None
    rows = rows_of(session)
    session.tables.append([Tabled(Table(wanted, rows, len(rows) - 1, len(rows), 3, 0.8))])
    bench = studio.opened(session=session)
    bench.ask(asked)
    bench.answered()
    drawn(bench)
    studio.shoot(bench, "30-table")


def looking(studio: Studio) -> None:
    session, gate = ExampleSession(), fakes.Gate()
    row = rows_of(session)[0]
    session.tables.append([Forecast(412, 95.0), Looked(row, 31, 412, 88.0), gate])
    bench = studio.opened(session=session)
    bench.ask("Which of these contracts have a notice period?")
    driving.until(gate.reached.is_set)
    studio.shoot(bench, "31-looking")


def no_chronology(studio: Studio) -> None:
    bench = studio.opened()
    bench.rooms.enter("chronology")
    studio.shoot(bench, "32-no-chronology")


def chronology(studio: Studio) -> None:
    session = ExampleSession()
    events = [
        event
        for d in session.stored
        for event in events_of(d, [page for (number, _), page in sorted(session.pages.items()) if number == d.id])
    ]
    session.chronologies.append([Chronicled(Chronicle(tuple(merged(events)), 4, 4, 0, 0.3))])
    bench = studio.opened(session=session)
    bench.works.chronicling.make(None, "")
    bench.rooms.enter("chronology")
    driving.until(lambda: bench.rooms.chronology.view.rows)
    view = bench.rooms.chronology.view
    view.setFocus()
    view.opened.emit(view.rows[0].target)
    drawn(bench)
    studio.shoot(bench, "33-chronology")


def keys(studio: Studio) -> None:
    bench = studio.opened()
    bench.press("F1")
    studio.shoot(bench, "80-keys")


PICTURES: tuple[Callable[[Studio], None], ...] = (
    welcome, welcome_again, empty, ready, hits_first, streaming, answer, narrow, narrow_source, wide, refused, library, health,
    health_narrow, health_well, health_password, models, gone, scope, long_names, smallest, fetching, folders, no_folders,
    conversation, record, reworded, nothing_found, languages, table, looking, no_chronology, chronology, no_summaries,
    wish_for_a_summary, summarising, summary,
    privacy_untouched, privacy, airlock, locked, recovery_key, destroying, leaving, no_words, words, elsewhere, wish_elsewhere,
    keys,
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()

    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    application = QApplication(["muniment"])
    options.folder.mkdir(parents=True, exist_ok=True)
    studio = Studio(application, options.folder, Qt.ColorScheme.Dark if options.dark else Qt.ColorScheme.Light)
    for picture in PICTURES:
        if options.only in picture.__name__:
            picture(studio)


if __name__ == "__main__":
    main()
