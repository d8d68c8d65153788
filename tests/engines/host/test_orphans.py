"""Whatever ends a host ends its workers, whatever they are doing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ..conftest import children_of, is_gone, linux_only

HOST = Path(__file__).parents[1] / "processes" / "host_process.py"


@linux_only
@pytest.mark.parametrize("doing", ["nothing", "sleep", "flood"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_its_host(doing: str, number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, str(HOST), doing], stdout=subprocess.PIPE) as host:
        assert host.stdout is not None
        assert host.stdout.readline() == b"begun\n"
        workers = children_of(host.pid)
        assert len(workers) == 1
        os.kill(host.pid, number)
        assert all(is_gone(worker) for worker in workers)
