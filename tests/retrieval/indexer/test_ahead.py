"""The forecast of a run counts what follows the stage that is going on."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from muniment_retrieval.indexer.ahead import MEANING, Ahead
from muniment_retrieval.indexer.scans import SECONDS
from muniment_retrieval.listing import Listed
from muniment_retrieval.vault.measures import Came

A_PASSAGE = 0.5


@dataclass
class FakeVault:
    """A vault by its figures."""

    passages: int = 0
    vectors: int = 0
    scans: int = 0
    a_scan: float | None = None
    came: dict[str, Came] = field(default_factory=dict)
    kept: dict[str, tuple[float, float]] = field(default_factory=lambda: {MEANING: (100.0, 100 * A_PASSAGE)})

    def counts(self) -> dict[str, int]:
        return {"passages": self.passages, "vectors": self.vectors}

    def count_scans(self) -> int:
        return self.scans

    def seconds_a_scan(self) -> float | None:
        return self.a_scan

    def measures(self) -> dict[str, tuple[float, float]]:
        return self.kept

    def came_of_files(self) -> dict[str, Came]:
        return self.came


def of(vault: FakeVault, *, embeds: bool = True, recognises: bool = True) -> Ahead:
    return Ahead(vault, embeds=embeds, recognises=recognises)  # type: ignore[arg-type]


def test_files_come_to_what_those_of_their_ending_came_to() -> None:
    vault = FakeVault(30, 10, came={".txt": Came(10, 10_000, 20, 0), ".pdf": Came(4, 4_000, 4, 2)}, a_scan=3.0)
    ahead = of(vault)
    ahead.files([Listed("/a.txt", 5_000), Listed("/b.PDF", 1_000), Listed("/c.PDF", 1_000)])
    passages, scans = 20 + 10 + 2, 1
    assert ahead.after_reading() == pytest.approx(passages * A_PASSAGE + scans * (3.0 + 2 * A_PASSAGE))
    ahead.did(Listed("/a.txt", 5_000))
    assert ahead.after_reading() == pytest.approx((passages - 10) * A_PASSAGE + scans * (3.0 + 2 * A_PASSAGE))


def test_where_nothing_has_changed_little_is_ahead() -> None:
    came = {".txt": Came(10, 10_000, 20, 0)}
    ahead, other = of(FakeVault(came=came)), of(FakeVault(came=came))
    files = [Listed(f"/{n}.txt", 1_000) for n in range(20)]
    for one in (ahead, other):
        one.files(files)
    for listed in files[:9]:
        ahead.did(listed, unchanged=True)
        other.did(listed)
    assert other.after_reading() == pytest.approx(11 * 2 * A_PASSAGE)
    assert ahead.after_reading() == pytest.approx(other.after_reading() / 10)


def test_a_picture_is_one_page_until_more_is_known() -> None:
    ahead = of(FakeVault())
    ahead.files([Listed("/a.PNG", 5_000_000), Listed("/b.jpeg", 5_000_000)])
    assert ahead.after_reading() == pytest.approx(2 * (SECONDS + 2 * A_PASSAGE))


@pytest.mark.parametrize(
    ("embeds", "recognises", "meaning", "recognising"),
    [(True, True, 8 * 5.0, 8 * 1.0), (True, False, 0.0, 8 * 1.0), (False, True, 8 * 4.0, 0.0), (False, False, 0.0, 0.0)],
)
def test_what_there_is_no_engine_for_takes_no_time(embeds: bool, recognises: bool, meaning: float, recognising: float) -> None:
    ahead = of(FakeVault(scans=8, a_scan=4.0), embeds=embeds, recognises=recognises)
    assert ahead.after_meaning() == pytest.approx(meaning)
    assert ahead.after_recognising(8) == pytest.approx(recognising)


def test_a_few_passages_are_not_believed() -> None:
    few = of(FakeVault(kept={MEANING: (1.0, 9.0)}))
    assert few.a_passage == of(FakeVault(kept={})).a_passage < 1.0
