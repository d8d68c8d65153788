"""Small files of every type, made here, for the fuzz bench to spoil."""

from __future__ import annotations

import bz2
import gzip
import importlib.util
import io
import json
import lzma
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

PARAGRAPHS = (
    "The rent of the warehouse in Wolfsburg is 4,210 euros, due on the third working day.",
    "Notice of termination must reach the landlord ninety days before the end of a quarter – in writing.",
    "Die Kündigung bedarf der Schriftform; § 550 BGB bleibt unberührt.",
)
KNOWN_TO_ALL = "VelvetSweatshop"
"""The password of workbooks that open without one."""

ROWS = (("Item", "2023", "2022"), ("Revenue", "12,553", "11,990"), ("Costs", "(1,204)", "(998)"))


def seeds() -> dict[str, bytes]:
    """A file of each type by its name, whose ending says the type."""
    mail = letter()
    made: dict[str, bytes] = {
        "a.pdf": pdf(),
        "a.txt": "\n\n".join(PARAGRAPHS).encode(),
        "utf16.txt": "\n\n".join(PARAGRAPHS).encode("utf-16"),
        "a.md": ("# Lease\n\n" + "\n\n## Part\n\n".join(PARAGRAPHS) + "\n\n| a | b |\n|---|---|\n| 1 | 2 |\n").encode(),
        "a.csv": "\n".join(";".join(row) for row in ROWS).encode(),
        "a.tsv": "\n".join("\t".join(row) for row in ROWS).encode(),
        "a.html": web_page(),
        "a.mhtml": b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"; type="text/html"\n\n--b\n'
        b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + web_page() + b"\n--b--\n",
        "a.xml": f"<?xml version='1.0'?><lease><part n='1'>{PARAGRAPHS[0]}</part><part>{PARAGRAPHS[1]}</part></lease>".encode(),
        "a.json": json.dumps({"lease": PARAGRAPHS, "rows": [dict(zip(ROWS[0], row, strict=True)) for row in ROWS]}).encode(),
        "a.rtf": rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0\b Lease\b0\par Rent \'80 4.210\par"
        rb"\trowd\cellx1000\cellx2000 a\cell b\cell\row\u8211? end}",
        "a.eml": mail,
        "a.mbox": b"From ann Tue Mar  3 09:15:00 2020\n" + mail + b"\n\nFrom bob Tue Mar  3 09:15:00 2020\n" + mail,
        "a.epub": zipped(**book()),
        "a.odt": zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml=ODF % odf_text()),
        "a.ods": zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml=ODF % odf_sheet()),
        "a.odp": zipped(mimetype="application/vnd.oasis.opendocument.presentation", content_xml=ODF % odf_slides()),
        "a.zip": zipped(a_txt=PARAGRAPHS[0], folder__b_eml=mail.decode(), c_zip=zipped(d_txt=PARAGRAPHS[1])),
        "a.docx": _docx(),
        "a.pptx": _pptx(),
        "a.xlsx": _xlsx(),
        "a.msg": _outlook(),
        "a.tnef": bytes(_tests("test_mail_tnef.py").packed((0x1E, 0x1000, PARAGRAPHS[0].encode("cp1252")))),
        "a.xls": _compound({"Workbook": _biff()}),
        "a.doc": _doc(),
        "a.ppt": _ppt(),
    }
    made["locked.xlsx"] = _locked(made["a.xlsx"])
    made["locked.xls"] = _tests("office/test_office_protected.py").old_workbook(KNOWN_TO_ALL, _tests("test_mail_outlook.py"))
    made["a.tar"] = tarred(made)
    made["a.tar.gz"], made["a.txt.gz"] = gzip.compress(made["a.tar"]), gzip.compress(made["a.txt"])
    made["a.tar.bz2"], made["a.tar.xz"] = bz2.compress(made["a.tar"]), lzma.compress(made["a.tar"])
    return made | pictures()


def letter() -> bytes:
    message = EmailMessage()
    for name, value in {"From": "Änn <ann@example.org>", "To": "bob@example.org", "Subject": "Lease – Kündigung"}.items():
        message[name] = value
    message["Date"] = "Tue, 3 Mar 2020 09:15:00 +0100"
    message.set_content("\n\n".join(PARAGRAPHS))
    message.add_alternative(web_page().decode(), subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Vertrag für Müller.pdf")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "carol@example.org", "Old"
    inner.set_content("The old text.")
    message.add_attachment(inner)
    return message.as_bytes()


def web_page() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return f"<!doctype html><title>Lease</title><nav><a href='/'>Home</a></nav><h1>Lease</h1>{body}<table>{rows}</table>".encode()


def pdf() -> bytes:
    """Two pages, an outline, a font and a form field."""
    text = b"BT /F 12 Tf 14 TL 72 700 Td " + b" ".join(b"(%b) Tj T*" % p.encode("cp1252") for p in PARAGRAPHS[:2]) + b" ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Outlines 7 0 R/AcroForm<</Fields[9 0 R]>>>>",
        b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 612 792]/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Type/Page/Parent 2 0 R/Contents 6 0 R/Annots[9 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 6 0 R/Rotate 90>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(text), text),
        b"<</Type/Outlines/First 8 0 R/Last 8 0 R/Count 1>>",
        b"<</Title(Lease)/Parent 7 0 R/Dest[3 0 R/Fit]>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Ann)/Rect[72 600 200 620]/P 3 0 R>>",
    ]
    written, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, rows) + trailer


ODF = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:body>%s</office:body></office:document-content>'
)


