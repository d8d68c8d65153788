from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_engines.api import Cancel, Cancelled, EngineInfo, Page, Parse, ParseLimits
from muniment_engines.bundled import text
from muniment_engines.bundled.text import TextDocument
from muniment_engines.bundled.text.decoding import BROKEN, GUESSED
from muniment_engines.bundled.text.sections import LONGEST
from muniment_engines.errors import DocumentError

PLAIN, MARKDOWN = "text/plain", "text/markdown"


def opened(content: str | bytes, media_type: str = PLAIN, limits: ParseLimits | None = None) -> TextDocument:
    data = content.encode() if isinstance(content, str) else content
    return text.open({}, Path()).open(memoryview(data), media_type, limits or ParseLimits())


def pages(content: str | bytes, media_type: str = PLAIN) -> list[Page]:
    return list(opened(content, media_type).pages(Cancel()))


def whole(content: str | bytes, media_type: str = PLAIN) -> str:
    return "".join(page.text for page in pages(content, media_type))


def test_is_a_parser() -> None:
    info = text.describe()
    assert isinstance(info, EngineInfo)
    assert (info.kind, info.media_types) == ("parse", (PLAIN, MARKDOWN))
    assert isinstance(text.open({}, Path()), Parse)


characters = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), st.sampled_from("\n\n\n# \t`=-\f.")),
    max_size=300,
)
long_texts = st.builds(lambda pieces, times: "".join(pieces) * times, st.lists(characters, max_size=5), st.integers(1, 60))


@given(content=long_texts, media_type=st.sampled_from([PLAIN, MARKDOWN]))
def test_no_character_is_lost_and_none_put_in(content: str, media_type: str) -> None:
    expected = content.encode().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    if not expected.strip():
        with pytest.raises(DocumentError) as caught:
            opened(content, media_type)
        assert caught.value.state == "empty"
        return
    document = opened(content, media_type)
    found = list(document.pages(Cancel()))
    assert "".join(page.text for page in found) == expected
    assert all(0 < len(page.text) <= LONGEST for page in found)
    assert [page.index for page in found] == list(range(document.about.page_count))
    assert [page.label for page in found] == [str(i + 1) for i in range(len(found))]
    assert all(0 <= heading.page_index < len(found) for heading in document.about.outline)


@given(st.binary(min_size=1, max_size=500))
def test_any_bytes_are_read_or_said_to_be_empty(data: bytes) -> None:
    try:
        document = opened(data)
    except DocumentError as error:
        assert error.state == "empty"
    else:
        assert "".join(page.text for page in document.pages(Cancel()))


SENTENCE = "Die Kündigung wirkt zum „Monatsende“ – 5 € Gebühr."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert whole(SENTENCE.encode(encoding)) == SENTENCE


def test_a_marked_encoding_in_any_script() -> None:
    assert whole("漢字かな 🜚".encode("utf-16")) == "漢字かな 🜚"


def test_a_guess_is_said() -> None:
    assert opened(SENTENCE.encode("cp1252")).about.notes == (GUESSED.format("Windows-1252"),)
    assert opened(SENTENCE).about.notes == ()


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Le café est fermé à Noël – voilà. Les parties s'engagent à régler les frais dès réception."),
        ("cp1250", "Umowa zostaje zawarta na czas określony. Zażółć gęślą jaźń. Wynajmujący oświadcza, że jest właścicielem."),
        ("cp1251", "Договор заключается на срок пять лет. Арендатор обязуется оплатить аренду."),
        ("koi8_r", "Договор заключается на срок пять лет. Арендатор обязуется оплатить аренду до пятого числа каждого месяца."),
        ("cp1253", "Η σύμβαση ισχύει για πέντε έτη. Ο μισθωτής υποχρεούται να καταβάλλει το μίσθωμα."),
        ("cp1254", "Sözleşme beş yıl süreyle geçerlidir. Kiracı kirayı her ay ödemekle yükümlüdür."),
        ("cp932", "この契約は五年間有効とする。賃借人は毎月賃料を支払うものとする。"),
        ("gb18030", "本合同有效期为五年。承租人应每月支付租金。双方同意如下条款。"),
        ("big5", "本合約有效期為五年。承租人應每月支付租金。雙方同意如下條款。"),
        ("cp949", "이 계약은 오 년간 유효하다. 임차인은 매월 임대료를 지불한다."),
    ],
)
def test_encodings_of_before_unicode_are_told_by_their_languages(encoding: str, text: str) -> None:
    for times in (1, 3_000):
        assert whole((text + "\n").encode(encoding) * times).startswith(text)


def test_bytes_without_meaning_in_windows_1252_are_kept() -> None:
    assert whole(b"\xe9t\xe9 \x81\x8d\x8f\x90\x9d") == "été \x81\x8d\x8f\x90\x9d"


def test_utf_8_with_one_broken_character_stays_utf_8() -> None:
    document = opened((SENTENCE * 4).encode() + b"\xc3")
    assert next(iter(document.pages(Cancel()))).text == SENTENCE * 4 + "�"
    assert document.about.notes == (BROKEN,)


def test_a_zero_here_and_there_is_shown() -> None:
    assert whole(b"one\0two, three, four") == "one�two, three, four"


def test_long_text_is_cut_after_paragraphs() -> None:
    paragraph = "One clause of the agreement says this. " * 20 + "\n\n"
    found = pages(paragraph * 20)
    assert len(found) > 2
    assert all(page.text.endswith("\n\n") for page in found)


def test_a_line_without_end_is_cut_after_words() -> None:
    found = pages("word " * 5000)
    assert all(page.text.endswith("word ") for page in found)


def test_form_feeds_are_pages() -> None:
    assert [page.text for page in pages("one\f\ntwo\fthree")] == ["one\f", "\ntwo\f", "three"]


LEASE = """---
title: ignored
---

# The **lease** of [No. 7](https://example.org)

## Rent

It is 900 a month.

```
# not a heading
```

Deposit
-------
Two months. #not one either

#### Notice ####
Ninety days.
"""


def test_markdown_headings_are_the_outline() -> None:
    about = opened(LEASE, MARKDOWN).about
    assert [(h.title, h.level, h.page_index) for h in about.outline] == [
        ("The lease of No. 7", 1, 1),
        ("Rent", 2, 1),
        ("Deposit", 2, 2),
        ("Notice", 4, 3),
    ]
    assert whole(LEASE, MARKDOWN) == LEASE


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("# Lease\n\nText.", "Lease"),
        ("Minutes of 3 March\n\nPresent were all.", "Minutes of 3 March"),
        ("It was agreed that.\nMore.", ""),
        ("x" * 200, ""),
        ("12.5\n", ""),
        ("Produced by a Group of Volunteers\n\nThe Long Way Home\n\nIt was night.", ""),
        ("| a | b |\n| --- | --- |", ""),
    ],
)
def test_title(content: str, title: str) -> None:
    assert opened(content, MARKDOWN).about.title == title


def test_a_limit_of_pages_is_said() -> None:
    document = opened("a\fb\fc", limits=ParseLimits(pages=2))
    assert [page.text for page in document.pages(Cancel())] == ["a\f", "b\f"]
    assert "first 2 of 3" in document.about.notes[0]


def test_cancel() -> None:
    cancel = Cancel()
    reading = opened("a\fb").pages(cancel)
    next(reading)
    cancel.request()
    with pytest.raises(Cancelled):
        next(reading)


def test_nothing_is_drawn() -> None:
    with pytest.raises(DocumentError) as caught:
        opened("text").render(0, 1.0)
    assert caught.value.state == "not supported"
