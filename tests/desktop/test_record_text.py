"""The record of an answer, as it is read and as it is saved."""

from __future__ import annotations

import json

from muniment_desktop.record_text import record_bytes, record_lines

RECORD = {
    "asked_at": "2026-05-01T00:00:00Z",
    "refused": False,
    "scope": None,
    "sent": [],
    "sentences": [{"text": "It ends in May.", "badge": "close", "marked": "wrong"}],
    "passages": [{"document": "a.pdf", "page": 2, "start": 5, "end": 9, "sha256": "ab"}],
    "prompt": [{"role": "user", "content": "When\nis it?"}],
}


def test_it_is_read_line_by_line_without_what_is_empty() -> None:
    assert list(record_lines(RECORD)) == [
        "asked at: 2026-05-01T00:00:00Z",
        "refused: no",
        "sentence, close, marked wrong: It ends in May.",
        "passage: a.pdf, page 2, 5–9, SHA-256 ab",
        "--- user\nWhen\nis it?",
    ]


def test_all_of_it_is_saved() -> None:
    assert json.loads(record_bytes(RECORD)) == RECORD
    assert record_bytes({"text": "\ud800"}).decode() == '{\n "text": "?"\n}\n'
