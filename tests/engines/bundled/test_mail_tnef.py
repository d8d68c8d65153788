"""What Outlook packs for others (winmail.dat), made here by hand."""

from __future__ import annotations

import struct
from email.message import EmailMessage

import pytest
from muniment_engines.api import Cancel, Container, ParseLimits
from muniment_engines.bundled import mail
from muniment_engines.errors import DocumentError

START = b"\x78\x9f\x3e\x22\x01\x00"


def attribute(level: int, number: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, number, 6, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def texts(*values: tuple[int, int, bytes]) -> bytes:
    """Properties: type, number, value; and before them one of each kind that has to be passed over."""
    others = (
        struct.pack("<HHI", 3, 0x0E07, 7)
        + struct.pack("<HHQ", 0x40, 0x3007, 1)
        + struct.pack("<HHII", 0x1003, 0x6001, 2, 5)
        + b"\x06\0\0\0"
        + struct.pack("<HH16sII", 3, 0x8001, bytes(16), 0, 0x8502)
        + b"\x01\0\0\0"
        + struct.pack("<HH16sII", 3, 0x8002, bytes(16), 1, 6)
        + "abc".encode("utf-16-le")
        + b"\0\0\x02\0\0\0"
    )
    rows = [struct.pack("<HHII", kind, number, 1, len(v)) + v + bytes(-len(v) % 4) for kind, number, v in values]
    return struct.pack("<I", 5 + len(rows)) + others + b"".join(rows)


def packed(*properties: tuple[int, int, bytes]) -> bytes:
    first = attribute(2, 0x9002, bytes(14)) + attribute(2, 0x8010, b"VERTRA~1.PDF\0") + attribute(2, 0x800F, b"%PDF-1.7")
    long_name = attribute(2, 0x9005, texts((0x1F, 0x3707, "Vertrag für Müller.pdf\0".encode("utf-16-le"))))
    second = attribute(2, 0x9002, bytes(14)) + attribute(2, 0x8010, b"b.txt\0") + attribute(2, 0x800F, b"two")
    return START + attribute(1, 0x9003, texts(*properties)) + first + long_name + second


def opened(data: bytes, kind: str = mail.PACKED) -> Container:
    return mail.MailParser().open(memoryview(data), kind, ParseLimits())


def files(document: Container) -> list[tuple[str, bytes]]:
    return [(member.name, member.data) for member in document.members(Cancel())]


def test_its_text_and_attachments_come_out() -> None:
    rich = b"{\\rtf1\\ansi Rent is due.}"
    compressed = struct.pack("<IIII", len(rich) + 12, len(rich), 0x414C454D, 0) + rich
    document = opened(packed((0x1E, 0x0037, b"Lease\0"), (0x102, 0x1009, compressed)))
    assert [page.text for page in document.pages(Cancel())] == [
        "Subject: Lease\nAttachments: Vertrag für Müller.pdf, b.txt\n\nRent is due."
    ]
    assert files(document) == [("Vertrag für Müller.pdf", b"%PDF-1.7"), ("b.txt", b"two")]


@pytest.mark.parametrize(
    "properties", [((0x102, 0x1013, b"<p>Rent is due.</p>"),), ((0x1F, 0x1000, "Rent is due.".encode("utf-16-le")),)]
)
def test_other_forms_of_its_text(properties: tuple[tuple[int, int, bytes], ...]) -> None:
    (page,) = opened(packed(*properties)).pages(Cancel())
    assert page.text.endswith("\n\nRent is due.")


@pytest.mark.parametrize("own", ["See there.", ""])
def test_in_a_mail_its_attachments_are_the_mails_own(own: str) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "ann@example.org", "Lease"
    message.set_content(own)
    data = packed((0x1E, 0x1000, b"Rent is due.\0"))
    message.add_attachment(data, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    document = opened(message.as_bytes(), mail.MAIL)
    assert [name for name, _ in files(document)] == ["Vertrag für Müller.pdf", "b.txt"]
    (page,) = document.pages(Cancel())
    assert page.text.endswith(own or "Rent is due.")


def test_damaged_ones_give_what_they_can() -> None:
    whole = packed((0x1E, 0x0037, b"Lease\0"))
    for cut in range(0, len(whole), 7):
        for data in (whole[:cut], whole[:cut] + b"\xff" * 6 + whole[cut + 6 :]):
            try:
                files(opened(data))
            except DocumentError as error:
                assert error.state in ("damaged", "empty")
    assert len(files(opened(whole[:-1]))) == 2
