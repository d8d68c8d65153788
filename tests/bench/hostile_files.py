"""Files that are made to do harm, a few bytes or a few million each, for the hostile bench; PDFs are in `hostile_pdfs`."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping

from fuzz_seeds import ODF, zipped
from hostile_pdfs import (
    circle_form_pdf,
    circle_outline_pdf,
    circle_pdf,
    circle_xref_pdf,
    filtered_pdf,
    many_objects_pdf,
    picture_pdf,
)
from PIL import Image

GB = 1 << 30
_MAIN = "http://schemas.openxmlformats.org"


def files() -> Mapping[str, Callable[[], bytes]]:
    """How each file is made, by its name."""
    return {
        "bomb.zip": lambda: zeros_in_zip(10, GB // 2),
        "bombs-in-bombs.zip": nested_bombs,
        "overlapping.zip": overlapping,
        "bomb.docx": lambda: _docx(zeros_xml(GB)),
        "bomb.xlsx": lambda: _xlsx(zeros_xml(GB)),
        "bomb.odt": lambda: _odt(zeros_xml(GB)),
        "bomb.txt.gz": lambda: gzip.compress(bytes(GB), 9),
        "bomb.txt.bz2": lambda: bz2.compress(bytes(GB)),
        "bomb.txt.xz": lambda: lzma.compress(bytes(GB)),
        "a-million-names.zip": lambda: many_members(200_000),
        "laughs.xml": lambda: laughs("a"),
        "laughs.docx": lambda: _docx(laughs("w:document")),
        "laughs.odt": lambda: _odt(laughs("office:document-content")),
        "laughs.html": lambda: b"<!doctype html>" + laughs("html"),
        "nested-200.zip": lambda: nested_zip(200),
        "nested-200.tar": lambda: nested_tar(200),
        "ways-out.zip": lambda: zip_of(dict.fromkeys(_WAYS_OUT, b"Out.")),
        "ways-out.tar": ways_out_tar,
        "pages-in-a-circle.pdf": circle_pdf,
        "outline-in-a-circle.pdf": circle_outline_pdf,
        "tables-in-a-circle.pdf": circle_xref_pdf,
        "form-in-itself.pdf": circle_form_pdf,
        "a-million-objects.pdf": lambda: many_objects_pdf(1_000_000),
        "ten-gigabytes.pdf": filtered_pdf,
        "picture-60000.pdf": picture_pdf,
        "60000.png": png,
        "60000.jpg": jpeg,
        "60000.tiff": tiff,
        "60000.bmp": lambda: b"BM" + struct.pack("<IIIIiiHHIIiiII", 54, 0, 54, 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0),
        "60000.gif": lambda: b"GIF89a" + struct.pack("<HHBBB", 60_000, 60_000, 0, 0, 0) + b";",
        "a-million-empty-rows.xlsx": lambda: _xlsx(rows_xml(b'<row r="%d"/>', 1_000_000)),
        "a-million-empty-cells.xlsx": lambda: _xlsx(rows_xml(b'<row r="%d" spans="1:9"><c r="A%d" s="1"/></row>', 1_000_000)),
        "rows-said-once.ods": repeated_ods,
        "a-thousand-attachments.eml": lambda: letter(1000),
        "a-thousand-parts-deep.eml": lambda: deep_letter(1000),
        "a-thousand-mails-deep.eml": lambda: mails_in_mails(1000),
        "deep.html": lambda: b"<!doctype html><body>" + b"<div>" * 200_000 + b"Deep.",
        "deep.json": lambda: b"[" * 500_000 + b"1" + b"]" * 500_000,
        "deep.xml": lambda: b"<?xml version='1.0'?>" + b"<a>" * 200_000 + b"Deep." + b"</a>" * 200_000,
        "deep.rtf": lambda: b"{\\rtf1 " + b"{" * 500_000 + b"Deep." + b"}" * 500_000,
        "one-line.csv": lambda: b"a," * 3_000_000,
        "one-line.txt": lambda: b"a" * 30_000_000,
    }


_WAYS_OUT = ("../../../../tmp/out.txt", "/etc/out.txt", "..\\..\\out.txt", "C:\\Windows\\out.txt", "a/../../out.txt", "..")


def zip_of(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return made.getvalue()


def zeros_in_zip(members: int, size: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(members):
            with file.open(f"{number}.txt", "w") as member:
                for _ in range(size >> 24):
                    member.write(bytes(1 << 24))
    return made.getvalue()


def nested_bombs() -> bytes:
    """Ten to the fifth bombs, of which each is ten megabytes."""
    data = zip_of({"a.txt": bytes(10_000_000)})
    for _ in range(5):
        data = zip_of({f"{number}.zip": data for number in range(10)})
    return data


def overlapping() -> bytes:
    """A directory whose thousand entries all lead to one large part."""
    first = zeros_in_zip(1, GB // 8)
    end = first.rindex(b"PK\5\6")
    start = struct.unpack_from("<I", first, end + 16)[0]
    entry = bytearray(first[start:end])
    entries = b"".join(bytes(entry[:46]) + b"%05d" % number + bytes(entry[51:]) for number in range(1000))
    return first[:start] + entries + struct.pack("<4s4xHHIIH", b"PK\5\6", 1000, 1000, len(entries), start, 0)


def many_members(count: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for number in range(count):
            file.writestr(f"{number}.txt", b"a")
    return made.getvalue()


def nested_zip(depth: int) -> bytes:
    data = zip_of({"a.txt": b"Deep."})
    for _ in range(depth):
        data = zip_of({"a.zip": data})
    return data


def nested_tar(depth: int) -> bytes:
    data = b"Deep."
    for _ in range(depth):
        made, info = io.BytesIO(), tarfile.TarInfo("a.tar.gz")
        info.size = len(data)
        with tarfile.open(fileobj=made, mode="w") as file:
            file.addfile(info, io.BytesIO(data))
        data = gzip.compress(made.getvalue())
    return data


def ways_out_tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as file:
        for name in _WAYS_OUT:
            info = tarfile.TarInfo(name)
            info.size = 4
            file.addfile(info, io.BytesIO(b"Out."))
        for kind, target in ((tarfile.SYMTYPE, "/etc/passwd"), (tarfile.LNKTYPE, "../../etc/passwd"), (tarfile.FIFOTYPE, "")):
            link = tarfile.TarInfo(f"link{kind!r}")
            link.type, link.linkname = kind, target
            file.addfile(link)
    return made.getvalue()


def zeros_xml(size: int) -> bytes:
    return b"<a>" + b" " * size + b"</a>"


def laughs(root: str) -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">{levels}]><{root}>&l11;</{root}>'.encode()


def _docx(document: bytes) -> bytes:
    return zip_of(
        {
            "[Content_Types].xml": f'<Types xmlns="{_MAIN}/package/2006/content-types"><Override PartName="/word/document.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'.encode(),
            "word/document.xml": document,
        }
    )


def _xlsx(sheet: bytes) -> bytes:
    office = f"{_MAIN}/officeDocument/2006/relationships"
    return zip_of(
        {
            "[Content_Types].xml": f'<Types xmlns="{_MAIN}/package/2006/content-types"><Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'.encode(),
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}/spreadsheetml/2006/main" xmlns:r="{office}"><sheets>'
            '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_MAIN}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def rows_xml(row: bytes, count: int) -> bytes:
    fields = row.count(b"%d")
    rows = b"".join(row % ((number,) * fields) for number in range(1, count + 1))
    last = b'<row r="%d"><c t="inlineStr"><is><t>The last row.</t></is></c></row>' % (count + 1)
    return b'<worksheet xmlns="%b/spreadsheetml/2006/main"><sheetData>%b%b</sheetData></worksheet>' % (_MAIN.encode(), rows, last)


def _odt(content: bytes) -> bytes:
    return zip_of({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content})


def repeated_ods() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    sheet = f'<office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet>'
    return zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml=ODF % sheet)


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1 << 24))) + chunk(b"IEND", b"")


def jpeg() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "jpeg")
    data = bytearray(made.getvalue())
    place = data.index(b"\xff\xc0")
    data[place + 5 : place + 9] = struct.pack(">HH", 60_000, 60_000)
    return bytes(data)


def tiff() -> bytes:
    made = io.BytesIO()
    Image.new("1", (60_000, 60_000)).save(made, "tiff", compression="group4")
    return made.getvalue()


def letter(attachments: int) -> bytes:
    part = b'--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="%d.txt"\r\n\r\nText %d.\r\n'
    head = b"From: ann@example.org\r\nSubject: Lease\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    return head + b"".join(part % (number, number) for number in range(attachments)) + b"--b--\r\n"


def deep_letter(depth: int) -> bytes:
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return (
        b"From: ann@example.org\r\nSubject: Deep\r\nMIME-Version: 1.0\r\n" + parts + b"Content-Type: text/plain\r\n\r\nDeep.\r\n"
    )


def mails_in_mails(depth: int) -> bytes:
    head = b"From: ann@example.org\r\nSubject: Mail %d\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n"
    return b"".join(head % number for number in range(depth)) + b"From: bob@example.org\r\nSubject: Last\r\n\r\nDeep.\r\n"
