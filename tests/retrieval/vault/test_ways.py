"""Passphrases, recovery keys, and what this machine remembers: what opens a vault, what no longer does, and hostile headers."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_retrieval.model import NeedsPassphrase, TooSoon, VaultBusy, VaultError, WrongPassphrase
from muniment_retrieval.vault import (
    Keeper,
    Typed,
    Vault,
    create_vault,
    header,
    open_vault,
    passphrases,
    patience,
    recovery,
    unlock,
)

pytestmark = pytest.mark.usefixtures("cheap")
PASSPHRASE = "Käse und Brot"


@pytest.fixture
def locked(vault: Vault, keeper: Keeper) -> Vault:
    """A vault with a passphrase."""
    vault.ways.set_passphrase(PASSPHRASE, [keeper])
    return vault


def by_passphrase(vault: Vault, passphrase: str) -> bytes:
    return unlock(vault.folder, (), Typed(passphrase=passphrase))


def test_a_passphrase_opens_and_the_machine_no_longer_does(locked: Vault, keeper: Keeper) -> None:
    assert by_passphrase(locked, PASSPHRASE) == locked.key
    assert keeper.get(header.read(locked.folder).vault_id) is None
    with pytest.raises(NeedsPassphrase, match="locked"):
        unlock(locked.folder, [keeper])


def test_a_vault_is_made_with_a_passphrase_and_no_keeper(folder: Path, keeper: Keeper) -> None:
    with create_vault(folder, [keeper], PASSPHRASE) as vault:
        assert vault.ways.kinds() == ("passphrase",)
        assert by_passphrase(vault, PASSPHRASE) == vault.key
        assert keeper.get(header.read(folder).vault_id) is None


def test_the_same_characters_open_however_they_were_typed(locked: Vault) -> None:
    assert by_passphrase(locked, "Ka\N{COMBINING DIAERESIS}se und Brot") == locked.key


@pytest.mark.parametrize("wrong", ["käse und brot", PASSPHRASE + " ", "x"])
def test_another_passphrase_does_not_open(locked: Vault, wrong: str) -> None:
    with pytest.raises(WrongPassphrase):
        by_passphrase(locked, wrong)


@pytest.mark.parametrize("none", ["", "x" * 5000, "\ud800"])
def test_what_is_no_passphrase_is_refused_and_nothing_changes(vault: Vault, keeper: Keeper, none: str) -> None:
    before = (vault.folder / "header.json").read_bytes()
    with pytest.raises(VaultError, match="passphrase"):
        vault.ways.set_passphrase(none, [keeper])
    assert (vault.folder / "header.json").read_bytes() == before


def test_a_changed_passphrase_opens_and_the_old_one_does_not(locked: Vault) -> None:
    database = (locked.folder / "vault.db").read_bytes()
    locked.ways.set_passphrase("another", ())
    assert by_passphrase(locked, "another") == locked.key
    with pytest.raises(WrongPassphrase):
        by_passphrase(locked, PASSPHRASE)
    assert (locked.folder / "vault.db").read_bytes() == database


def test_the_old_header_is_overwritten(locked: Vault) -> None:
    path = locked.folder / "header.json"
    before = path.read_bytes()
    with path.open("rb") as old:
        locked.ways.set_passphrase("another", ())
        assert old.read() != before


def test_a_recovery_key_opens_as_written_and_as_typed(locked: Vault) -> None:
    text = locked.ways.new_recovery_key()
    assert len(text.split("-")) == 14
    for typed in (text, text.lower(), text.replace("-", ""), text.replace("-", " "), text.replace("0", "o").replace("1", "l")):
        assert unlock(locked.folder, (), Typed(recovery=typed)) == locked.key
    assert by_passphrase(locked, PASSPHRASE) == locked.key


def test_a_new_recovery_key_takes_the_place_of_the_old(locked: Vault) -> None:
    old, new = locked.ways.new_recovery_key(), locked.ways.new_recovery_key()
    assert unlock(locked.folder, (), Typed(recovery=new)) == locked.key
    with pytest.raises(WrongPassphrase, match="another one"):
        unlock(locked.folder, (), Typed(recovery=old))


@given(key=st.binary(min_size=32, max_size=32), seed=st.integers(0, 10_000))
def test_a_slip_of_the_pen_is_found(key: bytes, seed: int) -> None:
    text, chance = recovery.written(key), random.Random(seed)
    assert recovery.read(text) == key
    place = chance.choice([i for i, c in enumerate(text) if c != "-"])
    other = chance.choice([c for c in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if c != text[place]])
    with pytest.raises(VaultError, match="mistyped"):
        recovery.read(text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize("text", ["", "abc", "ü" * 56, "U" * 56, "0" * 57])
def test_what_is_no_recovery_key_is_told(locked: Vault, text: str) -> None:
    with pytest.raises(VaultError, match="again"):
        recovery.read(text)


def test_the_machine_remembers_only_when_asked_and_forgets_again(locked: Vault, keeper: Keeper) -> None:
    locked.ways.remember([keeper])
    assert unlock(locked.folder, [keeper]) == locked.key
    locked.ways.stop_remembering([keeper])
    assert keeper.get(header.read(locked.folder).vault_id) is None
    with pytest.raises(NeedsPassphrase):
        unlock(locked.folder, [keeper])
    assert by_passphrase(locked, PASSPHRASE) == locked.key


def test_the_last_way_stays(vault: Vault, keeper: Keeper) -> None:
    with pytest.raises(VaultError, match="passphrase first"):
        vault.ways.stop_remembering([keeper])
    vault.ways.set_passphrase(PASSPHRASE, [keeper])
    with pytest.raises(VaultError, match="only way"):
        vault.ways.remove("passphrase")
    vault.ways.new_recovery_key()
    vault.ways.remove("passphrase")
    with pytest.raises(VaultError, match="only way"):
        vault.ways.remove("recovery")
    assert vault.ways.kinds() == ("recovery",)


def test_two_do_not_change_the_ways_at_once(locked: Vault) -> None:
    with header.changing(locked.folder), pytest.raises(VaultBusy):
        locked.ways.new_recovery_key()


def test_a_keychain_that_lies_does_not_open_and_the_passphrase_does(locked: Vault, keeper: Keeper, tmp_path: Path) -> None:
    locked.ways.remember([keeper])
    with create_vault(tmp_path / "other", [keeper]):
        anothers = keeper.get(header.read(tmp_path / "other").vault_id) or b""
    for lie in (anothers, b"", b"garbage", bytes(1_000)):
        keeper.set(header.read(locked.folder).vault_id, lie)
        with pytest.raises(NeedsPassphrase):
            unlock(locked.folder, [keeper])
        assert by_passphrase(locked, PASSPHRASE) == locked.key


# ── hostile headers ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory", "999999999999"),
        ("memory", "8"),
        ("memory", "-1"),
        ("memory", "many"),
        ("passes", "1000000"),
        ("passes", "0"),
        ("lanes", "100000"),
        ("salt", ""),
        ("salt", "?"),
        ("salt", None),
        ("lanes", None),
    ],
)
def test_a_header_that_asks_for_what_cannot_be_is_refused_at_once(locked: Vault, name: str, value: str | None) -> None:
    path = locked.folder / "header.json"
    written = json.loads(path.read_text())
    way = next(way for way in written["ways"] if way["kind"] == "passphrase")
    way.pop(name)
    if value is not None:
        way[name] = value
    path.write_text(json.dumps(written))
    begun = time.thread_time()
    with pytest.raises(VaultError, match="damaged"):
        by_passphrase(locked, PASSPHRASE)
    assert time.thread_time() - begun < 5


def test_a_huge_header_is_not_read(locked: Vault) -> None:
    (locked.folder / "header.json").write_text(" " * (header.LARGEST + 1))
    with pytest.raises(VaultError, match="damaged"):
        unlock(locked.folder, ())


def test_the_usual_cost_is_worth_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert passphrases.USUAL.memory >= 64 * 1024
    assert passphrases.USUAL.passes >= 3
    assert passphrases.LEAST.memory >= 64 * 1024


# ── wrong ones are slowed down ───────────────────────────────────────────────────────────────────────────────────────


class Clock:
    """The clocks that the waits are counted by; `started` names the run of the machine."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        self.wall, self.running = 1_000_000.0, 500.0
        self._started = tmp_path / "started"
        self.start_anew("first")
        monkeypatch.setattr(patience, "_STARTED", self._started)
        monkeypatch.setattr(patience.time, "time", lambda: self.wall)
        monkeypatch.setattr(patience.time, "clock_gettime", lambda _: self.running)

    def start_anew(self, name: str) -> None:
        self._started.write_text(name)

    def pass_by(self, seconds: float) -> None:
        self.wall += seconds
        self.running += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Clock:
    return Clock(monkeypatch, tmp_path)


