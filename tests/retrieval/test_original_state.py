"""Whether the file of a document is as it was when it was read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from muniment_retrieval.model import Citation, Document
from muniment_retrieval.original_state import Original, original_of, sentence

TEXT = b"The rent is 900 dollars."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lease.txt"
    path.write_bytes(TEXT)
    return path


@pytest.fixture
def document(file: Path) -> Document:
    status, sha256 = file.stat(), hashlib.sha256(TEXT).hexdigest()
    return Document(1, str(file), sha256, status.st_size, status.st_mtime_ns, "text/plain", "", "", "", "read", "", 1, 1, 1)


def test_a_file_that_nobody_touched_is_the_same(document: Document) -> None:
    assert original_of(document) is Original.SAME


def test_another_time_alone_changes_nothing(document: Document, file: Path) -> None:
    os.utime(file, ns=(1, 1))
    assert original_of(document) is Original.SAME


@pytest.mark.parametrize("now", [TEXT.replace(b"9", b"8"), TEXT + b"!"])
def test_another_content_is_told_whatever_its_size(document: Document, file: Path, now: bytes) -> None:
    file.write_bytes(now)
    os.utime(file, ns=(1, 1))
    assert original_of(document) is Original.CHANGED


def test_a_file_that_is_gone_is_missing_and_it_is_said_where_it_was(document: Document, file: Path) -> None:
    file.unlink()
    citation = Citation(1, str(file), 0, "1", 0, 4, "The rent is 900")
    assert original_of(document) is Original.MISSING
    assert str(file) in sentence(Original.MISSING, citation)
    assert sentence(Original.SAME, citation) == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_in_its_place_holds_nobody_up(document: Document, file: Path) -> None:
    file.unlink()
    os.mkfifo(file)
    assert original_of(document) is Original.CHANGED
