"""Where the keys of vaults are kept: keychains that work, refuse, hang or are none, and key files."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path

import keyring
import pytest
from keyring.backends import chainer, fail, null
from muniment_desktop import keys
from muniment_retrieval.model import NeedsPassphrase, VaultError, WrongKey
from muniment_retrieval.vault import create_vault, open_vault, unlock

posix_only = pytest.mark.skipif(os.name != "posix", reason="its files have no such permissions")
PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon", "gdbus")


class FakeKeychain:
    """In memory; scripted: `refusal` is raised by every call, and every call waits for `answer`."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.refusal: Exception | None = None
        self.answer = threading.Event()
        self.answer.set()

    def get_password(self, service: str, username: str) -> str | None:
        self._come()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._come()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._come()
        del self.kept[service, username]

    def _come(self) -> None:
        self.answer.wait()
        if self.refusal is not None:
            raise self.refusal


FakeKeychain.__module__ = "keyring.backends.SecretService"


class PlainText(FakeKeychain):
    """What writes passwords to a file that everybody can read."""


PlainText.__module__ = "keyrings.alt.file"


@pytest.fixture
def fake():
    made = FakeKeychain()
    yield made
    made.answer.set()


@pytest.fixture
def use(monkeypatch):
    """Have the `keyring` library find a backend."""
    return lambda backend: monkeypatch.setattr(keyring.core, "_keyring_backend", backend)


@pytest.fixture
def places(tmp_path):
    return tmp_path / "user" / "keys", tmp_path / "vault"


# ── which keychains count ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("backend", [null.Keyring, fail.Keyring, PlainText])
def test_what_keeps_no_secret_is_no_keychain(use, places, backend):
    use(backend())
    assert keys.real_keychain() is None
    assert [keeper.way for keeper in keys.keepers(*places)] == ["keyfile"]


def test_a_real_one_is_asked_before_key_files(use, fake, places):
    use(fake)
    assert keys.real_keychain() is fake
    assert [keeper.way for keeper in keys.keepers(*places)] == ["keychain", "keyfile"]


def test_of_several_only_a_real_one_is_asked(use, fake, monkeypatch):
    several = chainer.ChainerBackend()
    use(several)
    monkeypatch.setattr(type(several), "backends", [PlainText(), fake])
    assert keys.real_keychain() is fake
    monkeypatch.setattr(type(several), "backends", [PlainText()])
    assert keys.real_keychain() is None


def test_one_that_does_not_answer_is_none(monkeypatch):
    asked, go = threading.Event(), threading.Event()

    def hang() -> None:
        asked.set()
        go.wait()

    monkeypatch.setattr(keyring, "get_keyring", hang)
    assert keys.real_keychain(patience=0.05) is None
    assert asked.wait(10)
    go.set()


# ── keychains ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_keychain_gives_back_what_it_got(fake):
    keychain = keys.Keychain(fake)
    key = os.urandom(32)
    assert keychain.get("one") is None
    keychain.set("one", key)
    assert keychain.get("one") == key
    assert keychain.get("two") is None


def test_a_keychain_that_hangs_is_given_up(fake):
    keychain = keys.Keychain(fake, patience=0.05)
    fake.answer.clear()
    with pytest.raises(VaultError, match=r"does not answer; unlock it"):
        keychain.get("one")
    with pytest.raises(VaultError, match=r"does not answer"):
        keychain.set("one", b"k")


def test_a_keychain_that_refuses_says_nothing_of_what_it_holds(fake):
    fake.refusal = RuntimeError("the password was hunter2")
    with pytest.raises(VaultError, match="refuses") as told:
        keys.Keychain(fake).get("one")
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize("held", ["no base64!", "ä", "AAA"])
def test_a_keychain_that_holds_something_else(fake, held):
    fake.kept[keys.SERVICE, "one"] = held
    with pytest.raises(VaultError, match="no key"):
        keys.Keychain(fake).get("one")


# ── key files ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_key_file_gives_back_what_it_got(tmp_path):
    files, key = keys.KeyFile(tmp_path / "a" / "b"), os.urandom(32)
    assert files.get("one") is None
    files.set("one", key)
    assert files.get("one") == key
    assert files.get("two") is None


@posix_only
def test_only_this_user_reads_it(tmp_path, monkeypatch):
    previous = os.umask(0)
    try:
        keys.KeyFile(tmp_path / "keys").set("one", b"k")
    finally:
        os.umask(previous)
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys" / "one.key").stat().st_mode) == 0o600


@posix_only
def test_one_that_others_could_read_is_closed_to_them(tmp_path):
    files = keys.KeyFile(tmp_path)
    files.set("one", b"k")
    (tmp_path / "one.key").chmod(0o644)
    assert files.get("one") == b"k"
    assert stat.S_IMODE((tmp_path / "one.key").stat().st_mode) == 0o600


