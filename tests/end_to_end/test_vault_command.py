"""`muniment vault` from end to end: a vault that opens with what is typed, and with nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from end_to_end_program import Program

LOCKED = 4


@pytest.fixture
def locked(program: Program) -> Program:
    """A vault that opens with “one”."""
    program.on_vault("vault", "create", "--passphrase-stdin", typed="one\n")
    return program


def test_without_a_terminal_a_locked_vault_says_what_to_do(locked: Program) -> None:
    ended = locked.on_vault("status", expect=LOCKED)
    assert "--passphrase-stdin" in ended.stderr
    assert ended.stdout == ""


def test_a_wrong_passphrase_has_an_exit_code_of_its_own(locked: Program) -> None:
    assert locked.on_vault("status", "--passphrase-stdin", expect=LOCKED, typed="two\n").stdout == ""


def test_a_passphrase_is_changed_and_a_recovery_key_opens(locked: Program) -> None:
    locked.on_vault("vault", "change-passphrase", "--passphrase-stdin", typed="one\ntwo\n")
    locked.on_vault("status", "--passphrase-stdin", expect=LOCKED, typed="one\n")
    made = locked.on_vault("vault", "recovery-key", "--passphrase-stdin", "--json", typed="two\n")
    key = json.loads(made.stdout)["recovery_key"]
    locked.on_vault("status", "--passphrase-stdin", "--use-recovery-key", typed=f"{key.lower()}\n")


def test_a_vault_that_was_remembered_is_locked_and_destroyed(program: Program, tmp_path: Path) -> None:
    paper = tmp_path / "lease.txt"
    paper.write_text("The rent of the house at Elm Street is 900 dollars a month.")
    program.on_vault("index", str(paper))
    assert list((program.home / "keys").iterdir())
    program.on_vault("vault", "lock-with-passphrase", "--passphrase-stdin", typed="one\n")
    assert not list((program.home / "keys").iterdir())
    found = program.on_vault("search", "rent", "--passphrase-stdin", "--json", typed="one\n")
    assert json.loads(found.stdout)["hits"]
    program.on_vault("vault", "destroy", expect=1)
    assert program.vault.exists()
    program.on_vault("vault", "destroy", "--yes")
    assert not program.vault.exists()
    assert paper.exists()
