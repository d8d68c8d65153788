from __future__ import annotations

from typing import Any

import pytest
from muniment_engines.bundled.office.docx import TRACKED
from muniment_engines.errors import DocumentError

RTF = "application/rtf"


def rtf(body: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fswiss\fcharset0 Arial;}}{\info{\author Ann}}" + body + "}").encode("latin-1")


def test_paragraphs_and_encodings(seen: Any) -> None:
    found = seen(rtf(r"\pard\b Gr\'f6\'dfe\b0\par na\u239?ve \u-10179?\u-8704?\par{\*\generator x;}done\par"), RTF)
    assert found.text == "Größe\n\nnaïve 😀\n\ndone"
    assert found.about.metadata == {"Author": "Ann"}


def test_tables_headings_lists_and_pages(seen: Any) -> None:
    row = r"\trowd\cellx100\cellx200\intbl {}\cell {}\cell\row "
    body = (
        r"\pard\outlinelevel0 Terms\par\pard before\par "
        + row.format("Supplier", r"Acme\par Ltd")
        + row.format("Price", "5 | 6")
        + r"\pard after\par{\listtext\'b7\tab}one\par{\listtext\'b7\tab}two\par\page next page\par"
    )
    found = seen(rtf(body), RTF)
    assert [page.text for page in found.pages] == [
        "Terms\n\nbefore\n\nSupplier | Acme Ltd\nPrice | 5 | 6\n\nafter\n\n• one\n• two",
        "next page",
    ]
    assert [(h.title, h.level) for h in found.about.outline] == [("Terms", 1)]


def test_notes_headers_links_and_deleted_text(seen: Any) -> None:
    body = (
        r"{\header\pard Acme Ltd\par}{\footer\pard Page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}"
        r"Fees{\super 1{\footnote\pard net of tax}} are {\deleted 100}{\revised 200}.\par "
        r'{\field{\*\fldinst{HYPERLINK "http://x.example/"}}{\fldrslt{a link}}}\par'
    )
    found = seen(rtf(body), RTF)
    assert found.text.split("\n\n") == ["Acme Ltd", "Fees1 are 200.", "net of tax", "a link"]
    assert TRACKED in found.notes


def test_what_cannot_be_read_has_a_name(seen: Any) -> None:
    def state_of(data: bytes) -> str:
        with pytest.raises(DocumentError) as caught:
            seen(data, RTF)
        return caught.value.state

    assert state_of(rtf("")) == "empty"
    assert state_of(b"no rtf") == "damaged"
    assert state_of(rtf(r"\uc x")) == "damaged"


def test_broken_files_are_no_defect(seen: Any) -> None:
    whole = rtf(r"{\header x{\footnote y}}{\deleted z}\trowd a\cell b\cell\row\outlinelevel1 h\par\page{\pict 00ff}")
    for at in range(10, len(whole)):
        for data in (whole[:at], whole[: at - 1] + whole[at:], whole[:at] + b"{" + whole[at:], whole[:at] + b"}" + whole[at:]):
            try:
                seen(data, RTF)
            except DocumentError:
                continue
