"""How a child begins: what it gives up, and in which order, before anybody else's code runs in it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from muniment_engines.boot import EXIT_NOT_CONFINED
from muniment_engines.launcher import Child, DirectLauncher, package_folders
from muniment_engines.spawn import Roles, spawn

from .conftest import linux_only

NO_CORE = 1 if sys.platform == "linux" and resource.getrlimit(resource.RLIMIT_CORE)[1] else 0
"""Not even for a crash reporter."""

PROCESSES = str(Path(__file__).parent / "processes")

CHILD = {
    "worker": ("children:report", "worker"),
    "raises": ("children:raises", "worker"),
    "missing": ("no_such_module:main", "worker"),
}
Start = Callable[..., dict[str, Any]]


@pytest.fixture
def children() -> Iterator[Callable[..., Child]]:
    launcher = DirectLauncher(CHILD, [PROCESSES, *package_folders({})])
    started: list[Child] = []

    def start(role: str = "worker", **spec: Any) -> Child:
        started.append(launcher.start(role, spec))
        return started[-1]

    yield start
    for child in started:
        child.kill()


@pytest.fixture
def report(children: Callable[..., Child]) -> Start:
    """What a worker finds when its target runs."""

    def ask(**spec: Any) -> dict[str, Any]:
        frame = children(**spec).channel.receive(30)
        assert frame is not None
        return frame.header

    return ask


def test_the_standard_library_comes_first_and_plugins_last(report: Start, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit")
    (tmp_path / "a_plugin.py").touch()
    path = report(extra_path=[str(tmp_path)], tries=["a_plugin"])
    assert path["imported"] == ["a_plugin"]
    assert path["path"][-1] == str(tmp_path)
    assert "" not in path["path"]
    first_of_ours = min(index for index, folder in enumerate(path["path"]) if "lib" not in Path(folder).parts)
    assert path["path"].index(path["standard_library"]) < first_of_ours


def test_descriptors_are_out_of_the_way_and_nothing_else_is_open(report: Start) -> None:
    with Path(__file__).open() as file:
        os.set_inheritable(file.fileno(), True)
        found = report()
        os.set_inheritable(file.fileno(), False)
    assert found["channel"] > 2
    assert set(found["descriptors"]) - {0, 1, 2} <= {found["channel"]}


def test_a_channel_below_three_is_moved_away() -> None:
    """A service may be started with its standard descriptors closed."""
    script = "import os; os.close(0); os.close(1)\n" + (Path(PROCESSES) / "starts_child.py").read_text()
    done = subprocess.run([sys.executable, "-c", script, PROCESSES], stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert done.stderr.strip() == "the channel works"


def test_a_worker_has_no_environment_to_speak_of(report: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "s")
    monkeypatch.setenv("HTTPS_PROXY", "p")
    environment = report(private_folder=str(tmp_path))["environment"]
    assert environment["HF_HUB_OFFLINE"] == environment["TRANSFORMERS_OFFLINE"] == environment["DO_NOT_TRACK"] == "1"
    assert Path(environment["TORCHINDUCTOR_CACHE_DIR"]).is_dir()
    assert environment["HOME"] == environment["TMPDIR"] == str(tmp_path)
    assert environment.keys().isdisjoint({"SECRET_TOKEN", "HTTPS_PROXY", "USER"})


def test_memory_is_limited_and_nothing_is_dumped(report: Start) -> None:
    limits = report(memory_bytes=3 << 30)["limits"]
    assert limits == {"memory": [3 << 30, 3 << 30], "core": [NO_CORE, NO_CORE]}
    assert report()["limits"]["memory"] == list(resource.getrlimit(resource.RLIMIT_AS))


@linux_only
def test_only_what_the_spec_names_can_be_read_or_written(report: Start, tmp_path: Path) -> None:
    for name in ("readable", "private", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("x")
    found = report(
        readable=[str(tmp_path / "readable")],
        private_folder=str(tmp_path / "private"),
        files=[str(tmp_path / name / "file") for name in ("readable", "private", "other")],
    )
    assert found["read"] == [True, True, False]
    assert found["written"] == [False, True, False]


@linux_only
def test_code_of_installed_packages_runs_confined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `.pth` file is code of a third party's: here it tries to read a file and to make a socket, at the interpreter's start."""
    venv.create(tmp_path / "venv", symlinks=True)
    secret, (site_packages,) = tmp_path / "secret", (tmp_path / "venv").glob("lib/python*/site-packages")
    secret.write_text("secret")
    (site_packages / "evil.py").write_text(
        "import builtins, socket\n"
        "builtins.stolen = []\n"
        f"for act in (lambda: open({str(secret)!r}).read(), socket.socket, socket.socketpair):\n"
        "    try: builtins.stolen.append(str(act()))\n"
        "    except OSError: pass\n"
    )
    (site_packages / "evil.pth").write_text("import evil\n")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "venv" / "bin" / "python"))
    child = DirectLauncher(CHILD, [PROCESSES, *package_folders({})]).start("worker", {})
    try:
        frame = child.channel.receive(30)
        assert frame is not None
        assert frame.header["stolen"] == []
    finally:
        child.kill()


@pytest.mark.parametrize("spec", [{"writable": ["/no/such/folder"]}, {"private_folder": "/no/such/folder"}, {"readable": 3}])
def test_what_cannot_be_confined_is_not_run(children: Callable[..., Child], spec: dict[str, Any]) -> None:
    child = children(**spec)
    assert child.channel.receive(30) is None
    assert child.wait(30) == EXIT_NOT_CONFINED


@pytest.mark.parametrize("role", ["raises", "missing"])
def test_a_target_that_fails_ends_its_channel(children: Callable[..., Child], role: str) -> None:
    child = children(role)
    assert child.channel.receive(30) is None
    assert child.wait(30) == 1


def test_a_child_that_is_never_told_what_it_is_for_ends() -> None:
    spawned = spawn(Roles(CHILD, [PROCESSES]), "worker", os.environ)
    spawned.channel.close()
    assert spawned.process.wait(30) == 0


def test_an_unknown_role_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        DirectLauncher(CHILD).start("nobody", {})
