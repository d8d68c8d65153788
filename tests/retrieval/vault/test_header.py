"""The wrapped key: what opens it, what does not, and a header that is damaged in any way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from muniment_retrieval.model import VaultError, VaultTooNew, WrongKey
from muniment_retrieval.vault import Keeper, Vault, create_vault, header, open_vault, unlock


class Broken:
    way = "keychain"

    def get(self, name: str) -> bytes | None:
        raise VaultError("The keychain refuses.")

    def set(self, name: str, key: bytes) -> None:
        raise VaultError("The keychain refuses.")


class Forgetful:
    way = "keychain"

    def get(self, name: str) -> bytes | None:
        return None

    def set(self, name: str, key: bytes) -> None:
        pass


def test_the_key_comes_back(vault: Vault, keeper: Keeper) -> None:
    assert unlock(vault.folder, [keeper]) == vault.key


def test_the_header_holds_no_key(vault: Vault, keeper: Keeper) -> None:
    written = (vault.folder / "header.json").read_bytes()
    name = json.loads(written)["vault"]
    assert vault.key not in written
    assert vault.key.hex().encode() not in written
    assert (keeper.get(name) or b"").hex().encode() not in written


@pytest.mark.parametrize("unusable", [Broken(), Forgetful()])
def test_a_keeper_that_does_not_keep_is_passed_over(folder: Path, keeper: Keeper, unusable: Keeper) -> None:
    with create_vault(folder, [unusable, keeper]) as vault:
        assert [way["kind"] for way in header.read(folder).ways] == ["keyfile"]
        assert unlock(folder, [unusable, keeper]) == vault.key


def test_without_any_keeper_there_is_no_vault(folder: Path) -> None:
    with pytest.raises(VaultError, match="refuses"):
        create_vault(folder, [Broken()])
    assert not header.exists(folder)


def test_another_machine_has_not_the_key(vault: Vault) -> None:
    with pytest.raises(WrongKey, match="not on this machine"):
        unlock(vault.folder, [Forgetful()])


def test_another_key_does_not_open(vault: Vault, keeper: Keeper) -> None:
    name = header.read(vault.folder).vault_id
    keeper.set(name, bytes(32))
    with pytest.raises(WrongKey, match="does not open"):
        unlock(vault.folder, [keeper])


def test_the_header_of_another_vault_does_not_open(vault: Vault, keeper: Keeper, tmp_path: Path) -> None:
    with create_vault(tmp_path / "other", [keeper]) as other:
        mine, theirs = (json.loads((v.folder / "header.json").read_text()) for v in (vault, other))
    keeper.set(mine["vault"], keeper.get(theirs["vault"]) or b"")
    mine["ways"] = theirs["ways"]
    (vault.folder / "header.json").write_text(json.dumps(mine))
    with pytest.raises(WrongKey):
        unlock(vault.folder, [keeper])


def test_a_newer_header_is_told(vault: Vault) -> None:
    value = json.loads((vault.folder / "header.json").read_text())
    (vault.folder / "header.json").write_text(json.dumps({**value, "format": 2}))
    with pytest.raises(VaultTooNew, match="update Muniment"):
        open_vault(vault.folder, vault.key, write=True)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "{}", '{"format": 1}', '{"format": "1", "vault": "x", "ways": []}', "\x00", "[" * 100_000]
    + [
        json.dumps({"format": 1, "vault": v, "ways": w})
        for v, w in (("../../etc/x", []), (1, []), ("0" * 32, [{}]), ("0" * 32, 3))
    ],
)
def test_a_damaged_header_is_told(vault: Vault, text: str) -> None:
    (vault.folder / "header.json").write_text(text)
    with pytest.raises(VaultError, match="damaged"):
        open_vault(vault.folder, vault.key, write=True)


@settings(max_examples=60)
@given(cut=st.integers(0, 300))
def test_a_half_written_header_never_opens_and_never_crashes(cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("header")
    made, key = header.make([_Memory()])
    header.write(folder, made)
    whole = (folder / "header.json").read_bytes()
    (folder / "header.json").write_bytes(whole[: min(cut, len(whole) - 1)])
    with pytest.raises(VaultError):
        header.read(folder)
    assert len(key) == header.KEY_BYTES


def test_writing_replaces_the_header_whole(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (vault.folder / "header.json").read_bytes()

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        header.write(vault.folder, header.Header("0" * 32, ()))
    assert (vault.folder / "header.json").read_bytes() == before


class _Memory(Forgetful):
    way = "keyfile"

    def __init__(self) -> None:
        self._key = b""

    def get(self, name: str) -> bytes | None:
        return self._key

    def set(self, name: str, key: bytes) -> None:
        self._key = key
