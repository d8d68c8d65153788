"""Folders that are followed, what is known of their files, and what is left out in them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from muniment_retrieval.model import LeftOut, Presence, Rules, VaultError
from muniment_retrieval.vault import Vault
from muniment_retrieval.vault.folders import KnownFile
from muniment_retrieval.vault.writing import Reading, Source

RULES = Rules(("*.tmp", "drafts/"), 1_000, keeps_deleted=True)


def test_a_folder_comes_back_with_its_rules(vault: Vault) -> None:
    number = vault.folders.add("/papers", RULES)
    (folder,) = vault.watched()
    assert (folder.id, folder.path, folder.rules, folder.state) == (number, "/papers", RULES, Presence.NEW)
    vault.folders.change(number, Rules())
    vault.folders.say(number, Presence.AWAY, "It is not there.", "1:2")
    vault.folders.say(number, Presence.WATCHED)
    (folder,) = vault.watched()
    assert (folder.rules, folder.state, folder.reason, folder.identity) == (Rules(), Presence.WATCHED, "", "1:2")
    vault.folders.remove(number)
    assert vault.watched() == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
def test_a_folder_of_any_bytes_leads_there_again(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9")
    path.mkdir()
    vault.folders.add(str(path), Rules())
    (folder,) = vault.watched()
    assert Path(folder.path).is_dir()


@pytest.mark.parametrize(("new", "why"), [("/a/b", "already"), ("/a/b/c", "is in /a/b"), ("/a", "stop watching that one")])
def test_a_file_is_never_in_two_folders(vault: Vault, new: str, why: str) -> None:
    vault.folders.add("/a/b", Rules())
    with pytest.raises(VaultError, match=why):
        vault.folders.add(new, Rules())
    vault.folders.add("/a/bc", Rules())
    assert [folder.path for folder in vault.watched()] == ["/a/b", "/a/bc"]


def test_what_is_known_below_a_folder(vault: Vault, write) -> None:
    first = write(vault, "/a/one.txt", ["one"])
    write(vault, "/a.b/two.txt", ["two"])
    write(vault, "/a0", ["three"])
    vault.writing.put(Source("/a/locked.pdf", "s", 5, 6, "application/pdf"), Reading("encrypted", "Locked."))
    vault.writing.put(Source("/a/bad.pdf", "s", 7, 8, "application/pdf"), Reading("failed", "No."))
    vault.writing.put(Source("/a/one.txt/inner", "s", 1, 1, "text/plain", "/a/one.txt"), Reading("read"))
    vault.writing.copy(first, Source("/a/deep/copy.txt", "s", 3, 4, "text/plain"))
    assert vault.known_below("/a") == {
        "/a/one.txt": KnownFile(3, 1, True),
        "/a/locked.pdf": KnownFile(5, 6, True),
        "/a/bad.pdf": KnownFile(7, 8, False),
        "/a/deep/copy.txt": KnownFile(3, 4, True),
    }


def test_what_is_left_out_is_kept_until_the_place_is_looked_at_again(vault: Vault) -> None:
    one, two, other = (LeftOut(path, "skipped", "A rule.") for path in ("/a/1.tmp", "/a/b/2.tmp", "/ab/3.tmp"))
    vault.folders.leave_out(["/a", "/ab"], [one, two, other])
    assert vault.left_out() == [one, two, other]
    vault.folders.leave_out(["/a"], [two])
    assert vault.left_out() == [two, other]
    vault.folders.leave_out(["/ab/3.tmp"], [])
    assert vault.left_out() == [two]
    vault.folders.leave_out(["/a"], [LeftOut(two.path, "skipped", "Another rule.")])
    assert [one.reason for one in vault.left_out()] == ["Another rule."]


def mail_with(vault: Vault, path: str, write) -> int:
    write(vault, f"{path}/scan.txt", ["what is attached"], vectors=True)
    vault.writing._transaction.connection.execute("UPDATE documents SET container = ? WHERE path LIKE '%/scan.txt'", (path,))
    return int(write(vault, path, ["the mail itself"], vectors=True))


def test_a_file_that_moves_takes_the_files_in_it_along(vault: Vault, write) -> None:
    mail = mail_with(vault, "/in/a.eml", write)
    vault.writing.copy(mail, Source("/done/a.eml", "s", 1, 1, "message/rfc822"))
    vault.writing.leave(["/in/a.eml"])
    inner = vault.at_path("/done/a.eml/scan.txt")
    assert inner is not None and (inner.container, inner.meaning) == ("/done/a.eml", True)
    assert vault.at_path("/done/a.eml").id == mail and len(vault.documents()) == 2


def test_a_file_that_is_deleted_takes_the_files_in_it_away(vault: Vault, write) -> None:
    mail_with(vault, "/in/a.eml", write)
    vault.writing.leave(["/in/a.eml"])
    assert vault.documents() == []
    assert vault.counts()["passages"] == 0


def test_what_becomes_a_copy_leaves_nothing_of_its_own(vault: Vault, write) -> None:
    mail_with(vault, "/in/a.eml", write)
    other = write(vault, "/other.eml", ["another mail"])
    vault.writing.copy(other, Source("/in/a.eml", "s", 1, 1, "message/rfc822"))
    assert [document.path for document in vault.documents()] == ["/other.eml"]
