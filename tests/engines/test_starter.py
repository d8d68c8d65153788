"""The starter as it really is: a process that starts a first child, which asks for others. See `processes/scenarios.py`."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from muniment_engines.spawn import Roles, starter_command

from .conftest import children_of, is_gone, linux_only

NO_CORE = 1 if sys.platform == "linux" and resource.getrlimit(resource.RLIMIT_CORE)[1] else 0
"""Not even for a crash reporter."""

SCENARIOS = Path(__file__).parent / "processes"
ROLES = Roles(
    {
        "first": ("scenarios:first", "window"),
        "other": ("scenarios:answer", "worker"),
        "worker": ("scenarios:answer", "worker"),
        "parent": ("scenarios:parent", "worker"),
        "idle": ("scenarios:idle", "worker"),
        "chatter": ("scenarios:chatter", "worker"),
        "indexer": ("scenarios:index", "indexer"),
        "courier": ("scenarios:idle", "courier"),
    },
    [str(SCENARIOS)],
)

pytestmark = linux_only


class Running:
    """A starter; `heard` reads what its first child says, a line of JSON at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def heard(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        said: dict[str, Any] = json.loads(self.process.stdout.readline())
        return said

    def status(self) -> int:
        return self.process.wait(60)


@pytest.fixture
def starter() -> Iterator[Callable[..., Running]]:
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: str, stdin: int = subprocess.DEVNULL, **environment: str) -> Running:
        process = subprocess.Popen(
            starter_command(ROLES, "first", arguments),
            stdin=stdin,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
            start_new_session=True,
        )
        running.append(process)
        return Running(process)

    yield start
    for process in running:
        process.kill()
        process.communicate()


Start = Callable[..., Running]


@pytest.mark.parametrize("status", [0, 3, 200])
def test_its_exit_status_is_that_of_its_first_child(starter: Start, status: int) -> None:
    assert starter("exits", str(status)).status() == status


def test_a_first_child_that_a_signal_ended_is_told_as_a_shell_tells_it(starter: Start) -> None:
    assert starter("dies").status() == 128 + signal.SIGTERM


def test_the_first_child_gets_the_arguments_and_no_more_of_the_environment_than_it_needs(starter: Start) -> None:
    words = ["--flag", "two words", "ünï \udcff", "x" * 100_000]
    heard = starter("arguments", *words, SECRET_TOKEN="s", HTTPS_PROXY="p", LC_TIME="C", PYTHONPATH="/x").heard()
    assert heard["arguments"] == words
    assert heard["argv"] == ["muniment", "arguments", *words]
    assert heard["environment"]["LC_TIME"] == "C"
    assert heard["environment"].keys().isdisjoint({"SECRET_TOKEN", "HTTPS_PROXY", "PYTHONPATH"})
    assert heard["profile"] == "window"


def test_children_talk_to_who_had_them_started(starter: Start) -> None:
    heard = starter("talks").heard()
    assert heard["profile"] == "worker"
    assert heard["echo"] == 3_000_000
    assert heard["running"] is None
    assert heard["status"] in (0, -signal.SIGKILL), "its channel ends first, and it may be faster"
    assert heard["session"] != heard["mine"], "what the terminal sends must not reach a worker"


def test_the_end_of_the_first_child_ends_all(starter: Start) -> None:
    running = starter("waits", "idle", "idle", "courier")
    heard = running.heard()
    os.kill(heard["pid"], signal.SIGKILL)
    assert running.status() == 128 + signal.SIGKILL
    assert all(is_gone(child) for child in heard["children"])


def test_the_end_of_the_starter_ends_all(starter: Start) -> None:
    running = starter("waits", "idle", "other")
    heard = running.heard()
    assert heard["starter"] == running.process.pid
    running.process.kill()
    assert all(is_gone(child) for child in [heard["pid"], *heard["children"]])


def test_what_a_child_started_ends_with_it(starter: Start) -> None:
    running = starter("has_grandchildren", stdin=subprocess.PIPE)
    grandchildren = [running.heard()["pid"], running.heard()["pid"]]
    assert running.heard() == {"status": -signal.SIGSEGV}
    assert all(is_gone(pid) for pid in grandchildren)


