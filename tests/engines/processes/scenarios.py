"""What real processes do in the tests of the starter. The first child's first argument names its function here."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from muniment_engines.channel import Channel
from muniment_engines.errors import MunimentError
from muniment_engines.launcher import StarterLauncher, launcher_from

Spec = dict[str, Any]


def first(channel: Channel, spec: Spec) -> int | None:
    """Run the scenario that the command line names, with the starter's launcher."""
    name, *rest = spec["arguments"]
    launcher = launcher_from(spec)
    assert isinstance(launcher, StarterLauncher)
    status: int | None = globals()[name](launcher, spec, *rest)
    return status


def say(**values: Any) -> None:
    print(json.dumps(values), flush=True)


# ── what children of the first child do ──────────────────────────────────────────────────────────────────────────────


def answer(channel: Channel, spec: Spec) -> None:
    """Say who one is, and then whatever comes, again."""
    channel.send({"pid": os.getpid(), "profile": spec["confined"]["profile"], "session": os.getsid(0)})
    while (frame := channel.receive()) is not None:
        channel.send(frame.header, frame.attachments)


def idle(channel: Channel, spec: Spec) -> None:
    """Take no notice of anything, the end of the channel included."""
    channel.send({"pid": os.getpid()})
    signal.pause()


def parent(channel: Channel, spec: Spec) -> None:
    """Have a child of one's own, and end as one is told."""
    child = os.fork()
    if child == 0:
        signal.pause()
    channel.send({"pid": child})
    channel.receive()
    os.kill(os.getpid(), signal.SIGSEGV)


def chatter(channel: Channel, spec: Spec) -> None:
    """Print far more than a pipe holds, with a secret in it."""
    for _ in range(1000):
        print("the secret text " * 100)
        print("the secret text " * 100, file=sys.stderr)
    sys.stdout.flush()
    channel.send({"printed": True})
    channel.receive()


def index(channel: Channel, spec: Spec) -> None:
    """What an indexer may start."""
    launcher = launcher_from(spec)
    for role in ("worker", "courier", "other"):
        channel.send({role: _refusal(launcher.start, role, {})})
    channel.send({"open": _refusal(launcher.open_elsewhere, "https://example.org")})
    assert isinstance(launcher, StarterLauncher)
    channel.send({"offline": _refusal(launcher.set_offline, True)})
    idle(channel, spec)


def _refusal(function: Any, *arguments: Any) -> str:
    try:
        function(*arguments)
    except MunimentError as error:
        return type(error).__name__
    return ""


# ── scenarios ────────────────────────────────────────────────────────────────────────────────────────────────────────


def exits(launcher: StarterLauncher, spec: Spec, status: str) -> int:
    return int(status)


def dies(launcher: StarterLauncher, spec: Spec) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def arguments(launcher: StarterLauncher, spec: Spec, *rest: str) -> None:
    say(arguments=rest, argv=sys.argv, environment=dict(os.environ), profile=spec["confined"]["profile"])


def talks(launcher: StarterLauncher, spec: Spec) -> None:
    child = launcher.start("other", {"private": "the secret text"})
    about = child.channel.receive(30)
    assert about is not None
    child.channel.send({"echo": 1}, [b"x" * 3_000_000])
    echo = child.channel.receive(30)
    assert echo is not None
    running = child.wait(0)
    child.kill()
    say(**about.header, echo=len(echo.attachments[0]), running=running, status=child.wait(30), mine=os.getsid(0))


def waits(launcher: StarterLauncher, spec: Spec, *roles: str) -> None:
    """Start children, say their numbers, and wait to be ended."""
    pids = [_pid(launcher, role) for role in roles]
    say(pid=os.getpid(), starter=os.getppid(), children=pids)
    signal.pause()


def waits_for_interrupt(launcher: StarterLauncher, spec: Spec) -> int:
    child = _pid(launcher, "idle")
    try:
        say(pid=os.getpid(), starter=os.getppid(), children=[child])
        signal.pause()
    except KeyboardInterrupt:
        say(interrupted=True, child=Path(f"/proc/{child}").exists())
    return 7


