"""SIGKILL in the middle of indexing, as `tests/bench/bench_kill.py` does it fifty times."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "bench_kill.py"


@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
def test_a_killed_indexer_leaves_a_vault_that_opens_and_ends_equal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = importlib.util.spec_from_file_location("bench_kill", BENCH)
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    assert bench.run(tmp_path, 4, 1, None), capsys.readouterr().out
