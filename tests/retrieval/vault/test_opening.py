"""Opening a vault: the wrong key, a newer or older one, half of one, one that cannot be written, a full disk, and two at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from muniment_retrieval.model import Answer, Badge, Cost, Sentence, VaultBusy, VaultError, VaultTooNew, WrongKey
from muniment_retrieval.vault import Keeper, Vault, create_vault, is_writable, open_vault, schema, unlock

ANSWER = Answer("What?", (Sentence("That.", Badge.NOT_FOUND),), False, 1, 1, Cost())


def test_everything_is_private(vault: Vault, write) -> None:
    write(vault, "/a.txt", ["some text"])
    assert vault.folder.stat().st_mode & 0o077 == 0
    assert {p.name for p in vault.folder.iterdir() if p.stat().st_mode & 0o077} == set()


def test_a_wrong_key_is_told_and_nothing_else_is_printed(vault: Vault, capfd: pytest.CaptureFixture[str]) -> None:
    for write in (True, False):
        with pytest.raises(WrongKey, match="does not open this vault"):
            open_vault(vault.folder, bytes(32), write=write)
    assert capfd.readouterr() == ("", "")


def test_a_folder_with_something_else_in_it_is_refused(folder: Path, keeper: Keeper) -> None:
    folder.mkdir()
    (folder / "holiday.jpg").touch()
    with pytest.raises(VaultError, match="not empty"):
        create_vault(folder, [keeper])


def test_no_vault_is_told(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="no vault"):
        open_vault(tmp_path, bytes(32), write=True)


@pytest.mark.parametrize("content", [None, b""])
def test_a_header_without_its_database_never_becomes_an_empty_vault(vault: Vault, content: bytes | None) -> None:
    vault.close()
    (vault.folder / "vault.db").unlink()
    if content is not None:
        (vault.folder / "vault.db").write_bytes(content)
    for write in (True, False):
        with pytest.raises(VaultError, match=r"vault\.db is (missing|empty); restore"):
            open_vault(vault.folder, vault.key, write=write)
    assert not (vault.folder / "vault.db").exists() or content is not None


def test_a_cut_off_database_is_told(vault: Vault, write) -> None:
    write(vault, "/a.txt", ["word " * 5_000])
    vault.close()
    database = vault.folder / "vault.db"
    database.write_bytes(database.read_bytes()[:2_000])
    with pytest.raises(VaultError):
        open_vault(vault.folder, vault.key, write=True)


def test_a_creation_that_was_cut_off_before_the_header_is_made_anew(folder: Path, keeper: Keeper) -> None:
    with create_vault(folder, [keeper]) as first:
        key = first.key
    (folder / "vault.db").rename(folder / "vault.db.new")
    (folder / "vault.db.new-wal").touch()
    (folder / "header.json").rename(folder / "header.json.new")
    with create_vault(folder, [keeper]) as second:
        assert second.key != key
        assert unlock(folder, [keeper]) == second.key


def test_a_creation_that_was_cut_off_after_the_header_is_finished(folder: Path, keeper: Keeper) -> None:
    with create_vault(folder, [keeper]) as first:
        key = first.key
    (folder / "vault.db").rename(folder / "vault.db.new")
    with open_vault(folder, key, write=True) as vault:
        assert vault.documents() == []


def test_a_newer_vault_is_told_and_left_alone(vault: Vault) -> None:
    vault.writing._transaction.connection.execute(f"PRAGMA user_version = {len(schema.STEPS) + 1}")
    vault.close()
    before = (vault.folder / "vault.db").read_bytes()
    for write in (True, False):
        with pytest.raises(VaultTooNew, match="update Muniment"):
            open_vault(vault.folder, vault.key, write=write)
    assert (vault.folder / "vault.db").read_bytes() == before


def test_an_older_vault_is_brought_up_to_date_and_its_copy_goes(vault: Vault, monkeypatch: pytest.MonkeyPatch, write) -> None:
    write(vault, "/a.txt", ["kept"])
    vault.close()
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, "CREATE TABLE more (id INTEGER);"))
    with pytest.raises(VaultError, match="older Muniment"):
        open_vault(vault.folder, vault.key, write=False)
    with open_vault(vault.folder, vault.key, write=True) as opened:
        assert [d.path for d in opened.documents()] == ["/a.txt"]
    assert not (vault.folder / "vault.db.before-update").exists()


def test_an_update_that_fails_changes_nothing_and_leaves_the_copy(vault: Vault, monkeypatch: pytest.MonkeyPatch, write) -> None:
    write(vault, "/a.txt", ["kept"])
    vault.close()
    with monkeypatch.context() as patched:
        patched.setattr(schema, "STEPS", (*schema.STEPS, "DELETE FROM documents; INSERT INTO nowhere VALUES (1)"))
        with pytest.raises(VaultError):
            open_vault(vault.folder, vault.key, write=True)
    assert (vault.folder / "vault.db.before-update").exists()
    with open_vault(vault.folder, vault.key, write=True) as opened:
        assert [d.path for d in opened.documents()] == ["/a.txt"]


AS_NOBODY = """
import os, sys
from pathlib import Path
from sqlcipher3 import dbapi2
from muniment_retrieval.model import VaultError
from muniment_retrieval.vault import is_writable, open_vault
os.setgid(65534); os.setuid(65534)
folder, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
assert not is_writable(folder)
with open_vault(folder, key, write=False) as vault:
    print([d.path for d in vault.documents()], next(vault.pages(1)).text, vault.writable)