def test_an_interrupt_reaches_the_first_child_alone(starter: Start) -> None:
    running = starter("waits_for_interrupt")
    heard = running.heard()
    running.process.send_signal(signal.SIGINT)
    assert running.heard() == {"interrupted": True, "child": True}
    assert running.status() == 7
    assert all(is_gone(child) for child in heard["children"])


def test_ctrl_c_in_a_terminal_reaches_the_first_child_once() -> None:
    """The terminal tells the starter and the first child; the starter must not tell it again."""
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        starter_command(ROLES, "first", ["counts_interrupts"]),
        stdin=theirs,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - one thread
    )
    os.close(theirs)
    with process:
        running = Running(process)
        assert running.heard() == {"ready": True}
        os.write(ours, b"\x03")
        assert running.heard() == {"interrupts": 1}
        assert running.status() == 0
    os.close(ours)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_ends_the_starter_politely_ends_all(starter: Start, number: signal.Signals) -> None:
    running = starter("waits", "idle")
    heard = running.heard()
    running.process.send_signal(number)
    assert running.status() == 128 + number
    assert all(is_gone(child) for child in heard["children"])


def test_offline_ends_the_courier_and_refuses_another(starter: Start) -> None:
    heard = starter("goes_offline").heard()
    assert heard == {"refused": "Offline", "status": -signal.SIGKILL, "again": ""}


def test_an_indexer_may_start_workers_and_nothing_else(starter: Start) -> None:
    heard = starter("has_an_indexer").heard()
    assert heard == {
        "worker": "",
        "other": "",
        "courier": "EngineError",
        "open": "EngineError",
        "offline": "EngineError",
    }


def test_nonsense_is_refused(starter: Start) -> None:
    running = starter("asks_nonsense")
    assert set(running.heard()["refused"]) <= {"EngineError", "MunimentError"}
    assert running.status() == 0


def test_garbage_ends_what_was_started_and_is_answered_no_more(starter: Start) -> None:
    running = starter("sends_garbage")
    children = running.heard()["children"]
    assert running.heard() == {"ended": True, "refused": "EngineError"}
    assert all(is_gone(child) for child in children)
    assert running.status() == 0


def test_what_children_print_is_counted_and_not_kept(starter: Start) -> None:
    running = starter("prints_a_lot")
    assert running.heard() == {"reply": {"status": None, "printed": 3_202_000}}


def test_a_file_is_opened_in_the_persons_own_program(starter: Start, tmp_path: Path) -> None:
    """`xdg-open` is started outside, and without the library path of a frozen application."""
    opener, told = tmp_path / "xdg-open", tmp_path / "told"
    os.mkfifo(told)
    opener.write_text(f'#!/bin/sh\necho "$1 $LD_LIBRARY_PATH $SECRET_TOKEN" > "{told}"\n')
    opener.chmod(0o755)
    document = tmp_path / "a file.pdf"
    document.touch()
    path = f"{tmp_path}:{os.environ['PATH']}"
    starter("opens", str(document), PATH=path, LD_LIBRARY_PATH="/frozen", LD_LIBRARY_PATH_ORIG="/own", SECRET_TOKEN="kept")
    assert told.read_text() == f"{document} /own kept\n"


def test_the_first_child_can_be_replaced_by_a_fresh_one(starter: Start, tmp_path: Path) -> None:
    running = starter("begins_afresh", str(tmp_path / "marker"))
    heard = running.heard()
    assert running.status() == 5
    assert all(is_gone(pid) for pid in [heard["pid"], *heard["children"]])
    assert heard["still"] == []  # gone before the first one ends: what waits for its end waits for them


def test_no_process_leaves_a_core_dump(starter: Start) -> None:
    assert starter("dumps").heard() == {"core": [NO_CORE, NO_CORE]}


def test_the_starter_imports_nothing_that_was_installed(starter: Start) -> None:
    running = starter("waits")
    running.heard()
    maps = Path(f"/proc/{running.process.pid}/maps").read_text()
    assert "site-packages" not in maps
    assert children_of(running.process.pid)


def test_the_command_line_names_no_file_of_the_persons() -> None:
    command = starter_command(ROLES, "first", ["ask", "question"])
    assert command[:3] == [sys.executable, "-I", "-S"]
    assert command[-2:] == ["ask", "question"]
