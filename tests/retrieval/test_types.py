"""What a file is, by its content."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_retrieval.types import MARKDOWN, PDF, TEXT, UNKNOWN, media_type, plain_words, refusal

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


def zipped(parts: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return target.getvalue()


def office(main_type: str) -> bytes:
    types = f'<Types><Default ContentType="application/xml"/><Override PartName="/m" ContentType="{main_type}"/></Types>'
    return zipped({"_rels/.rels": "<r/>", "m": "x" * 5000, "[Content_Types].xml": types})


def compound(*names: str, inside: str = "") -> bytes:
    """An OLE file of one sector of directory: a root, and below it entries in a row; the first may hold one more."""

    def entry(name: str, right: int, child: int) -> bytes:
        raw = name.encode("utf-16-le")
        return raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, 1, 1, 0xFFFFFFFF, right, child) + b"\0" * 48

    entries = [entry("Root Entry", 0xFFFFFFFF, 1)]
    for at, name in enumerate(names, 1):
        entries.append(
            entry(name, at + 1 if at < len(names) else 0xFFFFFFFF, len(names) + 1 if inside and at == 1 else 0xFFFFFFFF)
        )
    if inside:
        entries.append(entry(inside, 0xFFFFFFFF, 0xFFFFFFFF))
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 2, 0xFFFFFFFE, *[0xFFFFFFFF] * 125)
    return bytes(header) + table + b"".join(entries).ljust(1024, b"\0")


def tarred() -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as file:
        file.addfile(tarfile.TarInfo("a.txt"), io.BytesIO(b""))
    return target.getvalue()


MAIL = b"Received: from a by b\r\n\tfor c\r\nFrom: a@b.example\r\nTo: c@d.example\r\nSubject: Hello\r\n\r\nHi\r\n"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a.txt", PDF),
        (b"\r\n\r\n%PDF-1.4", "mail", PDF),
        (b"\x00\x01\x02\x03\x04 5 0 obj <</Type /Page>> endobj", "cut off", PDF),
        (b"PK\x03\x04", "a.pdf", "application/zip"),
        (zipped({"a.docx": "x", "word/notes.txt": "x"}), "a.docx", "application/zip"),
        (office(f"{OOXML}wordprocessingml.document.main+xml"), "a.zip", f"{OOXML}wordprocessingml.document"),
        (office(f"{OOXML}spreadsheetml.sheet.main+xml"), "a.docx", f"{OOXML}spreadsheetml.sheet"),
        (office("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "a", "application/vnd.ms-excel.sheet.macroEnabled.12"),
        (office(f"{OOXML}presentationml.presentation.main+xml"), "a", f"{OOXML}presentationml.presentation"),
        (zipped({"_rels/.rels": "", "word/document.xml": ""}), "a", f"{OOXML}wordprocessingml.document"),
        (office(f"{OOXML}wordprocessingml.document.main+xml")[:-190], "cut off", f"{OOXML}wordprocessingml.document"),
        (b"junk before it" + office(f"{OOXML}spreadsheetml.sheet.main+xml"), "a.bin", UNKNOWN),
        (zipped({"mimetype": f"{ODF}text"}, zipfile.ZIP_STORED), "a", f"{ODF}text"),
        (zipped({"mimetype": f"{ODF}spreadsheet", "content.xml": ""}), "a", f"{ODF}spreadsheet"),
        (zipped({"mimetype": "application/epub+zip"}), "a", "application/epub+zip"),
        (zipped({"META-INF/container.xml": "", "OEBPS/content.opf": ""}), "a", "application/epub+zip"),
        (zipped({"mimetype": "text/html, or whatever I say"}), "a", "application/zip"),
        (zipped({"Index/Document.iwa": ""}), "a.pages", "application/vnd.apple.pages"),
        (zipped({"Index/Document.iwa": ""}), "a.numbers", "application/vnd.apple.numbers"),
        (zipped({"Index/Document.iwa": "", "Index/Slide-3.iwa": ""}), "a.pages", "application/vnd.apple.keynote"),
        (compound("WordDocument", "1Table"), "a.xls", "application/msword"),
        (compound("Workbook"), "a", "application/vnd.ms-excel"),
        (compound("Current User", "PowerPoint Document"), "a", "application/vnd.ms-powerpoint"),
        (compound("__properties_version1.0"), "a", "application/vnd.ms-outlook"),
        (compound("EncryptionInfo", "EncryptedPackage"), "a.docx", "application/encrypted-ooxml"),
        (compound("ObjectPool", "WordDocument", inside="Workbook"), "a", "application/msword"),
        (compound("Something"), "a.doc", "application/x-ole-storage"),
        (compound("WordDocument")[:600], "a.doc", "application/x-ole-storage"),
        (tarred(), "a", "application/x-tar"),
        (b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00", "a", "image/bmp"),
        (b"BM is how some names begin.", "a", TEXT),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "a.jpg", "image/heic"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "a", "image/webp"),
        (b"AT&TFORM\x00\x00", "a", "image/vnd.djvu"),
        ("Grüße\n".encode(), "a.pdf", TEXT),
        (b"# Title", "README.MD", MARKDOWN),
        (b"<div align=center>\n\n# Title", "README.md", MARKDOWN),
        (b"\xff\xfeh\x00i\x00", "a.txt", TEXT),
        ("From: a\r\nSubject: b\r\n\r\nc".encode("utf-16"), "a.eml", "message/rfc822"),
        (b"\x00\x01\x02", "a.txt", UNKNOWN),
        (b"\x7fELF\x02\x01\x01\x00", "program", "application/x-executable"),
        (b"{\\rtf1", "a.doc", "application/rtf"),
        (b"a,b\n1,2\n", "a.csv", "text/csv"),
        (b"a\tb\n", "a.tsv", "text/tab-separated-values"),
        (b"a,b\n1,2\n", "a.txt", TEXT),
        (b"\xef\xbb\xbf  <!-- x -->\n<!DOCTYPE html>\n<html>", "a.txt", "text/html"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'>", "a", "text/html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "a.xml", "text/html"),
        (b"Some words <b>first</b>", "a.html", "text/html"),
        (b"<p>Hello</p>", "letter", "text/html"),
        (b"<SEC-DOCUMENT>0001.txt\n<DOCUMENT>\n<TYPE>10-K\n<TEXT>\n<HTML>", "a.txt", "text/html"),
        (b"<SEC-DOCUMENT>0001.txt\n<DOCUMENT>\n<TYPE>10-K\n<TEXT>\nANNUAL REPORT", "a.txt", TEXT),
        (b'<?xml version="1.0"?>\n<order/>', "a.txt", "application/xml"),
        (b'<order xmlns="urn:x"><line/></order>', "a", "application/xml"),
        (b"<name> is to be filled in by the tenant.", "form.txt", TEXT),
        (b"<?php echo '<html>'; ?>", "a.php", TEXT),
        (b'{"a": 1}', "a", "application/json"),
        (b'[{"a": 1}]', "a.txt", "application/json"),
        (b"[1] First footnote", "a.txt", TEXT),
        (b"[2024-01-01] started", "a.log", TEXT),
        (b"{not json}", "a.txt", TEXT),
        (MAIL, "a.txt", "message/rfc822"),
        (b"From: a@b.example\n\nHi", "a.eml", "message/rfc822"),
        (b"From: the landlord\nTo: the tenant\nSubject: rent\n\nDear", "memo.txt", TEXT),
        (b"From a@b.example Tue May 10 11:28:07 2005\n" + MAIL, "inbox", "application/mbox"),
        (b"From a@b.example\n" + MAIL, "a.eml", "message/rfc822"),
        (b"123\n" + MAIL, "1.emlx", "message/rfc822"),
        (
            b'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html"\n\n',
            "a.mhtml",
            "multipart/related",
        ),
    ],
)
def test_the_content_decides(content: bytes, name: str, kind: str) -> None:
    assert media_type(memoryview(content), name) == kind


@given(
    st.sampled_from((b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<", b"From ", b"\xff\xfe", b"BM")),
    st.binary(max_size=700),
    st.text(max_size=20),
)
def test_there_is_always_a_type(start: bytes, rest: bytes, name: str) -> None:
    assert "/" in media_type(start + rest, name)


@given(st.sampled_from((office("x"), compound("WordDocument"), zipped({"mimetype": f"{ODF}text"}))), st.data())
def test_damage_does_no_harm(whole: bytes, data: st.DataObject) -> None:
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    assert "/" in media_type(bytes(broken[: data.draw(st.integers(1, len(broken)))]), "")


def test_a_list_of_types_that_unpacks_without_end_is_read_up_to_a_bound() -> None:
    kind = f"{OOXML}wordprocessingml.document.main+xml"
    types = f'<Types>{" " * 50_000_000}<Override ContentType="{kind}"/></Types>'
    assert media_type(zipped({"[Content_Types].xml": types, "word/document.xml": ""}), "a") == f"{OOXML}wordprocessingml.document"


@pytest.mark.parametrize(
    "start", [b"<!--" * 20_000, b"<?" * 30_000, b"<!doctype x [" * 5_000, b'{"' + b"\\" * 60_000, b" " * 65_000, b"a:" * 30_000]
)
def test_no_beginning_takes_long(start: bytes) -> None:
    assert "/" in media_type(start, "a.html")


@pytest.mark.parametrize(
    ("kind", "state", "words"),
    [
        ("application/x-7z-compressed", "not supported", "a 7-Zip archive"),
        ("application/pgp-encrypted", "encrypted", "a message encrypted with PGP"),
        ("video/mp4", "not supported", "a film"),
        ("application/octet-stream", "not supported", "a file of a kind that Muniment does not know"),
        ("application/x-never-heard-of", "not supported", "a file of a kind that Muniment does not know"),
    ],
)
def test_what_is_not_read_is_named(kind: str, state: str, words: str) -> None:
    error = refusal(kind)
    assert error.state == state
    assert words in str(error)
    assert plain_words(kind) == words
