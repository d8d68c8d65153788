"""The Qt thread is never kept from its event loop for long, whatever happens: a scripted morning with 5,000 documents."""

from __future__ import annotations

import time
from collections.abc import Callable

from muniment_desktop.window.library import table_model as columns
from muniment_engines.api import TextDelta
from muniment_retrieval.model import IndexReport, Progress
from PySide6.QtCore import Qt, QTimer
from window_driving import Bench, Watch, settle, until
from window_fakes import FakeServices, FakeSession, a_document, a_hit, a_script, an_offer

LIMIT_SECONDS = 0.25
"""What a machine that is busy with other tests keeps. The figure that counts, 50 ms, is measured by `tests/bench/window.py`."""
DRESSING_SECONDS = 1.0
"""A new theme is put on every widget at once; on a slow machine alone that takes up to 0.4 s, and comes twice a day at most."""

DOCUMENTS = 5_000


def test_the_watch_sees_a_stall() -> None:
    came: list[bool] = []
    with Watch() as watch:
        QTimer.singleShot(10, lambda: (time.sleep(0.2), came.append(True)))
        until(lambda: came)
        until(lambda: len(watch.stalls) > 20)
    assert 0.15 < watch.worst < 2


def test_a_morning_with_five_thousand_documents(bench: Callable[..., Bench]) -> None:
    """A real stall comes every time; what only comes once is the machine, which is busy with other tests."""
    worst: list[float] = []
    while len(worst) < 3 and (not worst or worst[-1] >= LIMIT_SECONDS):
        worst.append(watched_morning(bench))
    assert worst[-1] < LIMIT_SECONDS, worst


def watched_morning(bench: Callable[..., Bench]) -> float:
    """The longest stall, in seconds, but for changes of the theme, which have a limit of their own."""
    session = a_full_vault()
    services = FakeServices(session)
    services.offers = [an_offer(f"model {n}", here=n == 1, chosen=n == 1) for n in range(8)]
    window = bench(services=services)
    window.window.resize(1500, 950)
    with Watch() as watch:
        a_morning(window, session)
    with Watch() as dressing:
        for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
            window.theme.follow(scheme)
            until(lambda: not window.window.dressing)
    with Watch() as later:
        an_evening(window)
    assert len(watch.stalls) > 100
    assert dressing.worst < DRESSING_SECONDS
    window.close()
    return max(watch.worst, later.worst)


def a_full_vault() -> FakeSession:
    session = FakeSession(documents=[a_document(n) for n in range(1, DOCUMENTS + 1)])
    first, second = session.stored[:2]
    script = a_script(first, second)
    hits = tuple(a_hit(d, 0) for d in session.stored[:50])
    words = [TextDelta(f"word{n} ") for n in range(250)]
    session.answers = [[type(script[0])(hits), *words, *script[1:]] for _ in range(3)]
    session.readings = [[*some_progress(), IndexReport({"read": DOCUMENTS})]]
    return session


def some_progress() -> list[Progress]:
    return [Progress("reading", n, DOCUMENTS, f"/home/ada/matter/{n}.pdf", "read", "", 60.0) for n in range(DOCUMENTS)]


def a_morning(window: Bench, session: FakeSession) -> None:
    """A person does one thing after the other; between two of them the event loop has its turn."""
    window.opened(session)
    window.add()
    for number in range(2):
        window.ask(f"How much notice must be given? {number}")
        window.answered()
        window.drawn()
        for keys in ("]", "[", "Ctrl++", "Ctrl++", "Ctrl+0", "Ctrl+PgDown", "Ctrl+T", "Ctrl+T", "F9", "F9", "F6"):
            window.press(keys)
            window.drawn()
    window.press("Ctrl+2")
    until(lambda: not window.works.indexing.running)
    look_through_the_library(window)
    for keys in ("Ctrl+Return", "Ctrl+3", "Ctrl+1"):
        window.press(keys)
        settle()


def an_evening(window: Bench) -> None:
    window.ask("And with only these?")
    window.answered()
    for size in ((760, 600), (1400, 900)):
        window.window.resize(*size)
        window.drawn()


def look_through_the_library(window: Bench) -> None:
    for needle in ("12", "123", "1234", ""):
        shown = len(window.works.listing.listing.shown)
        window.rooms.library.filter.setText(needle)
        until(lambda shown=shown: len(window.works.listing.listing.shown) != shown)
    first = window.works.listing.listing.shown[0]
    window.rooms.library.table.horizontalHeader().setSortIndicator(columns.NAME, Qt.SortOrder.DescendingOrder)
    until(lambda: window.works.listing.listing.shown[0] is not first)
    window.rooms.library.table.selectAll()
    settle()
    window.rooms.library.table.scrollToBottom()
    settle()
