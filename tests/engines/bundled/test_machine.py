"""Cores and memory as the system tells them, and as it does not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from muniment_engines.bundled import machine

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="only Linux says which cores are threads of one")


@pytest.fixture
def four_cpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two cores with two threads each."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3})
    for cpu in range(4):
        folder = tmp_path / "cpu" / f"cpu{cpu}" / "topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(f"{cpu % 2},{cpu % 2 + 2}\n")
    return tmp_path / "cpu"


def test_two_threads_of_a_core_count_once(four_cpus: Path, tmp_path: Path) -> None:
    assert machine.physical_cores(four_cpus, tmp_path) == 2


def test_what_is_not_told_counts_as_a_core(four_cpus: Path, tmp_path: Path) -> None:
    assert machine.physical_cores(tmp_path / "nowhere", tmp_path) == 4


@pytest.mark.parametrize(("quota", "cores"), [("100000 100000", 1), ("50000 100000", 1), ("max 100000", 2), ("900000 100000", 2)])
def test_a_containers_quota_is_kept(four_cpus: Path, tmp_path: Path, quota: str, cores: int) -> None:
    (tmp_path / "cpu.max").write_text(quota)
    assert machine.physical_cores(four_cpus, tmp_path) == cores


def test_memory_is_what_can_still_be_taken(tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text("MemTotal: 900 kB\nMemFree: 100 kB\nMemAvailable:     500 kB\n")
    assert machine.available_memory(tmp_path / "meminfo", tmp_path) == 500 * 1024


def test_a_containers_limit_counts_and_its_file_cache_does_not(tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text("MemAvailable: 500 kB\n")
    (tmp_path / "memory.max").write_text("300000")
    (tmp_path / "memory.current").write_text("250000")
    (tmp_path / "memory.stat").write_text("anon 1\nactive_file 10000\ninactive_file 20000\n")
    assert machine.available_memory(tmp_path / "meminfo", tmp_path) == 80000


def test_without_any_figure_it_is_at_most_what_is_built_in(tmp_path: Path) -> None:
    built_in = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    assert machine.available_memory(tmp_path / "nowhere", tmp_path) == built_in


def test_this_machine_answers() -> None:
    assert 1 <= machine.physical_cores() <= (os.cpu_count() or 1)
    assert (machine.available_memory() or 0) > 0


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux's C library is asked")
def test_what_was_freed_goes_back_to_the_system() -> None:
    held = [bytes(1_000) for _ in range(100_000)]
    kept = held[::100]  # among what is freed, so that the C library keeps all of it by itself
    del held
    before = _resident()
    machine.give_back_memory()
    assert _resident() < before - 10_000
    assert len(kept) == 1_000


def _resident() -> int:
    """In pages of 4 KB."""
    return int(Path("/proc/self/statm").read_text().split()[1])
