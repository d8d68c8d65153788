"""`run.py` and its modules, loaded from their files, and a project that they can set up without fetching anything."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETUP = ROOT / "packaging" / "setup"
MODULES = [path.stem for path in SETUP.glob("*.py")]


@pytest.fixture
def run_py(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    """run.py as a module, with its `.venv` and the user's cache in the test's own folder."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("CMAKE_ARGS", raising=False)
    spec = importlib.util.spec_from_file_location("run_py", ROOT / "run.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv/muniment.json")
    yield module
    for name in MODULES:
        sys.modules.pop(name, None)


@pytest.fixture
def setup(run_py: ModuleType) -> dict[str, ModuleType]:
    """The modules of packaging/setup, as run.py has loaded them."""
    return {name: sys.modules[name] for name in MODULES}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what setting up reads, in a folder with a space in its name."""
    copy = tmp_path / "a project"
    for path in ("run.py", "pyproject.toml", "packaging/setup", "packaging/locks", "desktop/muniment_desktop/addresses.toml"):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / path).is_dir():
            shutil.copytree(ROOT / path, copy / path, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / path, copy / path)
    return copy
