"""`run.py`: which Python, which torch, what is done again, and what is not."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = [ROOT / "run.py", *sorted((ROOT / "packaging/setup").glob("*.py"))]
CUDA = ["filelock", 'cuda-bindings==13.0; platform_system == "Linux"', "sympy"]


class Pip:
    """Plays `Work`: answers what pip would install, and keeps the commands."""

    def __init__(self, needs: dict[tuple[str, bool], list[str]]) -> None:
        self.needs, self.commands, self.said = needs, [], []

    def run(self, name, command, environment=None):
        self.commands.append(command)
        if "--report" in command:
            version = command[command.index("--python-version") + 1]
            needs = self.needs.get((version, "--index-url" in command))
            if needs is None:
                raise self.stop("pip found nothing")
            report = {"install": [{"metadata": {"requires_dist": needs}}]}
            Path(command[command.index("--report") + 1]).write_text(json.dumps(report))

    def say(self, text):
        self.said.append(text)


@pytest.fixture
def pip(run_py):
    def make(needs):
        found = Pip(needs)
        found.stop = run_py.Stop
        return found

    return make


@pytest.fixture(autouse=True)
def on_linux(run_py, monkeypatch):
    monkeypatch.setattr(run_py.sys, "platform", "linux")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_needs_the_standard_library_only_and_says_so_to_old_pythons(path):
    tree = ast.parse(path.read_text(), feature_version=(3, 7))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    own = {file.stem for file in FILES}
    assert {name.split(".")[0] for name in imported} <= {*sys.stdlib_module_names, *own}
    assert not {"tomllib"} & {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    assert len(path.read_text().splitlines()) < 300


def test_another_python_that_will_do_is_started(run_py, monkeypatch):
    started = []
    monkeypatch.setattr(run_py, "THIS_VERSION", "3.9")
    monkeypatch.setattr(run_py, "other_pythons", lambda: {"3.12": "/usr/bin/python3.12"})
    monkeypatch.setattr(run_py.subprocess, "call", lambda command: started.append(command) or 7)
    assert run_py.main(["--yes", "demo"]) == 7
    assert started[0][0] == "/usr/bin/python3.12"
    assert started[0][2:] == ["--yes", "demo"]


def test_without_one_it_says_which_would_do(run_py, monkeypatch):
    monkeypatch.setattr(run_py, "THIS_VERSION", "3.14")
    monkeypatch.setattr(run_py, "other_pythons", dict)
    with pytest.raises(run_py.Stop, match=r"needs Python 3\.11, 3\.12 or 3\.13"):
        run_py.main([])


def test_an_unknown_word_gets_the_list(run_py):
    with pytest.raises(run_py.Stop, match=r"run\.py test"):
        run_py.main(["tset"])


def test_torch_without_cuda_is_taken_where_pip_finds_it(run_py, pip, monkeypatch):
    monkeypatch.setattr(run_py, "answers", lambda url: pytest.fail("nobody had to be asked"))
    assert run_py.torch_for(pip({("3.11", False): ["filelock"]}), "3.11") == ["torch==2.13.0"]


def test_torch_with_cuda_is_never_taken(run_py, pip, monkeypatch):
    monkeypatch.setattr(run_py, "answers", lambda url: False)
    asked = pip({("3.12", False): CUDA, ("3.12", True): ["filelock"]})
    assert run_py.torch_for(asked, "3.12") is None
    assert all("--dry-run" in command for command in asked.commands)


def test_torch_comes_from_its_publisher_where_that_answers(run_py, pip, monkeypatch):
    monkeypatch.setattr(run_py, "answers", lambda url: True)
    index = run_py.index_of("pytorch")
    assert run_py.torch_for(pip({("3.12", False): CUDA, ("3.12", True): ["filelock"]}), "3.12") == [
        "--index-url",
        index,
        "torch==2.13.0",
    ]
    assert run_py.torch_for(pip({("3.12", False): CUDA, ("3.12", True): CUDA}), "3.12") is None


def test_elsewhere_the_package_index_has_no_cuda(run_py, pip, monkeypatch):
    monkeypatch.setattr(run_py.sys, "platform", "darwin")
    assert run_py.torch_for(pip({("3.12", False): CUDA}), "3.12") == ["torch==2.13.0"]


def test_another_python_is_taken_for_the_sake_of_torch(run_py, pip, monkeypatch):
    monkeypatch.setattr(run_py, "answers", lambda url: False)
    monkeypatch.setattr(run_py, "THIS_VERSION", "3.13")
    monkeypatch.setattr(run_py, "other_pythons", lambda: {"3.13": "p13", "3.12": "p12", "3.11": "p11"})
    asked = pip({("3.13", False): CUDA, ("3.12", False): CUDA, ("3.11", False): ["filelock"]})
    assert run_py.make_environment(asked) == ["torch==2.13.0"]
    made = [command[0] for command in asked.commands if "venv" in command]
    assert made == [sys.executable, "p11"]
    assert any("for Python 3.13" in said and "for 3.11" in said for said in asked.said)


def test_without_any_torch_it_goes_on_and_says_so(run_py, pip, monkeypatch):
    monkeypatch.setattr(run_py, "answers", lambda url: False)
    monkeypatch.setattr(run_py, "other_pythons", lambda: {"3.12": "p12"})
    asked = pip({("3.12", False): CUDA})
    assert run_py.make_environment(asked) is None
    assert "without search by meaning" in asked.said[-1]
    assert len([command for command in asked.commands if "venv" in command]) == 1


def test_what_was_cut_off_is_installed_again(run_py, pip):
    packages = run_py.VENV / "lib/python3.11/site-packages"
    for name in ("whole", "half"):
        (packages / f"{name}-1.dist-info").mkdir(parents=True)
    (packages / "whole-1.dist-info/INSTALLER").write_text("pip\n")
    run_py.make_environment(pip({(run_py.THIS_VERSION, False): ["filelock"]}))
    assert [path.name for path in packages.iterdir()] == ["whole-1.dist-info"]


@pytest.mark.skipif(os.name != "posix", reason="plays Python with a shell script")
def test_a_second_start_does_nothing_but_start(project):
    python = project / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@" | tee -a calls\n')
    python.chmod(0o755)
    code = "import run, json; run.STAMP.write_text(json.dumps({**run.stamp(), 'tests': False}))"
    subprocess.run([sys.executable, "-c", code], cwd=project, check=True)
    answer = subprocess.run(
        [sys.executable, project / "run.py", "muniment", "search", "a b"], cwd=project, capture_output=True, text=True, check=True
    )
    assert answer.stdout == (project / "calls").read_text() == "-m muniment_desktop search a b\n"


def test_the_stamp_covers_the_locks_and_the_place(run_py, monkeypatch, project):
    before = run_py.stamp()
    monkeypatch.setattr(run_py, "LOCKS", project / "packaging/locks")
    assert run_py.stamp() == before
    (run_py.LOCKS / "torch.txt").write_text("torch==9\n")
    changed = run_py.stamp()
    monkeypatch.setattr(run_py, "ROOT", project)
    assert len({before["made_from"], changed["made_from"]}) == len({changed["project"], run_py.stamp()["project"]}) == 2
