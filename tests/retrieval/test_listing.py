"""Which files are meant, and what is said of those that cannot be documents."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from muniment_retrieval.excluding import Excludes
from muniment_retrieval.listing import list_below, list_files, stored_path
from muniment_retrieval.model import Rules

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such files")


def listed(*paths: Path, rules: Rules | None = None) -> dict[str, str]:
    return {Path(f.path).name: f.state or "" for f in list_files(paths, rules or Rules())}


def test_an_empty_folder_has_nothing(tmp_path: Path) -> None:
    assert listed(tmp_path) == {}


def test_folders_are_walked_in_order_and_hidden_files_told_of(tmp_path: Path) -> None:
    for name in ("b/two.txt", "b/one.txt", "a/three.txt", ".git/config", "a/.hidden", "a/~$open.docx", "four.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    found = listed(tmp_path)
    assert [name for name, state in found.items() if not state] == ["four.txt", "three.txt", "one.txt", "two.txt"]
    assert {name for name, state in found.items() if state == "skipped"} == {".git", ".hidden", "~$open.docx"}


def test_a_file_that_is_named_twice_comes_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    assert len(list(list_files([tmp_path, tmp_path / "a.txt", tmp_path]))) == 1


def test_a_hidden_file_that_is_named_is_meant(tmp_path: Path) -> None:
    (tmp_path / ".notes").write_text("text")
    assert listed(tmp_path / ".notes") == {".notes": ""}


def test_a_vault_is_passed_over(tmp_path: Path) -> None:
    for name in ("vault/header.json", "vault/vault.db", "vault/deep/a.txt", "b.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text")
    assert listed(tmp_path) == {"b.txt": "", "vault": "skipped"}


def test_states_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with (tmp_path / "large.bin").open("wb") as file:
        file.truncate(512 * 1024 * 1024 + 1)
    assert listed(tmp_path, tmp_path / "gone.txt") == {"empty.txt": "empty", "large.bin": "too large", "gone.txt": "vanished"}


@linux_only
def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "device").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "socket"))
        assert listed(tmp_path) == {
            "pipe": "not supported",
            "socket": "not supported",
            "device": "not supported",
            "loop": "failed",
            "dangling": "vanished",
        }


@linux_only
def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "up").symlink_to(tmp_path)
    (tmp_path / "deep" / "a.txt").write_text("text")
    assert listed(tmp_path) == {"a.txt": "", "up": "skipped"}


@linux_only
def test_names_of_any_bytes_are_listed_and_can_be_kept(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", "ü".encode() * 125 + b".txt", b"new\nline.txt"):
        (tmp_path / os.fsdecode(name)).write_bytes(b"text")
    kept = [stored_path(f.path) for f in list_files([tmp_path])]
    assert sorted(Path(k).name for k in kept) == ["caf<e9>.txt", "new\nline.txt", "ü" * 125 + ".txt"]
    assert all(k.encode("utf-8") for k in kept)


def test_what_rules_leave_out_is_told_with_the_rule(tmp_path: Path) -> None:
    for name in ("drafts/one.txt", "keep/drafts.txt", "keep/a.TMP", "keep/b.tmp.txt", "large.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text" * (name == "large.txt") * 1_000 or "text")
    rules = Rules(("drafts/", "*.tmp"), largest=3 << 10)
    found = {f.path[len(str(tmp_path)) + 1 :]: f for f in list_files([tmp_path], rules)}
    assert {name: f.state for name, f in found.items()} == {
        "large.txt": "too large",
        "drafts": "skipped",
        "keep/a.TMP": "skipped",
        "keep/b.tmp.txt": None,
        "keep/drafts.txt": None,
    }
    assert found["drafts"].reason == "The pattern drafts/ leaves it out."
    assert "0.00293 MB" in found["large.txt"].reason
    assert listed(tmp_path / "keep" / "a.TMP", rules=rules) == {"a.TMP": "skipped"}


@pytest.mark.parametrize("deep", ["drafts/x/one.txt", ".git/x/one.txt"])
def test_a_file_is_left_out_with_the_folder_around_it(tmp_path: Path, deep: str) -> None:
    (tmp_path / deep).parent.mkdir(parents=True)
    (tmp_path / deep).write_text("text")
    (found,) = list_below(str(tmp_path / deep), str(tmp_path), Excludes(["drafts/"]))
    assert (found.path, found.state, found.folder) == (str(tmp_path / deep.split("/", maxsplit=1)[0]), "skipped", True)


AS_NOBODY = """
import os, sys
from pathlib import Path
from muniment_retrieval.listing import list_files
os.setgid(65534); os.setuid(65534)
print([(f.path, f.state, f.folder) for f in list_files([Path(p) for p in sys.argv[1:]])])
"""


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can become another user")
def test_closed_files_and_folders_are_told() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as open_to_all:
        folder = Path(open_to_all)
        folder.chmod(0o755)
        (folder / "closed").mkdir(mode=0o700)
        (folder / "closed" / "a.txt").write_text("text")
        (folder / "open.txt").write_text("text")
        command = [sys.executable, "-c", AS_NOBODY, str(folder), str(folder / "closed" / "a.txt")]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert eval(done.stdout) == [
            (str(folder / "open.txt"), None, False),
            (str(folder / "closed"), "no permission", True),
            (str(folder / "closed" / "a.txt"), "no permission", False),
        ]
