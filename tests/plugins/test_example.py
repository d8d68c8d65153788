"""The example plugin, built and laid out as a person's installation has it: found by its entry point, answering in a worker."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from muniment_engines.api import Cancel, ChatRequest, Message, TextDelta, Usage
from muniment_engines.conformance import ChatConformance
from muniment_engines.host import ChatWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher
from muniment_engines.registry import EngineEntry, find_engines

SOURCE = Path(__file__).parents[2] / "plugins" / "example"
ROLES = {"worker": ("muniment_engines.worker:main", "worker")}


@pytest.fixture(scope="module")
def plugin_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the built plugin and what it needs, unpacked."""
    try:
        needed = metadata.distribution("roman-numerals")
    except metadata.PackageNotFoundError:
        pytest.skip("roman-numerals, which the example plugin needs, is not installed")
    folder = tmp_path_factory.mktemp("plugins") / "example"
    sources = tmp_path_factory.mktemp("source") / "example"
    shutil.copytree(SOURCE, sources, ignore=shutil.ignore_patterns("*.egg-info", "__pycache__", "build"))
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target"]
    subprocess.run([*install, str(folder), str(sources)], check=True)
    for file in (file for file in needed.files or () if ".." not in file.parts):
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(str(needed.locate_file(file)), target)
    return folder


@pytest.fixture
def entry(plugin_folder: Path) -> EngineEntry:
    return find_engines([str(plugin_folder)])["example"]


@pytest.fixture
def engine(entry: EngineEntry) -> Iterator[ChatWorker]:
    spec = WorkerSpec(entry.reference, entry.kind, {}, extra_path=(entry.folder,) if entry.folder else ())
    with ChatWorker(DirectLauncher(ROLES), spec) as worker:
        yield worker


def test_it_is_found_by_its_entry_point_and_not_imported(entry: EngineEntry) -> None:
    assert (entry.kind, entry.reference) == ("chat", "muniment_example")
    assert entry.distribution == "muniment-plugin-example"
    assert "muniment_example" not in sys.modules


def test_it_answers_through_a_worker(engine: ChatWorker) -> None:
    question = ChatRequest((Message("system", "Be short."), Message("user", "Excerpts:\n\nThe rent is due on Monday.\n\nWhen?")))
    assert list(engine.generate(question, Cancel())) == [TextDelta("III. The rent is due on Monday."), Usage(8, 7)]
    assert engine.info.name == "example"


class TestExample(ChatConformance):
    """In a worker too: the fixture `engine` is this file's."""
