"""What a file is, by its content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_retrieval.types import MARKDOWN, PDF, TEXT, media_type


@pytest.mark.parametrize(
    ("first", "name", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a.txt", PDF),
        (b"\r\n\r\n%PDF-1.4", "mail", PDF),
        (b"PK\x03\x04", "a.pdf", "application/zip"),
        ("Grüße\n".encode(), "a.pdf", TEXT),
        (b"# Title", "README.MD", MARKDOWN),
        (b"\xff\xfeh\x00i\x00", "a.txt", TEXT),
        (b"\x00\x01\x02", "a.txt", "application/octet-stream"),
        (b"\x7fELF\x02\x01\x01\x00", "program", "application/octet-stream"),
        (b"{\\rtf1", "a.doc", "application/rtf"),
    ],
)
def test_the_content_decides(first: bytes, name: str, kind: str) -> None:
    assert media_type(first, name) == kind


@given(st.binary(max_size=200), st.text(max_size=20))
def test_there_is_always_a_type(first: bytes, name: str) -> None:
    assert "/" in media_type(first, name)
