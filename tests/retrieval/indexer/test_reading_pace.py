"""The forecast of reading knows what is still to come."""

from __future__ import annotations

import pytest
from muniment_retrieval.indexer import reading_pace as module
from muniment_retrieval.indexer.reading_pace import ReadingPace, telling_first
from muniment_retrieval.listing import Listed

NOTE, REPORT = 2_000, 1_000_000
SECONDS = {NOTE: 0.016, REPORT: 4.0}
"""Twice what is usual."""


class Clock:
    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(module, "time", made)
    return made


def test_reports_that_come_after_notes_are_reckoned_with(clock: Clock) -> None:
    files = [Listed(f"/a/{n}.txt", NOTE) for n in range(300)] + [Listed(f"/b/{n}.pdf", REPORT) for n in range(10)]
    pace = ReadingPace(files)
    assert pace.left() is None
    for number, listed in enumerate(files):
        clock.now += SECONDS[listed.size]
        pace.did(listed)
        left = sum(SECONDS[other.size] for other in files[number + 1 :])
        if clock.now > 102.0:
            assert pace.left() == pytest.approx(left, rel=0.05, abs=1e-6)


def test_a_kind_that_is_slow_here_speaks_for_itself(clock: Clock) -> None:
    files = [Listed(f"/a/{n}.{kind}", 1_000_000) for n in range(20) for kind in ("pdf", "TXT")]
    pace = ReadingPace(files)
    for listed in files[:20]:
        clock.now += 20.0 if listed.path.endswith("pdf") else 1.0
        pace.did(listed)
    assert pace.left() == pytest.approx(10 * 21.0, rel=0.1)


def test_what_took_no_time_says_nothing_of_the_pace(clock: Clock) -> None:
    files = [Listed(f"/{n}.txt", 1_000_000) for n in range(10)]
    pace = ReadingPace(files)
    for listed in files[:5]:
        clock.now += 0.01
        pace.did(listed, counts=False)
    for listed in files[5:7]:
        clock.now += 3.0
        pace.stood_still(1.0)
        pace.did(listed)
    assert pace.left() == pytest.approx(3 * 2.0)


def test_what_was_measured_before_is_known_from_the_beginning(clock: Clock) -> None:
    files = [Listed(f"/{n}.pdf", REPORT) for n in range(10)]
    earlier = ReadingPace(files)
    for listed in files[:4]:
        clock.now += SECONDS[REPORT]
        earlier.did(listed)
    kept = earlier.measured()
    assert ReadingPace(files, kept).left() == pytest.approx(10 * SECONDS[REPORT])
    assert ReadingPace([*files, Listed("/a.xlsx", 1)], kept).left() is None
    assert ReadingPace(files, {what: (usual / 1e3, 1.0) for what, (usual, _) in kept.items()}).left() is None


def test_some_of_each_kind_come_first_where_there_are_many() -> None:
    files = [Listed(f"/a/{n}.txt", 1) for n in range(300)] + [Listed(f"/b/{n}.pdf", 1) for n in range(30)] + [Listed("/c.md", 1)]
    ordered = telling_first(files)
    assert sorted(ordered, key=files.index) == files
    assert {listed.path[-3:] for listed in ordered[:16]} == {"txt", "pdf"}
    assert len({listed.path for listed in ordered[:16]}) == 16
    assert ordered[16:] == [listed for listed in files if listed not in ordered[:16]]
    assert telling_first(files[:100]) == files[:100]
