"""Folders are compared when something is told of them, files are taken once they are at rest, and nothing is forgotten that is
merely out of sight. The clock and the system's telling are the test's; files and vault are real.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from muniment_engines.api import Cancelled
from muniment_retrieval import mounts
from muniment_retrieval.indexer import following as module
from muniment_retrieval.indexer.following import ASK_SECONDS, LOOK_SECONDS, Following
from muniment_retrieval.indexer.resting import SECONDS as REST
from muniment_retrieval.model import Presence, Rules, WatchedFolder
from muniment_retrieval.vault import Vault
from muniment_retrieval.vault.writing import Reading, Source


class Watch:
    """Tells what the test tells it to."""

    def __init__(self, folder: WatchedFolder, changed: Callable[[list[str]], None], failed: Callable[[], None]) -> None:
        self.folder, self.changed, self.failed = folder, changed, failed
        self.closed = False
        changed([folder.path])

    def close(self) -> None:
        self.closed = True


class Follower:
    """Following by a clock that stands still until it is moved on."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.now = 1_000.0
        self.watches: list[Watch] = []
        self.said: list[tuple[str, Presence]] = []
        self.following = Following(
            vault,
            lambda: None,
            lambda folder: self.said.append((Path(folder.path).name, folder.state)),
            begin=self._begin,
            clock=lambda: self.now,
            now_ns=lambda: 1 << 62,
        )

    def _begin(self, folder: WatchedFolder, changed: Callable[[list[str]], None], failed: Callable[[], None]) -> Watch:
        self.watches.append(Watch(folder, changed, failed))
        return self.watches[-1]

    def after(self, seconds: float) -> dict[str, list[str]]:
        """What there is to do so much later, by names."""
        self.now += seconds
        found = self.following.collect(lambda: None)
        for listed in found.changed:  # as if it had been read
            self.vault.writing.put(
                Source(listed.path, f"sha of {listed.path}", listed.size, listed.modified_ns, "text/plain"), Reading("read")
            )
        told = {
            "changed": [Path(listed.path).name for listed in found.changed],
            "gone": [Path(path).name for path in self.following.still_gone(found.gone)],
            "kept": [Path(path).name for path in self.following.still_gone(found.kept)],
            "ruled out": [Path(path).name for path in found.ruled_out],
            "left out": [Path(one.path).name for one in found.left_out],
        }
        return {what: sorted(names) for what, names in told.items() if names}

    def tell(self, *paths: Path) -> None:
        """Say that these have changed, and have it heard."""
        self.watches[-1].changed([str(path) for path in paths])
        if found := self.following.collect(lambda: None):
            self.following.put_back(found)


@pytest.fixture
def follower(vault: Vault) -> Iterator[Follower]:
    made = Follower(vault)
    yield made
    made.following.close()
    assert all(watch.closed for watch in made.watches)


def test_a_folder_is_compared_once_and_then_only_what_is_told(follower: Follower, vault: Vault, papers: Path) -> None:
    vault.folders.add(str(papers), Rules())
    assert follower.after(0) == {"changed": ["one.txt", "three.txt", "two.txt"]}
    assert follower.said == [("papers", Presence.WATCHED)]
    assert follower.after(0) == {}
    (papers / "four.txt").write_text("new")
    (papers / "five.txt").write_text("new, but not told of")
    follower.tell(papers / "four.txt")
    assert follower.after(REST / 2) == {}
    assert follower.following.seconds() == pytest.approx(REST / 2)
    assert follower.after(REST / 2) == {"changed": ["four.txt"]}
    assert follower.after(module.AGAIN_SECONDS) == {"changed": ["five.txt"]}


def test_a_file_is_waited_for_until_it_is_at_rest(follower: Follower, vault: Vault, papers: Path) -> None:
    vault.folders.add(str(papers), Rules())
    follower.after(0)
    for size in range(1, 4):
        (papers / "four.txt").write_text("x" * size)
        follower.tell(papers / "four.txt")
        assert follower.after(REST * 0.9) == {}
    (papers / "four.txt").write_text("a change that nobody tells of")
    assert follower.after(REST) == {}
    assert follower.after(REST) == {"changed": ["four.txt"]}


def test_a_file_that_was_written_just_now_is_waited_for(follower: Follower, vault: Vault, papers: Path) -> None:
    os.utime(papers / "one.txt", ns=((1 << 62) - 1, (1 << 62) - 1))
    vault.folders.add(str(papers), Rules())
    assert follower.after(0) == {"changed": ["three.txt", "two.txt"]}
    os.utime(papers / "one.txt")
    assert follower.after(REST) == {}
    assert follower.after(REST) == {"changed": ["one.txt"]}