def fail(vault: Vault, times: int, clock: Clock) -> None:
    for _ in range(times):
        clock.pass_by(patience.LONGEST)
        with pytest.raises(WrongPassphrase):
            by_passphrase(vault, "wrong")


def test_waits_grow_and_are_bounded(locked: Vault, clock: Clock) -> None:
    waits = []
    for _ in range(16):
        fail(locked, 1, clock)
        waits.append(patience.seconds_left(locked.folder))
    assert waits[:3] == [0.0, 0.0, 0.0]
    assert waits[3:6] == [2.0, 4.0, 8.0]
    assert waits == sorted(waits)
    assert waits[-1] == patience.LONGEST


def test_in_the_wait_not_even_the_right_one_opens_and_after_it_it_does(locked: Vault, clock: Clock) -> None:
    fail(locked, 6, clock)
    with pytest.raises(TooSoon, match=r"in [89] seconds") as told:
        by_passphrase(locked, PASSPHRASE)
    clock.pass_by(told.value.seconds + 0.1)
    assert by_passphrase(locked, PASSPHRASE) == locked.key
    assert patience.seconds_left(locked.folder) == 0


def test_the_recovery_key_needs_no_wait(locked: Vault, clock: Clock) -> None:
    text = locked.ways.new_recovery_key()
    fail(locked, 8, clock)
    assert unlock(locked.folder, (), Typed(recovery=text)) == locked.key


