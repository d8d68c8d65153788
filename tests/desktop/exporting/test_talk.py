"""Conversations become files that hold text and footnotes, and nothing that acts, whatever the documents say."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from docx import Document as Word
from lxml import etree
from muniment_desktop.exporting import paper, save_paper
from muniment_engines.errors import MunimentError
from muniment_retrieval.conversations import Conversation, KeptAnswer
from muniment_retrieval.model import Answer, Badge, Citation, Cost, Document, Sentence
from muniment_retrieval.reading import Found, Row, Table, wanted_of
from muniment_retrieval.reading.chronology import Chronicle, Event

NASTY = (
    '<script>alert(1)</script> <img src="http://x/y.png"> [click](http://evil.example) ![](http://x/i.png) http://evil.example '
    "www.evil.example a@evil.example `code` # head\n- list\n> quote | cell\x00\x0b\ud800 \u202e[^9] &amp; $x$ ]]> {=HYPERLINK}"
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CONVERSATION = Conversation(1, f"Title {NASTY}", "2026-05-01T09:30:00Z", "2026-05-01T09:30:00Z", 3)


def a_citation(quote: str, page: str = "14") -> Citation:
    return Citation(1, "C:\\papers\\Supply <b>Agreement.pdf", 13, page, 0, len(quote), quote)


def kept(answer: Answer, **more: object) -> KeptAnswer:
    return KeptAnswer(1, 1, "2026-05-01T09:30:00Z", answer, **more)  # type: ignore[arg-type]


def answers() -> list[KeptAnswer]:
    cited = (a_citation("ninety days’ prior written notice"), a_citation(NASTY, "iii"))
    said = (Sentence("Ninety days.", Badge.VERIFIED, cited), Sentence(NASTY, Badge.NOT_FOUND))
    first = Answer("How much notice?", said, False, 2, 2, Cost("llama-cpp", "Qwen", 1, 2))
    refused = Answer("And in 2019?", (), True, 2, 2, Cost(), (a_citation("it does not say this"),))
    gone = Answer("Who?", (), False, 2, 2, Cost())
    return [
        kept(first, marks={0: True, 1: False}),
        kept(refused, standing="How much notice in 2019?"),
        kept(gone, forgotten=True),
    ]


def a_table(note: str = "") -> Table:
    wanted = wanted_of("Which of these contracts have a cap on liability?")
    assert wanted is not None
    document = Document(
        1, f"/p/{NASTY.replace('/', ' ')}.pdf", "0" * 64, 1, 1, "application/pdf", "", "", "", "read", "", 1, 1, 1
    )
    rows = (Row(document, Found.YES, NASTY, True, a_citation(NASTY)), Row(document, Found.NO, "no", False, None, note))
    return Table(wanted, rows, 2, 2, 0, 0.1)


def with_table(tmp_path: Path, kind: str, table: Table | Chronicle) -> Path:
    file = tmp_path / f"table.{kind}"
    save_paper(paper(CONVERSATION, [kept(Answer("Which?", (), False, 2, 2, Cost()))], [table]), file)
    return file


def a_paper(tmp_path: Path, kind: str) -> Path:
    file = tmp_path / f"talk.{kind}"
    save_paper(paper(CONVERSATION, answers(), [None, None, None]), file)
    return file


def test_markdown_has_a_footnote_for_each_citation(tmp_path: Path) -> None:
    text = a_paper(tmp_path, "md").read_text(encoding="utf-8")
    assert "Ninety days\\.[^1][^2] *(marked right)*" in text
    assert "[^1]: Supply \\<b\\>Agreement\\.pdf\\, p\\. 14\\: “ninety days’ prior written notice”" in text
    assert "*Understood as: How much notice in 2019\\?*" in text
    assert "not found in the documents\\; marked wrong" in text
    assert "went with a document that was forgotten" in text
    assert len(re.findall(r"^\[\^\d+\]: ", text, re.M)) == 3


def test_markdown_holds_no_markup_of_a_document(tmp_path: Path) -> None:
    text = a_paper(tmp_path, "md").read_text(encoding="utf-8")
    ours = re.sub(r"^(?:#{1,2} |\[\^\d+\]: )|(?<!\\)\[\^\d+\]|^\*|(?<!\\)\*$| \*\(|\)\*$", "", text, flags=re.M)
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", ours)
    assert not re.findall(r"[!-/:-@\[-`{-~]", bare.replace("Understood as:", "")), bare
    assert "\x00" not in text


def test_markdown_is_read_as_text(tmp_path: Path) -> None:
    reader = (
        pytest.importorskip("markdown_it", reason="reads Markdown as others do")
        .MarkdownIt("commonmark", {"html": True})
        .enable("table")
    )
    kinds: set[str] = set()

    def gather(tokens: object) -> None:
        for token in tokens or ():  # type: ignore[attr-defined]
            kinds.add(token.type)
            gather(token.children)

    gather(reader.parse(a_paper(tmp_path, "md").read_text(encoding="utf-8")))
    assert not kinds & {
        "html_block",
        "html_inline",
        "link_open",
        "image",
        "code_inline",
        "fence",
        "table_open",
        "bullet_list_open",
    }


def test_word_has_true_footnotes_with_document_page_and_quote(tmp_path: Path) -> None:
    file = a_paper(tmp_path, "docx")
    shown = [p.text for p in Word(str(file)).paragraphs]
    assert shown[0].startswith("Title")
    assert "How much notice?" in shown
    with zipfile.ZipFile(file) as parts:
        notes = etree.fromstring(parts.read("word/footnotes.xml"))
        body = etree.fromstring(parts.read("word/document.xml"))
    texts = {n.get(f"{W}id"): "".join(n.itertext()) for n in notes}
    used = [n.get(f"{W}id") for n in body.iter(f"{W}footnoteReference")]
    assert used == ["1", "2", "3"]
    assert texts["1"] == " Supply <b>Agreement.pdf, p. 14: “ninety days’ prior written notice”"
    assert "p. iii" in texts["2"]


def test_a_word_file_points_nowhere_outside_and_does_nothing(tmp_path: Path) -> None:
    with zipfile.ZipFile(a_paper(tmp_path, "docx")) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode()
            etree.fromstring(text.encode())
            assert "External" not in text
            assert not re.search(r"<w:(?:hyperlink|fldSimple|instrText|object|drawing|altChunk)\b", text), name


def test_a_table_is_a_table_in_markdown(tmp_path: Path) -> None:
    lines = with_table(tmp_path, "md", a_table("a note")).read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert rows[:2] == ["| Document | Answer | Note |", "| --- | --- | --- |"]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [4, 4, 4, 4]
    assert "[^1] |" in rows[2]
    assert rows[3].endswith("| no | a note |")


def test_a_column_that_would_be_empty_is_left_out(tmp_path: Path) -> None:
    assert "| Document | Answer |\n" in with_table(tmp_path, "md", a_table()).read_text(encoding="utf-8")


def test_a_table_is_a_table_in_word_with_its_footnotes(tmp_path: Path) -> None:
    file = with_table(tmp_path, "docx", a_table("a note"))
    (table,) = Word(str(file)).tables
    assert [cell.text for cell in table.rows[0].cells] == ["Document", "Answer", "Note"]
    assert [cell.text for cell in table.rows[2].cells][1:] == ["no", "a note"]
    assert [n.get(f"{W}id") for n in table._tbl.iter(f"{W}footnoteReference")] == ["1"]


def test_a_chronology_is_a_table_of_dates_and_events(tmp_path: Path) -> None:
    text = "The tenant left the house on 3 May 2019."
    event = Event("2019-05-03", "3 May 2019", "", text, (), "", (a_citation(text),))
    (table,) = Word(str(with_table(tmp_path, "docx", Chronicle((event,), 1, 1, 0, 0.1)))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Date", "Event"], ["2019-05-03", text]]


def test_the_same_conversation_gives_the_same_bytes(tmp_path: Path) -> None:
    assert a_paper(tmp_path, "docx").read_bytes() == a_paper(tmp_path, "docx").read_bytes()


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MunimentError, match=r"\.md or \.docx"):
        a_paper(tmp_path, "pdf")
