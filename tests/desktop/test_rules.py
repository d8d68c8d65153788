"""What a person writes of rules, and what it means."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from memory_keeper import MemoryKeeper
from muniment_desktop.cli.rules import add_keeping, add_rules, rules_of, size_of, size_text
from muniment_desktop.watched_folders import WatchedFolders
from muniment_retrieval.model import NameNotFound, Rules, VaultError
from muniment_retrieval.vault import Vault, create_vault
from muniment_retrieval.vault.writing import Reading, Source


def rules(*words: str, before: Rules | None = None) -> Rules:
    parser = argparse.ArgumentParser()
    add_rules(parser)
    add_keeping(parser)
    return rules_of(parser.parse_args(words), before)


def test_what_is_not_said_stays_as_it_was() -> None:
    before = Rules(("*.tmp",), 5 << 20, keeps_deleted=True)
    assert rules(before=before) == before
    assert rules("--exclude", "a", "--exclude", "b/", before=before).exclude == ("a", "b/")
    assert rules("--exclude", "", before=before).exclude == ()
    assert rules("--max-size", "1.5GB", before=before) == Rules(("*.tmp",), 3 << 29, keeps_deleted=True)
    assert rules("--forget-deleted", before=before) == Rules(("*.tmp",), 5 << 20)
    assert rules("--keep-deleted").keeps_deleted


@pytest.mark.parametrize(("text", "size"), [("20", 20 << 20), ("20MB", 20 << 20), ("1.5 gb", 3 << 29), ("64k", 64 << 10)])
def test_sizes(text: str, size: int) -> None:
    assert size_of(text) == size
    assert size_of(size_text(size)) == size


@pytest.mark.parametrize("text", ["", "0", "-5", "ten", "5 TB", "1e9", "9" * 400 + "x"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        size_of(text)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return create_vault(tmp_path / "vault", [MemoryKeeper()])


def test_folders_are_added_changed_and_removed(vault: Vault, tmp_path: Path) -> None:
    with vault:
        folders = WatchedFolders(vault)
        (tmp_path / "papers").mkdir()
        folders.add(tmp_path / "papers", Rules())
        folders.change(folders.at(tmp_path / "papers").id, Rules(("*.tmp",)))
        assert [folder.rules.exclude for folder in folders.listed()] == [("*.tmp",)]
        folders.remove(folders.at(tmp_path / "papers").id, forget=False)
        with pytest.raises(NameNotFound):
            folders.at(tmp_path / "papers")


def test_what_is_forgotten_does_not_come_back(vault: Vault, tmp_path: Path) -> None:
    with vault:
        folders = WatchedFolders(vault)
        (tmp_path / "papers").mkdir()
        folders.add(tmp_path / "papers", Rules(("*.tmp",)))
        path = str(tmp_path / "papers" / "deep" / "a, b.txt")
        vault.writing.put(Source(path, "s", 1, 1, "text/plain"), Reading("read"))
        folders.leave_out([path, str(tmp_path / "elsewhere.txt"), f"{path}/inner"])
        assert folders.listed()[0].rules.exclude == ("*.tmp", "/deep/a? b.txt")


@pytest.mark.parametrize("name", ["vault", "vault/deep", "nowhere"])
def test_what_cannot_be_watched(vault: Vault, tmp_path: Path, name: str) -> None:
    with vault:
        (tmp_path / "vault" / "deep").mkdir()
        with pytest.raises(VaultError):
            WatchedFolders(vault).add(tmp_path / name, Rules())