@pytest.mark.parametrize("jump", [-1e9, 1e9])
def test_a_clock_that_jumps_takes_no_wait_away(locked: Vault, clock: Clock, jump: float) -> None:
    fail(locked, 6, clock)
    clock.wall += jump
    assert 0 < patience.seconds_left(locked.folder) <= 8


def test_a_clock_set_back_while_the_machine_was_off_begins_the_wait_again_and_no_more(locked: Vault, clock: Clock) -> None:
    fail(locked, 6, clock)
    clock.start_anew("second")
    clock.wall -= 1e9
    clock.running = 3.0
    assert patience.seconds_left(locked.folder) == 8
    clock.pass_by(8.1)
    assert by_passphrase(locked, PASSPHRASE) == locked.key


@pytest.mark.parametrize("text", ["", "{", "[]", '{"wrong": -1, "wall": 0, "running": 0, "started": ""}', "\xff", "[" * 100_000])
def test_a_damaged_count_costs_one_long_wait(locked: Vault, clock: Clock, text: str) -> None:
    (locked.folder / patience.FILE).write_text(text, encoding="latin-1")
    with pytest.raises(TooSoon):
        by_passphrase(locked, PASSPHRASE)
    clock.pass_by(patience.LONGEST + 1)
    assert by_passphrase(locked, PASSPHRASE) == locked.key


KILLED = """
import sys
from pathlib import Path
from muniment_retrieval.vault import Typed, passphrases, unlock
import os
passphrases.LEAST = passphrases.Cost(64, 1, 1)
passphrases._derived = lambda *_: os._exit(9)
unlock(Path(sys.argv[1]), (), Typed(passphrase="wrong"))
"""


def test_a_try_that_is_killed_counts(locked: Vault) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(locked.folder)], check=False)
    assert ended.returncode == 9
    assert json.loads((locked.folder / patience.FILE).read_text())["wrong"] == 1


def test_a_vault_opens_again_with_what_was_unlocked(locked: Vault) -> None:
    with open_vault(locked.folder, by_passphrase(locked, PASSPHRASE), write=True) as again:
        assert again.counts()["documents"] == 0
