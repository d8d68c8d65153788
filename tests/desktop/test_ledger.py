"""The ledger: whole lines, what was cut off skipped, an order in two lines."""

from __future__ import annotations

import stat
import sys
import threading
from dataclasses import replace

import pytest
from muniment_desktop.ledger import Entry, Ledger
from muniment_engines.errors import MunimentError


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "home" / "ledger.jsonl")


def test_it_is_empty_before_anything_is_done(ledger):
    assert ledger.entries() == []


def test_an_order_is_told_before_and_after(ledger):
    begun = ledger.add(Entry("send", "api.example", "begun", "a test", "office", sent=10))
    assert ledger.entries() == [begun]
    other = ledger.add(Entry("refused", "evil.example", "host"))
    ended = replace(begun, outcome="done", received=5, status=200)
    ledger.update(ended)
    assert ledger.entries() == [ended, other]
    assert begun.at.endswith("+00:00")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX's")
def test_only_the_user_can_read_it(ledger, tmp_path):
    ledger.add(Entry("send", "api.example", "begun"))
    assert stat.S_IMODE((tmp_path / "home" / "ledger.jsonl").stat().st_mode) == 0o600


@pytest.mark.parametrize("line", [b'{"what": "se', b"[]", b"{}", b"\xff\xfe", b"null"])
def test_what_is_no_line_is_skipped(ledger, tmp_path, line):
    first = ledger.add(Entry("send", "a", "begun"))
    with (tmp_path / "home" / "ledger.jsonl").open("ab") as file:
        file.write(line + b"\n")
    second = ledger.add(Entry("send", "b", "begun"))
    assert ledger.entries() == [first, second]


def test_several_may_write_at_once(ledger):
    threads = [
        threading.Thread(target=lambda: [ledger.add(Entry("send", "x" * 200, "begun")) for _ in range(50)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ledger.entries()) == 200


def test_one_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(MunimentError, match="ledger"):
        Ledger(tmp_path / "file" / "ledger").add(Entry("send", "a", "begun"))
