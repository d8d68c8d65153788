"""What is written down twice agrees, and no lock names an address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "packaging/locks"
WITH_HASHES = ["muniment.txt", "development.txt", "build.txt", "llama-cpp-python.txt"]


def read(path):
    return tomllib.loads((ROOT / path).read_text())


def pins(name):
    return re.findall(r"^([a-z0-9-]+)==(\S+)", (LOCKS / name).read_text(), re.MULTILINE)


@pytest.mark.parametrize("lock", ["muniment.txt", "development.txt", "build.txt"])
def test_the_locks_are_those_of_the_project(lock):
    project = read("pyproject.toml")
    dev, build = (project["dependency-groups"][group] for group in ("dev", "build"))
    asked = {"muniment.txt": project["project"]["dependencies"], "development.txt": dev, "build.txt": build}[lock]
    pinned = dict(pins(lock) + pins("torch.txt") + pins("llama-cpp-python.txt"))
    wanted = {requirement.name: requirement.specifier for requirement in map(Requirement, asked)}
    assert [name for name, versions in wanted.items() if pinned.get(name, "0") not in versions] == []


@pytest.mark.parametrize("name", WITH_HASHES)
def test_every_requirement_has_a_version_and_hashes(name):
    requirements = (LOCKS / name).read_text().replace("\\\n", " ").strip().splitlines()
    assert all(re.match(r"[a-z0-9-]+==\S+.*--hash=sha256:[0-9a-f]{64}", line) for line in requirements)


@pytest.mark.parametrize("path", sorted(LOCKS.glob("*.txt")), ids=lambda path: path.name)
def test_no_lock_names_an_address(path):
    assert not re.search(r"://|--index|--find-links|--extra", path.read_text())


def test_torch_and_llama_cpp_python_have_one_version():
    metadata = {entry["name"]: entry["version"] for entry in read("packaging/locks/uv.toml")["dependency-metadata"]}
    assert dict(pins("torch.txt") + pins("llama-cpp-python.txt")) == metadata
    overridden = read("pyproject.toml")["tool"]["uv"]["override-dependencies"]
    assert dict(entry.split(" ;")[0].split("==") for entry in overridden) == metadata


def test_what_is_installed_apart_is_in_no_lock():
    names = {name for lock in ("muniment.txt", "development.txt", "build.txt") for name, _ in pins(lock)}
    assert not {"torch", "llama-cpp-python"} & names
    assert not [name for name in names if re.match("nvidia|cuda|triton", name)]


def test_the_locks_agree_with_each_other():
    runtime = set(pins("muniment.txt"))
    for lock in ("development.txt", "build.txt"):
        shared = {name for name, _ in pins(lock)} & {name for name, _ in runtime}
        assert {pin for pin in pins(lock) if pin[0] in shared} <= runtime


def test_the_public_addresses_stand_in_one_file():
    addresses = "desktop/muniment_desktop/addresses.toml"
    sections = read(addresses)
    hosts = [re.sub(r"https://([^/]+).*", r"\1", sections[name]["cpu_index"]) for name in ("pytorch", "llama_cpp_python")]
    kinds = {".py", ".toml", ".txt", ".cmake", ".sh", ""}
    files = [
        path
        for folder in ("engines", "retrieval", "desktop", "packaging", "scripts", ".ci")
        for path in (ROOT / folder).rglob("*")
    ]
    files = [path for path in [*files, ROOT / "pyproject.toml", ROOT / "run.py"] if path.is_file() and path.suffix in kinds]
    naming = {path.relative_to(ROOT).as_posix() for path in files if any(host in path.read_text() for host in hosts)}
    assert naming == {addresses}


def test_both_distributions_have_one_version():
    both = [read(path)["project"] for path in ("pyproject.toml", "engines/pyproject.toml")]
    assert len({project["version"] for project in both}) == len({project["requires-python"] for project in both}) == 1