try:
    open_vault(folder, key, write=True)
except VaultError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can become another user")
def test_a_vault_that_cannot_be_written_is_read(vault: Vault, write, tmp_path: Path) -> None:
    write(vault, "/a.txt", ["still to be read"])
    vault.close()
    shared = Path("/tmp") / f"muniment-read-only-{os.getpid()}"  # where another user gets at all
    shutil.copytree(vault.folder, shared)
    try:
        for path in (shared, *shared.iterdir()):
            path.chmod(0o555 if path.is_dir() else 0o444)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", AS_NOBODY, str(shared), vault.key.hex()]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("['/a.txt'] still to be read False\n")
        assert "cannot be written" in done.stdout
        assert done.stderr == ""
    finally:
        shutil.rmtree(shared)


ON_A_FULL_DISK = """
import os, subprocess, sys
from pathlib import Path
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", sys.argv[1]], check=True)
from muniment_engines.api import Page, Words
from muniment_retrieval.model import VaultError
from muniment_retrieval.vault import create_vault, open_vault
from muniment_retrieval.vault.writing import Reading, Source
class Keeper:
    way, kept = "keyfile", b""
    def get(self, name): return self.kept
    def set(self, name, key): self.kept = key
folder = Path(sys.argv[1]) / "vault"
vault = create_vault(folder, [Keeper()])
def put(number):
    pages = [Page(0, "1", os.urandom(40_000).hex(), Words.none())]
    vault.writing.put(Source(f"/{number}", "", 1, 1, "text/plain"), Reading("read"), pages)
try:
    for number in range(100):
        put(number)
except VaultError as error:
    print(error)
kept = len(vault.documents())
assert 0 < kept == number < 100, (kept, number)
vault.close()
subprocess.run(["mount", "-o", "remount,size=20m", sys.argv[1]], check=True)
vault = open_vault(folder, vault.key, write=True)
assert len(vault.documents()) == kept
put("more")
print(len(vault.documents()) - kept)
"""


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = ["unshare", "-m", sys.executable, "-c", ON_A_FULL_DISK, str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if "Operation not permitted" in done.stderr:
        pytest.skip("mounting is not allowed here")
    assert done.returncode == 0, done.stderr
    told, more = done.stdout.splitlines()
    assert "is full; make room" in told
    assert more == "1"


def test_two_write_at_once(vault: Vault, write) -> None:
    """The indexer writes documents while the window keeps answers: both get their turn."""
    failures: list[BaseException] = []

    def answers() -> None:
        try:
            with open_vault(vault.folder, vault.key, write=True) as window:
                for _ in range(30):
                    window.save_answer(ANSWER)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=answers)
    thread.start()
    for number in range(30):
        write(vault, f"/{number}.txt", ["text " * 200] * 3)
    thread.join()
    assert failures == []
    assert (len(vault.documents()), len(vault.answers())) == (30, 30)


def test_whoever_writes_without_end_lets_others_in(vault: Vault, write) -> None:
    """The gaps between transactions are short; without a rule for them, a neighbour meets none for seconds."""
    kept = threading.Event()

    def window() -> None:
        with open_vault(vault.folder, vault.key, write=True) as other:
            other.save_answer(ANSWER)
            kept.set()

    neighbour = threading.Thread(target=window)
    transaction = vault.writing._transaction
    written = 0
    while not kept.is_set() and written < 100:
        with transaction():
            if not neighbour.ident:
                neighbour.start()
            kept.wait(0.1)
        written += 1
    neighbour.join()
    assert kept.is_set()
    assert written < 20


def test_whoever_holds_the_lock_for_too_long_is_told_of(vault: Vault, monkeypatch: pytest.MonkeyPatch, write) -> None:
    monkeypatch.setattr("muniment_retrieval.vault.store.BUSY_MILLISECONDS", 50)
    with open_vault(vault.folder, vault.key, write=True) as other:
        connection = other.writing._transaction.connection
        connection.execute("BEGIN IMMEDIATE")
        with open_vault(vault.folder, vault.key, write=True) as late:
            with pytest.raises(VaultBusy, match="wait until it has finished"):
                late.save_answer(ANSWER)
            connection.execute("ROLLBACK")
            late.save_answer(ANSWER)


def test_one_that_is_open_for_reading_cannot_be_changed(vault: Vault, write) -> None:
    document_id = write(vault, "/a.txt", ["text"])
    with open_vault(vault.folder, vault.key, write=False) as reader:
        for change in (lambda: reader.forget([document_id]), lambda: reader.save_answer(ANSWER), lambda: reader.writing):
            with pytest.raises(VaultError, match="reading only"):
                change()
        assert len(reader.documents()) == 1
    assert is_writable(vault.folder)


def test_many_threads_read_while_one_writes(vault: Vault, write) -> None:
    failures: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                for document in vault.documents():
                    pages = list(vault.pages(document.id))
                    # none where the document was replaced since it was listed; never a part of one
                    assert len(pages) in (0, document.page_count)
                vault.counts()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(40):
        write(vault, f"/{number % 7}.txt", [f"{number} " * 50] * 3)
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
