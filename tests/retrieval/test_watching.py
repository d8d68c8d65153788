"""What the system tells of a folder, by the real library; and what is told where it cannot."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest
from muniment_retrieval.model import Rules, WatchedFolder
from muniment_retrieval.watching import FolderWatch

PATIENCE = 30.0


class Ear:
    def __init__(self) -> None:
        self.watch: FolderWatch | None = None
        self.heard: Queue[str] = Queue()
        self.failed = threading.Event()

    def listen(self, folder: Path, *exclude: str) -> None:
        watched = WatchedFolder(1, str(folder), Rules(exclude))
        self.watch = FolderWatch(watched, lambda paths: [self.heard.put(path) for path in paths], self.failed.set)

    def hears(self, *paths: Path) -> None:
        """Wait until all of these were told of."""
        missing = {str(path) for path in paths}
        while missing:
            missing.discard(self.heard.get(timeout=PATIENCE))


@pytest.fixture
def ear() -> Iterator[Ear]:
    made = Ear()
    yield made
    if made.watch is not None:
        made.watch.close()


def test_it_begins_with_the_folder_and_goes_on_with_what_changes(ear: Ear, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    ear.listen(tmp_path)
    ear.hears(tmp_path)
    (tmp_path / "deep" / "a.txt").write_text("a")
    ear.hears(tmp_path / "deep" / "a.txt")
    (tmp_path / "new" / "newer").mkdir(parents=True)
    ear.hears(tmp_path / "new")
    (tmp_path / "new" / "newer" / "b.txt").write_text("b")
    ear.hears(tmp_path / "new" / "newer" / "b.txt")
    (tmp_path / "new").rename(tmp_path / "other")
    ear.hears(tmp_path / "new", tmp_path / "other")
    (tmp_path / "other" / "newer" / "b.txt").unlink()
    ear.hears(tmp_path / "other" / "newer" / "b.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="links are other things elsewhere")
def test_links_are_not_followed_and_what_is_left_out_is_not_watched(ear: Ear, tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    for path in (folder / "drafts", outside):
        path.mkdir(parents=True)
    (folder / "link").symlink_to(outside)
    (folder / "up").symlink_to("..")
    ear.listen(folder, "drafts/")
    ear.hears(folder)
    (outside / "a.txt").write_text("a")
    (folder / "drafts" / "b.txt").write_text("b")
    (folder / "last.txt").write_text("c")
    told = []
    while (path := ear.heard.get(timeout=PATIENCE)) != str(folder / "last.txt"):
        told.append(path)
    assert told == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
def test_a_folder_whose_name_is_no_unicode_cannot_be_watched(ear: Ear, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9")).mkdir()
    ear.listen(tmp_path)
    assert ear.failed.wait(PATIENCE)


def test_a_system_without_more_watches_is_told_of(ear: Ear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from watchfiles import _rust_notify

    def none_left(*_: object) -> None:
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr(_rust_notify, "RustNotify", none_left)
    ear.listen(tmp_path)
    assert ear.failed.wait(PATIENCE)
