"""A cable to another machine: a pair of veth devices, with a listener in a network namespace at its far end."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from muniment_engines.launcher import DirectLauncher
from muniment_engines.selftest.roles import ROLES
from muniment_engines.selftest.way import Targets
from muniment_engines.selftest.ways import every_way

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="network namespaces are Linux's"),
    pytest.mark.skipif(shutil.which("ip") is None, reason="iproute2 is not installed"),
    pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can lay a cable"),
]

LISTENER = """
import selectors, socket, sys
selector = selectors.DefaultSelector()
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    sock = socket.socket(socket.AF_INET, kind)
    sock.bind((sys.argv[1], 7777))
    if kind == socket.SOCK_STREAM:
        sock.listen()
    selector.register(sock, selectors.EVENT_READ, kind)
print("ready", flush=True)
while True:
    for key, _ in selector.select():
        said = key.fileobj.accept()[0].recv(200) if key.data == socket.SOCK_STREAM else key.fileobj.recv(200)
        print(said, flush=True)
"""
WAYS = {"a TCP connection, by system call", "a UDP letter, by system call", "a TCP connection, in Python"}


def run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no cable can be laid here: {done.stderr.strip()[:100]}")


@pytest.fixture
def far_end() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The listener's address and process."""
    name, net = f"mu{secrets.token_hex(3)}", secrets.randbelow(200) + 20
    here, there = f"10.213.{net}.1", f"10.213.{net}.2"
    run("ip", "netns", "add", name)
    try:
        run("ip", "link", "add", f"{name}a", "type", "veth", "peer", "name", f"{name}b", "netns", name)
        run("ip", "address", "add", f"{here}/30", "dev", f"{name}a")
        run("ip", "link", "set", f"{name}a", "up")
        run("ip", "-n", name, "address", "add", f"{there}/30", "dev", f"{name}b")
        run("ip", "-n", name, "link", "set", f"{name}b", "up")
        command = ["ip", "netns", "exec", name, sys.executable, "-I", "-S", "-c", LISTENER, there]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as listener:
            assert listener.stdout is not None
            assert listener.stdout.readline() == "ready\n"
            try:
                yield there, listener
            finally:
                listener.kill()
    finally:
        subprocess.run(["ip", "netns", "delete", name], capture_output=True, check=False)


def try_ways(profile: str, host: str) -> dict[str, bool]:
    """For each way whether it was stopped, in a child of this profile."""
    launcher = DirectLauncher({"child": (ROLES["selftest-worker"][0], profile)})
    ways = every_way()
    child = launcher.start("child", {})
    try:
        child.channel.receive(60)
        to = Targets(host=host, tcp=7777, udp=7777, token=f"from-{profile}")
        child.channel.send({"ways": [n for n, way in enumerate(ways) if way.name in WAYS], "targets": to.as_json()})
        stopped = {}
        while (frame := child.channel.receive(60)) is not None and "way" in frame.header:
            stopped[ways[frame.header["way"]].name] = frame.header["stopped"]
        return stopped
    finally:
        child.kill()


def test_a_worker_reaches_nobody_at_the_other_end_of_a_cable_and_an_unconfined_process_does(far_end) -> None:
    host, listener = far_end
    assert try_ways("worker", host) == dict.fromkeys(WAYS, True)
    assert try_ways("none", host) == dict.fromkeys(WAYS, False)
    heard = [listener.stdout.readline() for _ in WAYS]
    assert all("from-none" in line for line in heard)