def has_grandchildren(launcher: StarterLauncher, spec: Spec) -> None:
    killed, crashed = launcher.start("parent", {}), launcher.start("parent", {})
    for child in (killed, crashed):
        frame = child.channel.receive(30)
        assert frame is not None
        say(**frame.header)
    killed.kill()
    crashed.channel.send({})
    say(status=crashed.wait(30))
    sys.stdin.readline()


def goes_offline(launcher: StarterLauncher, spec: Spec) -> None:
    courier = launcher.start("courier", {})
    assert courier.channel.receive(30) is not None
    launcher.set_offline(True)
    refused = _refusal(launcher.start, "courier", {})
    status = courier.wait(30)
    launcher.set_offline(False)
    say(refused=refused, status=status, again=_refusal(launcher.start, "courier", {}))


def has_an_indexer(launcher: StarterLauncher, spec: Spec) -> None:
    child = launcher.start("indexer", {})
    answers: dict[str, Any] = {}
    for _ in range(5):
        frame = child.channel.receive(30)
        assert frame is not None
        answers |= frame.header
    say(**answers)


def asks_nonsense(launcher: StarterLauncher, spec: Spec) -> None:
    questions: list[dict[str, Any]] = [
        {},
        {"start": 1},
        {"start": "nobody"},
        {"kill": 99},
        {"status": "1"},
        {"status": 1},
        {"open": "relative/path"},
        {"open": "/no/such/file"},
        {"open": "file:///etc/passwd"},
        {"open": "--help"},
        {"afresh": "yes"},
    ]
    say(refused=[_refusal(launcher.ask, question) for question in questions])


def sends_garbage(launcher: StarterLauncher, spec: Spec) -> None:
    child = _pid(launcher, "idle")
    say(children=[child])
    control = socket.socket(fileno=os.dup(spec["boot"]["control"]))
    control.setblocking(True)
    control.sendall(b"garbage " * 10)
    try:
        ended = control.recv(1) == b""
    except ConnectionResetError:
        ended = True  # the garbage was not even read to its end
    say(ended=ended, refused=_refusal(launcher.start, "other", {}))


def prints_a_lot(launcher: StarterLauncher, spec: Spec) -> None:
    child = launcher.start("chatter", {})
    assert child.channel.receive(60) is not None
    while launcher.ask({"status": 2}).header["printed"] < 3_200_000:
        pass
    say(reply=launcher.ask({"status": 2}).header)


def opens(launcher: StarterLauncher, spec: Spec, target: str) -> None:
    launcher.open_elsewhere(target)
    signal.pause()


def begins_afresh(launcher: StarterLauncher, spec: Spec, marker: str) -> int:
    if Path(marker).exists():
        return 5
    Path(marker).touch()
    children = [_pid(launcher, "idle")]
    launcher.start_afresh()
    say(pid=os.getpid(), children=children, still=[pid for pid in children if Path(f"/proc/{pid}").exists()])
    return 3


def dumps(launcher: StarterLauncher, spec: Spec) -> None:
    import resource

    say(core=resource.getrlimit(resource.RLIMIT_CORE))


def _pid(launcher: StarterLauncher, role: str) -> int:
    frame = launcher.start(role, {}).channel.receive(30)
    assert frame is not None
    return int(frame.header["pid"])


def counts_interrupts(launcher: StarterLauncher, spec: Spec) -> None:
    """After the first interrupt, a question to the starter: when it is answered, another would have come."""
    interrupts, first_came = [], threading.Event()

    def handle(number: int, _: object) -> None:
        interrupts.append(number)
        first_came.set()

    signal.signal(signal.SIGINT, handle)
    say(ready=True)
    first_came.wait()
    _pid(launcher, "other")
    say(interrupts=len(interrupts))