def test_what_is_deleted_is_gone_or_kept(follower: Follower, vault: Vault, papers: Path) -> None:
    number = vault.folders.add(str(papers), Rules())
    follower.after(0)
    (papers / "one.txt").unlink()
    follower.tell(papers / "one.txt")
    assert follower.after(REST) == {"gone": ["one.txt"]}
    vault.folders.change(number, Rules(keeps_deleted=True))
    assert follower.after(LOOK_SECONDS) == {"kept": ["one.txt"]}


def test_a_folder_that_moves_away_takes_all_its_files(follower: Follower, vault: Vault, papers: Path, tmp_path: Path) -> None:
    (papers / "deep").mkdir()
    (papers / "deep" / "four.txt").write_text("four")
    vault.folders.add(str(papers), Rules())
    follower.after(0)
    (papers / "deep").rename(papers / "other")
    follower.tell(papers / "deep", papers / "other")
    assert follower.after(REST) == {"changed": ["four.txt"], "gone": ["four.txt"]}


def test_a_folder_that_is_away_loses_nothing_and_comes_back(
    follower: Follower, vault: Vault, papers: Path, tmp_path: Path
) -> None:
    vault.folders.add(str(papers), Rules())
    follower.after(0)
    papers.rename(tmp_path / "unplugged")
    follower.tell(papers, papers / "one.txt")
    assert follower.after(REST) == {}
    assert follower.after(LOOK_SECONDS) == {}
    (folder,) = vault.watched()
    assert folder.state is Presence.AWAY and "not there" in folder.reason
    assert follower.watches[0].closed
    papers.mkdir()  # the place where the disk will be, while it is away
    assert follower.after(LOOK_SECONDS) == {}
    assert "empty" in vault.watched()[0].reason
    papers.rmdir()
    (tmp_path / "unplugged").rename(papers)
    (papers / "four.txt").write_text("written elsewhere")
    (papers / "two.txt").unlink()
    assert follower.after(LOOK_SECONDS) == {"changed": ["four.txt"], "gone": ["two.txt"]}
    assert vault.watched()[0].state is Presence.WATCHED


def test_a_folder_that_was_emptied_is_empty(follower: Follower, vault: Vault, papers: Path) -> None:
    vault.folders.add(str(papers), Rules())
    follower.after(0)
    for path in papers.iterdir():
        path.unlink()
    follower.tell(papers)
    assert follower.after(REST) == {"gone": ["one.txt", "three.txt", "two.txt"]}


def test_another_folder_in_its_place_is_followed(follower: Follower, vault: Vault, papers: Path) -> None:
    vault.folders.add(str(papers), Rules())
    follower.after(0)
    papers.rename(papers.with_name("old"))
    shutil.copytree(papers.with_name("old"), papers)
    (papers / "one.txt").unlink()
    follower.after(LOOK_SECONDS)
    assert follower.after(0) == {"gone": ["one.txt"]}
    assert [watch.closed for watch in follower.watches] == [True, False]


def test_a_folder_that_the_system_cannot_watch_is_looked_at(follower: Follower, vault: Vault, papers: Path) -> None:
    vault.folders.add(str(papers), Rules())
    follower.after(0)
    follower.watches[0].failed()
    follower.after(0)
    (folder,) = vault.watched()
    assert folder.state is Presence.ASKED and "looks itself" in folder.reason
    (papers / "four.txt").write_text("four")
    assert follower.after(1) == {}
    assert follower.after(ASK_SECONDS) == {"changed": ["four.txt"]}


def test_rules_leave_out_and_take_back(follower: Follower, vault: Vault, papers: Path) -> None:
    number = vault.folders.add(str(papers), Rules())
    follower.after(0)
    vault.folders.change(number, Rules(("t*.txt",), largest=10))  # what was read before it was too large stays
    follower.following.look_again()
    assert follower.after(0) == {"ruled out": ["three.txt", "two.txt"], "left out": ["three.txt", "two.txt"]}
    vault.writing.leave([str(papers / "two.txt"), str(papers / "three.txt")])
    vault.folders.change(number, Rules())
    follower.following.look_again()
    assert follower.after(0) == {"changed": ["three.txt", "two.txt"]}


def test_what_lies_in_a_folder_that_is_left_out_is_not_looked_at(follower: Follower, vault: Vault, papers: Path) -> None:
    vault.folders.add(str(papers), Rules(("drafts/",)))
    follower.after(0)
    (papers / "drafts").mkdir()
    (papers / "drafts" / "four.txt").write_text("four")
    follower.tell(papers / "drafts" / "four.txt")
    assert follower.after(REST) == {"left out": ["drafts"]}


