"""A vault that is destroyed: nothing of it is left, nothing else is touched, and what was cut off is finished."""

from __future__ import annotations

from pathlib import Path

import pytest
from muniment_engines.system.locks import try_lock
from muniment_retrieval.model import VaultBusy, VaultError
from muniment_retrieval.vault import Keeper, Vault, header
from muniment_retrieval.vault.destroying import destroy


def test_everything_goes_and_the_folder_too(vault: Vault, keeper: Keeper) -> None:
    name = header.read(vault.folder).vault_id
    vault.close()
    assert destroy(vault.folder, [keeper]) == ()
    assert not vault.folder.exists()
    assert keeper.get(name) is None


def test_files_are_overwritten_before_they_go(vault: Vault, keeper: Keeper) -> None:
    vault.close()
    before = {path: path.read_bytes() for path in vault.folder.iterdir() if path.stat().st_size}
    held = {path: path.open("rb") for path in before}
    assert {path.name for path in held} >= {"header.json", "vault.db"}
    destroy(vault.folder, [keeper])
    for path, file in held.items():
        with file:
            after = file.read()
        assert len(after) == len(before[path])
        assert after != before[path]
        assert before[path][:64] not in after


def test_what_is_not_the_vaults_stays_and_is_told(vault: Vault, keeper: Keeper, tmp_path: Path) -> None:
    vault.close()
    (vault.folder / "letter.txt").write_text("mine")
    elsewhere = tmp_path / "elsewhere.db"
    elsewhere.write_text("mine too")
    (vault.folder / "vault.db-link").symlink_to(elsewhere)
    assert destroy(vault.folder, [keeper]) == ("letter.txt", "vault.db-link")
    assert (vault.folder / "letter.txt").read_text() == "mine"
    assert elsewhere.read_text() == "mine too"


def test_what_was_cut_off_is_finished(vault: Vault, keeper: Keeper) -> None:
    vault.close()
    (vault.folder / "header.json").write_bytes(b"\xfe" * 200)
    assert destroy(vault.folder, [keeper]) == ()


def test_a_vault_that_is_being_read_into_is_not_destroyed(vault: Vault, keeper: Keeper) -> None:
    before = (vault.folder / "header.json").read_bytes()
    with (vault.folder / "indexer.lock").open("ab") as lock:
        assert try_lock(lock.fileno())
        with pytest.raises(VaultBusy):
            destroy(vault.folder, [keeper])
    assert (vault.folder / "header.json").read_bytes() == before


def test_a_folder_that_is_no_vault_is_left_alone(tmp_path: Path, keeper: Keeper) -> None:
    for text in (None, "{}"):
        if text is not None:
            (tmp_path / "header.json").write_text(text)
        with pytest.raises(VaultError):
            destroy(tmp_path, [keeper])
    assert (tmp_path / "header.json").read_text() == "{}"