def odf_text() -> str:
    body = "".join(f"<text:p>{text}</text:p>" for text in PARAGRAPHS)
    return f'<office:text><text:h text:outline-level="1">Lease</text:h>{body}</office:text>'


def odf_sheet() -> str:
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in ROWS
    )
    return f'<office:spreadsheet><table:table table:name="Figures">{cells}</table:table></office:spreadsheet>'


def odf_slides() -> str:
    frame = "".join(f"<draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>" for text in PARAGRAPHS)
    return f'<office:presentation><draw:page draw:name="one">{frame}</draw:page></office:presentation>'


def book() -> dict[str, str | bytes]:
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest><item id="a" href="a.xhtml"'
        ' media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    container = '<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>'
    return {"mimetype": "application/epub+zip", "META-INF__container_xml": container, "c_opf": opf, "a_xhtml": web_page()}


def zipped(**files: str | bytes) -> bytes:
    """A zip; "_" stands for a dot in a name and "__" for a slash."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name.replace("__", "/").replace("_", "."), data)
    return made.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as file:
        for name in ("a.txt", "a.eml", "a.html"):
            info = tarfile.TarInfo("a-long-folder-name/" * 8 + name)
            info.size = len(files[name])
            file.addfile(info, io.BytesIO(files[name]))
    return made.getvalue()


def pictures() -> dict[str, bytes]:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (120, 60), "white")
    ImageDraw.Draw(image).text((5, 20), "Rent is due.", fill="black")
    found = {}
    for kind in ("png", "jpeg", "gif", "tiff", "webp", "bmp"):
        made = io.BytesIO()
        image.save(made, kind)
        found[f"a.{kind}"] = made.getvalue()
    return found


def _saved(save: Callable[[io.BytesIO], Any]) -> bytes:
    made = io.BytesIO()
    save(made)
    return made.getvalue()


def _docx() -> bytes:
    from docx import Document

    document = Document()
    document.add_heading("Lease", 1)
    for text in PARAGRAPHS:
        document.add_paragraph(text, style="List Bullet")
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for cells, row in zip(table.rows, ROWS, strict=True):
        for cell, value in zip(cells.cells, row, strict=True):
            cell.text = value
    return _saved(document.save)


def _pptx() -> bytes:
    from pptx import Presentation

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "Lease", "\n".join(PARAGRAPHS)
    slide.notes_slide.notes_text_frame.text = "Say it slowly."
    return _saved(deck.save)


def _xlsx() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in (*ROWS, ("Sum", 1234.5, 0.25)):
        book.active.append(row)
    book.active["B4"].number_format = "#,##0.00 €"
    return _saved(book.save)


def _outlook() -> bytes:
    made = _tests("test_mail_outlook.py")
    tree = made.message()
    tree["__attach_version1.0_#00000000"] = made.text_of(_3701=b"%PDF", _3707="Vertrag.pdf")
    tree["__attach_version1.0_#00000001"] = {"__substg1.0_3701000D": made.inner(made.message(_0037="Old"))}
    return bytes(made.compound(tree))


def _compound(streams: Mapping[str, bytes]) -> bytes:
    return bytes(_tests("test_mail_outlook.py").compound(streams))


def _doc() -> bytes:
    """A document of Word 97: a heading, paragraphs with a field and a footnote, a table, a header."""
    made = _tests("office/test_office_doc.py")
    rows = [paragraph for row in ROWS for paragraph in made.row(*row)]
    texts = [made.P("Lease\x02", style=1), *(made.P(f"{text} \x13 REF a \x14(see)\x15") for text in PARAGRAPHS), *rows]
    places = {2: made.plex([5, 900], [b"\0\0"]), 3: made.plex([0, 10]), 11: made.plex([*[0] * 8, 5, 5, 5, 5])}
    return _compound(made.document(texts, places, footnotes=[made.P("\x02 monthly")], headers=[made.P("Acme")]))


def _ppt() -> bytes:
    """A presentation of PowerPoint 97: an outline, two slides, notes, a file on a slide."""
    made = _tests("office/test_office_ppt.py")
    slides = [
        made.slide(made.shape(made.text(made.TITLE, "Lease"), place=0x0D), made.shape(made.atom(0xF9E, bytes(4)))),
        made.slide(made.shape(made.text(made.OTHER, "\r".join(PARAGRAPHS)))),
    ]
    page = made.notes(256, made.shape(made.text(made.NOTES, "Say it slowly."), place=0x0C))
    inner = made.atom(0x1011, struct.pack("<I", 9) + zlib.compress(_compound({"Package": zipped(a_txt="a")})), instance=1)
    return _compound(made.presentation(slides, [made.text(made.BODY, PARAGRAPHS[0])], [page], [inner]))


def _locked(data: bytes) -> bytes:
    """A workbook that is protected against changes only: every program knows the password."""
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    return bytes(ECMA376Agile.encrypt(KNOWN_TO_ALL, io.BytesIO(data), spin_count=1000))


def _biff() -> bytes:
    """A workbook of Excel 97 with one sheet and one number."""

    def record(number: int, data: bytes) -> bytes:
        return struct.pack("<HH", number, len(data)) + data

    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    sheet_start = len(start) + 4 + 12 + 4
    sheet = record(0x85, struct.pack("<IHBB", sheet_start, 0, 4, 0) + b"Rent")
    cells = record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0)) + record(0x203, struct.pack("<HHHd", 0, 0, 0, 4210.0))
    return start + sheet + record(0x0A, b"") + cells + record(0x0A, b"")


def _tests(name: str) -> Any:
    """A file of tests, for what it makes."""
    path = Path(__file__).parent.parent / "engines" / "bundled" / name
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