def test_a_key_is_never_written_over(tmp_path):
    files = keys.KeyFile(tmp_path)
    files.set("one", b"the first")
    with pytest.raises(VaultError, match="cannot be kept"):
        files.set("one", b"the second")
    assert files.get("one") == b"the first"


def test_a_damaged_key_file_is_told(tmp_path):
    (tmp_path / "one.key").write_bytes(b"\xff\xfe no key")
    with pytest.raises(VaultError, match=r"one\.key cannot be read"):
        keys.KeyFile(tmp_path).get("one")


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(VaultError, match="cannot be kept"):
        keys.KeyFile(tmp_path / "file" / "keys").set("one", b"k")


# ── vaults ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("inside", ["vault", "vault/keys", "vault/a/b"])
def test_a_key_never_lies_in_its_vault(tmp_path, inside):
    with pytest.raises(VaultError, match="choose another folder"):
        keys.keepers(tmp_path / inside, tmp_path / "vault")


def test_a_vault_by_the_keychain(use, fake, places):
    use(fake)
    create_vault(places[1], keys.keepers(*places)).close()
    assert keys.notice(places[1]) == ""
    assert not places[0].exists()
    open_vault(places[1], unlock(places[1], keys.keepers(*places)), write=False).close()
    fake.kept.clear()
    with pytest.raises(WrongKey):
        unlock(places[1], keys.keepers(*places))


@pytest.mark.parametrize("why", ["none", "refuses"])
def test_a_vault_by_a_key_file_and_the_person_is_told(use, fake, places, why):
    fake.refusal = RuntimeError()
    use(fake if why == "refuses" else fail.Keyring())
    create_vault(places[1], keys.keepers(*places)).close()
    assert keys.notice(places[1]) == keys.NOTICE
    open_vault(places[1], unlock(places[1], keys.keepers(*places)), write=False).close()
    assert not [path for path in places[1].rglob("*") if path.suffix == ".key"]


def test_a_locked_keychain_is_told_and_not_taken_for_a_wrong_key(use, fake, places):
    use(fake)
    create_vault(places[1], keys.keepers(*places)).close()
    fake.refusal = RuntimeError()
    with pytest.raises(VaultError, match="unlock it") as told:
        unlock(places[1], keys.keepers(*places))
    assert not isinstance(told.value, WrongKey)


@pytest.mark.skipif(not all(map(shutil.which, PROGRAMS)), reason=f"this machine lacks one of {', '.join(PROGRAMS)}")
def test_a_real_keychain(tmp_path):
    for name in ("data", "runtime", "control"):
        (tmp_path / name).mkdir(mode=0o700)
    places = {"HOME": tmp_path, "XDG_DATA_HOME": tmp_path / "data", "XDG_RUNTIME_DIR": tmp_path / "runtime"}
    ended = subprocess.run(
        ["dbus-run-session", "--", sys.executable, str(Path(__file__).with_name("keychain_program.py")), str(tmp_path)],
        env=os.environ | {name: str(place) for name, place in places.items()},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == ["['keychain', 'keyfile'] False ''", "True", "0", "None"]


# ── keys that are kept no longer ─────────────────────────────────────────────────────────────────────────────────────


def test_a_key_in_the_keychain_is_removed(fake):
    keychain = keys.Keychain(fake)
    keychain.set("name", bytes(32))
    keychain.remove("name")
    assert fake.kept == {}
    keychain.remove("name")


def test_a_keychain_that_refuses_to_remove_is_told(fake):
    keychain = keys.Keychain(fake)
    keychain.set("name", bytes(32))
    fake.refusal = RuntimeError("no")
    with pytest.raises(VaultError, match="refuses"):
        keychain.remove("name")


def test_a_key_file_is_overwritten_and_removed(tmp_path):
    kept = keys.KeyFile(tmp_path)
    kept.set("name", os.urandom(32))
    before = (tmp_path / "name.key").read_bytes()
    with (tmp_path / "name.key").open("rb") as held:
        kept.remove("name")
        assert held.read() != before
    assert list(tmp_path.iterdir()) == []
    kept.remove("name")


def test_a_vault_is_remembered_in_place_of_a_stale_key_and_forgotten(use, fake, places):
    use(fake)
    keepers = keys.keepers(*places)
    with create_vault(places[1], keepers, "a passphrase") as vault:
        vault.ways.remember(keepers)
        assert unlock(places[1], keepers) == vault.key
        assert fake.kept
        vault.ways.stop_remembering(keepers)
        assert not fake.kept
        with pytest.raises(NeedsPassphrase):
            unlock(places[1], keepers)
