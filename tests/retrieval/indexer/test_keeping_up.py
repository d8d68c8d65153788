"""Folders that are followed by a real indexer in its own confined process, told of changes by the system itself."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from time import monotonic

import pytest
from muniment_engines.api import Cancel
from muniment_engines.errors import EngineCrashed
from muniment_retrieval.indexer import IndexerClient
from muniment_retrieval.model import IndexReport, Presence, Progress, Rules
from muniment_retrieval.vault import Vault

PATIENCE = 60.0


class Follower:
    """Follows on a thread, and keeps what it hears."""

    def __init__(self, client: IndexerClient) -> None:
        self.client = client
        self.cancel = Cancel()
        self.heard: Queue[Progress | IndexReport] = Queue()
        self.failure: Exception | None = None
        self._thread = threading.Thread(target=self._follow)
        self._thread.start()

    def _follow(self) -> None:
        try:
            for event in self.client.follow(self.cancel):
                self.heard.put(event)
        except EngineCrashed as error:
            self.failure = error

    def until(self, what: Callable[[Progress | IndexReport], bool]) -> Progress | IndexReport:
        """The next event of that kind."""
        until = monotonic() + PATIENCE
        while monotonic() < until:
            try:
                event = self.heard.get(timeout=1)
            except Empty:
                continue
            if what(event):
                return event
        raise AssertionError("it was never told")

    def comes_to(self, **expected: int) -> None:
        """Wait until the next reports say just that, and there is nothing more to do.

        On a busy machine there may be nothing to do for a moment between two changes, or before the first of them was heard of.
        """
        wanted, states = Counter(_states(expected)), Counter[str]()
        while True:
            event = self.until(_says_something)
            if isinstance(event, IndexReport):
                states.update(event.states)
                assert states <= wanted
            elif states == wanted:
                return

    def close(self) -> None:
        self.cancel.request()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


def _states(expected: dict[str, int]) -> dict[str, int]:
    return {state.replace("_", " "): count for state, count in expected.items()}


def _says_something(event: Progress | IndexReport) -> bool:
    return isinstance(event, IndexReport) or (event.stage == "watching" and not event.path)


@pytest.fixture
def follow(client: Callable[..., IndexerClient]) -> Iterator[Callable[[], Follower]]:
    made: list[Follower] = []

    def begin() -> Follower:
        made.append(Follower(client()))
        return made[-1]

    yield begin
    for one in made:
        one.close()


def vectors(vault: Vault) -> dict[str, tuple[int, int, bool]]:
    return {document.name: (document.id, document.vector_count, document.meaning) for document in vault.documents()}


def test_what_changes_is_read_moved_and_forgotten(follow, vault: Vault, papers: Path) -> None:
    vault.folders.add(str(papers), Rules(("*.tmp",)))
    follower = follow()
    follower.comes_to(read=3)
    assert vault.watched()[0].state is Presence.WATCHED
    before = vectors(vault)
    assert all(meaning for _, _, meaning in before.values())

    (papers / "deep").mkdir()
    (papers / "deep" / "five.tmp").write_text("This one is left out.")
    (papers / "deep" / "four.txt").write_text("This is the fourth text.")
    follower.comes_to(read=1)
    assert [Path(one.path).name for one in vault.left_out()] == ["five.tmp"]

    (papers / "one.txt").rename(papers / "deep" / "renamed.txt")
    follower.comes_to(read=1, forgotten=1)
    after = vectors(vault)
    assert after["renamed.txt"] == before["one.txt"]  # the same document with the same vectors under another name
    assert "one.txt" not in after

    (papers / "deep").rename(papers / "moved")
    follower.comes_to(read=2, forgotten=2)
    assert vault.at_path(str(papers / "moved" / "renamed.txt")).id == before["one.txt"][0]
    (papers / "moved" / "six.txt").write_text("This is in a folder that was moved.")
    follower.comes_to(read=1)

    shutil.rmtree(papers / "moved")
    (papers / "two.txt").write_text("This is another text than it was.")
    follower.comes_to(read=1, forgotten=3)
    assert sorted(vectors(vault)) == ["three.txt", "two.txt"]
    assert follower.failure is None


def test_what_changed_while_nobody_looked_is_found_at_the_start(follow, client, run, vault: Vault, papers: Path) -> None:
    vault.folders.add(str(papers), Rules(keeps_deleted=True))
    first = follow()
    first.comes_to(read=3)
    first.close()
    first.client.close()
    (papers / "one.txt").unlink()
    (papers / "two.txt").rename(papers / "2.txt")
    second = follow()
    second.comes_to(read=1, kept=2)
    kept = vault.at_path(str(papers / "one.txt"))
    assert kept.state == "read" and "not there any more" in kept.reason
    assert vault.at_path(str(papers / "two.txt")) is None
    second.close()
    second.client.close()
    before = vault.documents()
    third = follow()
    third.comes_to()
    assert vault.documents() == before


def test_orders_come_between(follow, run, vault: Vault, papers: Path, tmp_path: Path) -> None:
    vault.folders.add(str(papers), Rules())
    other = tmp_path / "other.txt"
    other.write_text("This is in no folder that is followed.")
    follower = follow()
    report, events = run(follower.client, other)
    assert report.states == {"read": 1}
    assert {Path(event.path).name for event in events if event.path} == {"other.txt"}
    follower.comes_to(read=3)
    vault.folders.add(str(tmp_path / "more"), Rules())
    follower.client.look_again()
    follower.until(lambda event: isinstance(event, Progress) and event.state == Presence.AWAY)
    assert len(vault.documents()) == 4


def test_an_indexer_that_dies_is_told(follow, vault: Vault, papers: Path) -> None:
    vault.folders.add(str(papers), Rules())
    follower = follow()
    follower.comes_to(read=3)
    follower.client._child.kill()
    follower._thread.join(PATIENCE)
    assert follower.failure is not None


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode, and links other things")
def test_links_and_names_of_any_bytes(follow, vault: Vault, papers: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (papers / "link").symlink_to(outside)
    (papers / "up").symlink_to("..")
    (papers / "loop").symlink_to("loop")
    os.mkfifo(papers / "pipe")
    vault.folders.add(str(papers), Rules())
    follower = follow()
    follower.comes_to(read=3, failed=1, not_supported=1)
    assert {Path(one.path).name for one in vault.left_out()} == {"link", "up"}
    (outside / "four.txt").write_text("This is in no folder that is followed.")
    (papers / os.fsdecode(b"caf\xe9.txt")).write_text("This has a strange name.")
    (papers / ("ü" * 125 + ".txt")).write_text("This has a long name.")
    read = 0
    while read < 2:  # what could not be read before may be tried again
        report = follower.until(lambda event: isinstance(event, IndexReport))
        assert isinstance(report, IndexReport)
        read += report.states.get("read", 0)
    assert {document.name for document in vault.documents()} >= {"caf<e9>.txt", "ü" * 125 + ".txt"}
    assert "four.txt" not in vectors(vault)
