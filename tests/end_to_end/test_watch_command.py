"""A vault that keeps up with its folders, by the real program with all its confined processes."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest
from end_to_end_program import Program


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "drafts").mkdir(parents=True)
    (folder / "drafts" / "draft.txt").write_text("This is a draft, which nobody should read.")
    (folder / "lease.txt").write_text("The rent of the warehouse is 4,210 euros a month.")
    (folder / "notes.txt").write_text("The landlord called about the heating.")
    return folder


def names(program: Program) -> dict[str, str]:
    return {document["name"]: document["sha256"] for document in program.json("status")["states"]}


def test_a_vault_follows_its_folder(program: Program, papers: Path) -> None:
    (folder,) = program.json("folders", "add", str(papers), "--exclude", "drafts/")["folders"]
    assert (folder["state"], folder["exclude"]) == ("new", ["drafts/"])
    assert program.json("watch", "--once")["states"] == {"read": 2}
    assert set(names(program)) == {"lease.txt", "notes.txt"}
    assert program.json("folders", "list")["folders"][0]["state"] == "watched"
    before = names(program)
    (papers / "lease.txt").rename(papers / "drafts.txt")
    (papers / "notes.txt").unlink()
    assert program.json("watch", "--once")["states"] == {"read": 1, "forgotten": 2}
    assert names(program) == {"drafts.txt": before["lease.txt"]}
    program.on_vault("index", str(papers))  # by the folder's own rules
    assert set(names(program)) == {"drafts.txt"}
    program.on_vault("folders", "change", str(papers), "--exclude", "", "--keep-deleted")
    assert program.json("watch", "--once")["states"] == {"read": 1}
    program.on_vault("forget", "draft.txt")
    assert program.on_vault("watch", "--once", "--json").stdout == ""
    assert set(names(program)) == {"drafts.txt"}
    assert program.json("folders", "remove", str(papers), "--forget") == {"folders": []}
    assert names(program) == {}


def test_it_watches_until_it_is_stopped(program: Program, papers: Path) -> None:
    command = program.command("watch", str(papers), "--vault", str(program.vault), "--json")
    with subprocess.Popen(
        command, env=program.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as watching:
        assert watching.stdout is not None
        assert json.loads(watching.stdout.readline())["states"] == {"read": 3}
        (papers / "new.txt").write_text("This came while the folder was watched.")
        assert json.loads(watching.stdout.readline())["states"] == {"read": 1}
        watching.send_signal(signal.SIGINT)
        assert watching.wait(120) == 0
    assert "new.txt" in names(program)


def test_what_cannot_be_watched_is_said(program: Program, tmp_path: Path) -> None:
    assert "no folder at" in program.on_vault("watch", str(tmp_path / "nowhere"), expect=1).stderr
    assert "No folder is watched" in program.on_vault("watch", expect=1).stderr
    assert "is no size" in program.on_vault("watch", "--max-size", "huge", expect=2).stderr


def test_index_leaves_out_what_it_is_told_to(program: Program, papers: Path) -> None:
    (papers / "large.txt").write_text("x" * 3_000)
    report = program.json("index", str(papers), "--exclude", "drafts/", "--exclude", "n*.txt", "--max-size", "2KB")
    assert report["states"] == {"read": 1, "skipped": 2, "too large": 1}
