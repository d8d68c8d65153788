"""`muniment engines` as the real program: an engine set up, shown, tested against a server of the tests' own, and removed."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from end_to_end_program import Program

from ..plugins.openai_server import stream

pytest.importorskip("openai", reason="the openai SDK, which the plugin needs, is not installed")

SOURCE = Path(__file__).parents[2] / "plugins" / "openai"
KEY = "sk-very-secret-0123456789"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"


class Server:
    """Answers one request, once `look` has been run while it is under way."""

    def __init__(self, look):
        self.received = b""
        self._look = look
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self):
        try:
            connection, _ = self._server.accept()
        except OSError:
            return
        with connection:
            while not self.received.endswith(b"}"):
                self.received += connection.recv(65536)
            self._look()
            connection.sendall(HEAD + b"".join(stream(["ready"])))

    def close(self):
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()


@pytest.fixture
def seen():
    return []


@pytest.fixture
def server(seen):
    """While it answers, `seen` gets the arguments and the environment of every process that may be looked at."""

    def look():
        for name in ("cmdline", "environ"):
            for path in Path("/proc").glob(f"[0-9]*/{name}"):
                try:
                    seen.append(path.read_bytes())
                except OSError:
                    continue  # it has ended, or is closed to others

    made = Server(look)
    yield made
    made.close()


@pytest.fixture
def with_plugin(program: Program, tmp_path: Path) -> Program:
    sources = tmp_path / "source"
    shutil.copytree(SOURCE, sources, ignore=shutil.ignore_patterns("*.egg-info", "__pycache__", "build"))
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target"]
    subprocess.run([*install, str(program.home / "plugins" / "openai"), str(sources)], check=True)
    return program


def run(program, *words, typed="", expect=0):
    done = subprocess.run(
        program.command("engines", *words),
        env=program.environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == expect, (words, done.stdout, done.stderr)
    assert KEY not in done.stdout + done.stderr
    return done


def test_an_engine_is_set_up_tested_and_removed(with_plugin, server, seen):
    program = with_plugin
    how = ("--base-url", f"{server.address}/v1", "--model", "m", "--set", "tries=1")
    added = run(program, "add", "office", *how, "--key-stdin", typed=f"{KEY}\n")
    assert f"may reach {server.address} and nothing else" in added.stdout
    assert "kept in memory only" in added.stderr
    assert "private network" in added.stderr
    (listed,) = json.loads(run(program, "list", "--json").stdout)["engines"]
    assert (listed["name"], listed["plugin"], listed["addresses"], listed["key"]) == ("office", "openai", [server.address], True)

    assert "add --yes" in run(program, "test", "office", "--key-stdin", typed=f"{KEY}\n", expect=1).stderr
    assert server.received == b""

    tested = run(program, "test", "office", "--key-stdin", "--yes", typed=f"{KEY}\n")
    assert "“office” answers: ready" in tested.stdout
    assert f"Bearer {KEY}".encode() in server.received
    assert "authorization: Bearer {{api_key}}" in tested.stderr
    assert tested.stderr.rstrip().endswith(server.received.partition(b"\r\n\r\n")[2].decode())
    assert seen
    assert not any(KEY.encode() in data for data in seen)

    entries = [json.loads(line) for line in (program.home / "ledger.jsonl").read_text().splitlines()]
    assert [(e["what"], e["outcome"]) for e in entries] == [("refused", "not approved"), ("send", "begun"), ("send", "closed")]
    files = [path for path in program.home.rglob("*") if path.is_file()]
    assert not [path for path in files if KEY.encode() in path.read_bytes()]

    run(program, "remove", "office")
    assert json.loads(run(program, "list", "--json").stdout) == {"engines": []}
    run(program, "test", "office", "--yes", expect=1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "office", "--base-url", "nonsense", "--model", "m", "--no-key"), "no server's address"),
        (("add", "office", "--model", "m", "--no-key"), "“base_url” is needed"),
        (("add", "llama-cpp", "--base-url", "https://a.example", "--model", "m", "--no-key"), "choose another name"),
        (("add", "x", "--plugin", "llama-cpp", "--no-key"), "sends nothing"),
        (("add", "office", "--base-url", "https://a.example", "--model", "m"), "add --key-stdin"),
        (("add", "office", "--base-url", "https://a.example", "--model", "m", "--key-stdin"), "This is no key"),
        (("add", "office", "--base-url", "https://a.example", "--model", "m", "--no-key", "--set", "x"), "NAME=VALUE"),
    ],
)
def test_what_will_not_do_is_said(with_plugin, words, said):
    assert said in run(with_plugin, *words, expect=1).stderr
    assert not (with_plugin.home / "settings.json").exists()
