"""The audit log: what was changed, cut off, swapped or put back is found; nothing is added to such a log."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from muniment_retrieval.model import VaultError
from muniment_retrieval.vault import audit, open_vault, unlock
from muniment_retrieval.vault.audit import Entry, Head, filed_head, problems, sealed

KEY = bytes(range(32))
CHANGES = 10_000


def a_log(count, key=KEY):
    before, entries = audit.BEGINNING, []
    for number in range(1, count + 1):
        said = {"event": "sent", "number": number, "at": "2026-01-01", "before": before, "masked": {"person": number}, "ü": "é"}
        body = audit.canonical(said)
        entries.append(Entry(number, body, audit.sum_of(body)))
        before = entries[-1].sha256
    return entries, sealed(key, count, before)


def flipped(text, random_):
    data = bytearray(text.encode())
    data[random_.randrange(len(data))] ^= 1 << random_.randrange(8)
    return data.decode("utf-8", "surrogateescape")


def changed(entries, head, filed, random_):
    """One change of a random kind, at a random place of all that is stored."""
    entries, at = list(entries), random_.randrange(len(entries))
    match random_.randrange(8):
        case 0:
            entries[at] = replace(entries[at], body=flipped(entries[at].body, random_))
        case 1:
            entries[at] = replace(entries[at], sha256=flipped(entries[at].sha256, random_))
        case 2:
            entries[at] = replace(entries[at], number=entries[at].number ^ (1 << random_.randrange(12)))
        case 3:
            del entries[at]
        case 4:
            other = random_.choice([i for i in range(len(entries)) if i != at])
            one, two = entries[at], entries[other]
            entries[at], entries[other] = replace(two, number=one.number), replace(one, number=two.number)
        case 5:
            del entries[random_.randrange(len(entries)) :]
        case 6:
            whole = random_.choice(["head", "filed"])
            field = random_.choice(["count", "sha256", "seal"])
            one = head if whole == "head" else filed
            new = one.count ^ (1 << random_.randrange(12)) if field == "count" else flipped(getattr(one, field), random_)
            one = replace(one, **{field: new})
            head, filed = (one, filed) if whole == "head" else (head, one)
        case 7:
            older = random_.randrange(len(entries) - 1)
            filed = random_.choice([None, sealed(KEY, older, entries[older - 1].sha256 if older else audit.BEGINNING)])
    return entries, head, filed


def test_each_of_ten_thousand_single_changes_is_found():
    entries, head = a_log(30)
    assert problems(entries, head, head, KEY) == []
    random_ = random.Random(7)
    missed = [n for n in range(CHANGES) if not problems(*changed(entries, head, head, random_), KEY)]
    assert missed == []


def test_an_end_that_is_cut_off_together_with_its_head_is_found_by_the_file():
    entries, head = a_log(30)
    shorter, older = a_log(29)
    assert entries[:29] == shorter
    assert problems(shorter, older, head, KEY)


def test_seals_of_another_key_are_none():
    entries, head = a_log(3, bytes(32))
    assert problems(entries, head, head, KEY)


def test_a_log_that_was_cut_off_between_its_two_places_is_whole():
    entries, head = a_log(3)
    assert problems(entries, head, sealed(KEY, 2, entries[1].sha256), KEY) == []
    assert problems(entries, head, sealed(KEY, 1, entries[0].sha256), KEY)


def test_entries_are_chained_and_kept(vault, folder, keeper):
    assert vault.leaving.log() == ([], [])
    first, second = vault.leaving.note({"event": "refused"}), vault.leaving.note({"event": "sent"})
    assert (first.number, second.said["before"]) == (1, first.sha256)
    with open_vault(folder, unlock(folder, [keeper]), write=False) as again:
        assert again.leaving.log() == ([first, second], [])
    assert filed_head(folder).count == 2


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM audit WHERE number = 3",
        "DELETE FROM audit WHERE number = 1",
        "UPDATE audit SET body = replace(body, 'event', 'evend') WHERE number = 2",
        "UPDATE audit_head SET count = 2",
        "DELETE FROM audit_head",
        "DELETE FROM audit",
    ],
)
def test_what_was_changed_in_the_database_is_found(vault, sql):
    for number in range(3):
        vault.leaving.note({"event": "sent", "what": number})
    with vault.marks._transaction(changes_documents=False) as connection:
        connection.execute(sql)
    assert vault.leaving.log()[1]


@pytest.mark.parametrize("what", ["truncated", "file gone", "file older", "file garbled"])
def test_nothing_is_added_to_a_log_that_was_tampered_with(vault, folder, what):
    file = folder / audit.SEAL_FILE
    olds = []
    for number in range(3):
        vault.leaving.note({"event": "sent", "what": number})
        olds.append(file.read_text())
    if what == "truncated":
        with vault.marks._transaction(changes_documents=False) as connection:
            connection.execute("DELETE FROM audit WHERE number = 3")
    elif what == "file gone":
        file.unlink()
    else:
        file.write_text(olds[0] if what == "file older" else json.dumps({"count": 3}))
    with pytest.raises(VaultError, match="audit verify"):
        vault.leaving.note({"event": "sent"})
    assert vault.leaving.log()[1]


def test_a_head_with_nothing_below_it_is_found():
    assert problems([], None, Head(2, "x", "y"), KEY)
    assert problems([], sealed(KEY, 0, audit.BEGINNING), None, KEY)
