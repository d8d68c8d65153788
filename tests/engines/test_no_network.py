"""What the kernel sees of a worker, from its first instruction to its last: no socket of its own, and no connection."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from muniment_engines.launcher import package_folders
from muniment_engines.spawn import Roles, starter_command

PROCESSES = Path(__file__).parent / "processes"
ROLES = {
    "first": ("asks_engines:first", "window"),
    "worker": ("muniment_engines.worker:main", "worker"),
}
CALL = re.compile(r"(?P<process>\d+) +(?P<name>socket|socketpair|connect|bind)\((?P<arguments>.*)\) = (?P<result>-?\d+)")

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's"),
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]


def traced(tmp_path: Path, engine: str) -> list[re.Match[str]]:
    """Every socket of the whole tree of processes, when a first child asks an engine in a worker."""
    trace = tmp_path / "trace"
    roles = Roles(ROLES, [str(PROCESSES), *package_folders({})])
    command = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(trace), *starter_command(roles, "first", [engine])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if "Operation not permitted" in done.stderr:
        pytest.skip("this machine does not let one process trace another")
    assert done.stdout.splitlines() == ["asked"], done.stderr
    return [match for line in trace.read_text().splitlines() if (match := CALL.match(line))]


def succeeded(calls: list[re.Match[str]]) -> list[re.Match[str]]:
    return [call for call in calls if not call["result"].startswith("-")]


def test_nobody_asks_for_a_network_and_only_the_starter_makes_sockets(tmp_path: Path) -> None:
    calls = traced(tmp_path, "muniment_engines.conformance.fakes:chat")
    assert [call[0] for call in calls if "AF_INET" in call["arguments"]] == []
    pairs = succeeded(calls)
    assert {(call["name"], call["arguments"].partition(",")[0]) for call in pairs} == {("socketpair", "AF_UNIX")}
    assert len({call["process"] for call in pairs}) == 1


def test_an_engine_that_tries_every_way_is_refused(tmp_path: Path) -> None:
    calls = traced(tmp_path, "asks_engines:prying")
    assert any("AF_INET" in call["arguments"] for call in calls)
    assert {call["name"] for call in succeeded(calls)} == {"socketpair"}
    assert len({call["process"] for call in succeeded(calls)}) == 1