def test_what_was_cut_off_comes_again(follower: Follower, vault: Vault, papers: Path) -> None:
    vault.folders.add(str(papers), Rules())

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        follower.following.collect(stop)
    found = follower.following.collect(lambda: None)
    assert len(found.changed) == 3
    follower.following.put_back(found)
    assert follower.following.seconds() == 0
    assert follower.after(0) == {"changed": ["one.txt", "three.txt", "two.txt"]}


def test_a_folder_that_is_followed_no_longer_is_left_alone(follower: Follower, vault: Vault, papers: Path) -> None:
    number = vault.folders.add(str(papers), Rules())
    follower.after(0)
    vault.folders.remove(number)
    follower.after(LOOK_SECONDS)
    assert follower.watches[0].closed
    assert len(vault.documents()) == 3


def test_a_share_that_never_answers_holds_nobody_up(
    follower: Follower, vault: Vault, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from muniment_retrieval.indexer import presence

    answers = threading.Event()
    calls = []

    def hang(path: str) -> tuple[str, str]:
        calls.append(path)
        answers.wait(30)
        return "", "too late"

    monkeypatch.setattr(presence, "PATIENCE", 0.01)
    monkeypatch.setattr(presence, "_look", hang)
    vault.folders.add(str(papers), Rules())
    for _ in range(3):
        assert follower.after(LOOK_SECONDS) == {}
    answers.set()
    assert calls == [str(papers)]
    assert "does not answer" in vault.watched()[0].reason


@pytest.fixture
def mounted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Have the system's table say that something is mounted at these places."""
    table = tmp_path / "mountinfo"
    monkeypatch.setattr(mounts, "TABLE", table)

    def mounted_at(*places: Path) -> None:
        table.write_text(
            "".join(f"36 35 98:0 / {str(place).replace(' ', chr(92) + '040')} rw - ext3 disk rw\n" for place in places)
        )

    mounted_at()
    return mounted_at


def test_a_disk_in_the_midst_of_a_folder_may_go_and_come(
    follower: Follower, vault: Vault, papers: Path, mounted: Callable[..., None]
) -> None:
    disk = papers / "deep" / "old disk"
    disk.mkdir(parents=True)
    (disk / "four.txt").write_text("four")
    mounted(disk)
    vault.folders.add(str(papers), Rules())
    assert follower.after(0)["changed"] == ["four.txt", "one.txt", "three.txt", "two.txt"]
    shutil.copytree(disk, papers.parent / "kept")
    (disk / "four.txt").unlink()
    mounted()
    follower.tell(disk / "four.txt", papers / "deep")
    assert follower.after(REST) == {}
    assert follower.after(LOOK_SECONDS) == {}  # and it is compared as a whole
    disk.rmdir()
    disk.parent.rmdir()
    (papers / "one.txt").unlink()
    assert follower.after(module.AGAIN_SECONDS) == {"gone": ["one.txt"]}
    vault.writing.leave([str(papers / "one.txt")])
    shutil.copytree(papers.parent / "kept", disk)
    mounted(disk)
    (disk / "five.txt").write_text("five")
    assert follower.after(LOOK_SECONDS) == {"changed": ["five.txt"]}
    (disk / "four.txt").unlink()
    assert follower.after(module.AGAIN_SECONDS) == {"gone": ["four.txt"]}


def test_what_stands_where_a_disk_was_takes_its_place(
    follower: Follower, vault: Vault, papers: Path, mounted: Callable[..., None]
) -> None:
    disk = papers / "disk"
    disk.mkdir()
    (disk / "four.txt").write_text("four")
    mounted(disk)
    vault.folders.add(str(papers), Rules())
    follower.after(0)
    mounted()
    (disk / "four.txt").rename(disk / "five.txt")
    assert follower.after(LOOK_SECONDS) == {"changed": ["five.txt"], "gone": ["four.txt"]}


def test_a_disk_that_does_not_answer_holds_nobody_up(
    follower: Follower, vault: Vault, papers: Path, mounted: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    share = papers / "share"
    share.mkdir()
    (share / "four.txt").write_text("four")
    mounted(share)
    vault.folders.add(str(papers), Rules())
    follower.after(0)
    answers = threading.Event()
    monkeypatch.setattr(mounts, "PATIENCE", 0.05)
    monkeypatch.setattr(mounts, "look", lambda place: answers.wait(60))
    (share / "five.txt").write_text("not seen")
    assert follower.after(module.AGAIN_SECONDS) == {"left out": ["share"]}
    answers.set()
    for thread in threading.enumerate():
        if thread.name == "asking a disk":
            thread.join(10)
    assert follower.after(module.AGAIN_SECONDS) == {"changed": ["five.txt"]}
