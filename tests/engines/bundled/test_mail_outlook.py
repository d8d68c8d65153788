"""Mails in Outlook's own file, made here: a compound file of properties."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from muniment_engines.api import Cancel, Container, ParseLimits
from muniment_engines.bundled import mail
from muniment_engines.bundled.mail.outlook import DEEPEST
from muniment_engines.bundled.mail.rich_text import plain_text, unpacked
from muniment_engines.errors import DocumentError

Tree = Mapping[str, "bytes | Tree"]
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
TICKS = int((datetime(2020, 3, 3, 8, 15, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000


def compound(tree: Tree) -> bytes:
    """An OLE compound file with these streams and folders. Siblings hang on each other in one chain."""
    entries: list[list[object]] = [["Root Entry", 5, b"", FREE, FREE]]

    def put(parent: int, folder: Tree) -> None:
        before = FREE
        for name in sorted(folder, reverse=True):
            content = folder[name]
            is_stream = isinstance(content, bytes)
            entries.append([name, 2 if is_stream else 1, content if is_stream else b"", FREE, before])
            before = len(entries) - 1
            if not isinstance(content, bytes):
                put(before, content)
        entries[parent][3] = before

    put(0, tree)
    small, table, sectors, chain = b"", [], b"", []  # the small streams and their chains; sectors and theirs

    def stored(data: bytes) -> int:
        nonlocal sectors
        start, count = len(chain), -(-len(data) // 512)
        sectors += data.ljust(count * 512, b"\0")
        chain.extend([*range(start + 1, start + count), END] if count else [])
        return start if count else END

    places = []
    for _, kind, data, *_ in entries:
        assert isinstance(data, bytes)
        if kind != 2 or not data:
            places.append(END)
        elif len(data) >= 4096:
            places.append(stored(data))
        else:
            count = -(-len(data) // 64)
            places.append(len(table))
            table += [*range(len(table) + 1, len(table) + count), END]
            small += data.ljust(count * 64, b"\0")
    entries[0][2], places[0] = small, stored(small)
    small_table = stored(struct.pack(f"<{len(table)}I", *table).ljust(-(-len(table) // 128) * 512, b"\xff"))
    directory = b""
    for (name, kind, data, child, right), place in zip(entries, places, strict=True):
        raw = str(name).encode("utf-16-le") + b"\0\0"
        head = struct.pack("<64sHBBIII", raw, len(raw), kind, 1, FREE, right, child)
        directory += head + b"\0" * 36 + struct.pack("<IQ", place, len(data))  # type: ignore[arg-type]
    first = stored(directory)
    number = -(-(len(chain) + 4) // 128)
    fat = [*chain, *[0xFFFFFFFD] * number]
    packed = struct.pack(f"<{len(fat)}I", *fat).ljust(number * 512, b"\xff")
    numbers = [*range(len(chain), len(chain) + number)]
    start = struct.pack("<8s16xHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    header = start + struct.pack("<9I", 0, number, first, 0, 4096, small_table, -(-len(table) // 128), END, 0)
    return header + struct.pack("<109I", *numbers, *[FREE] * (109 - number)) + sectors + packed


def text_of(**streams: str | bytes) -> dict[str, bytes]:
    """Streams by their numbers: `_0037="Lease"` is a text, bytes are bytes."""
    return {
        f"__substg1.0_{number[1:]}{'001F' if isinstance(value, str) else '0102'}": value.encode("utf-16-le")
        if isinstance(value, str)
        else value
        for number, value in streams.items()
    }


def table(header: int, *rows: tuple[int, int]) -> bytes:
    """The stream of short properties: number and type in one, value."""
    return b"\0" * header + b"".join(struct.pack("<HHIq", tag & 0xFFFF, tag >> 16, 6, value) for tag, value in rows)


def person(name: str, address: str, kind: int) -> Tree:
    return {**text_of(_3001=name, _39FE=address), "__properties_version1.0": table(8, (0x0C150003, kind))}


def message(**streams: str | bytes) -> dict[str, bytes | Tree]:
    usual: dict[str, str | bytes] = {"_0037": "Lease", "_0042": "Ann", "_5D02": "ann@example.org", "_1000": "Rent is due.\r\n"}
    return {
        **text_of(**{**usual, **streams}),
        "__properties_version1.0": table(32, (0x00390040, TICKS)),
        "__recip_version1.0_#00000000": person("Bob", "bob@example.org", 1),
        "__recip_version1.0_#00000001": person("carol@example.org", "carol@example.org", 2),
    }


def opened(tree: Tree) -> Container:
    return mail.open({}, None).open(memoryview(compound(tree)), mail.OUTLOOK, ParseLimits())  # type: ignore[arg-type]


def text(tree: Tree) -> str:
    return "\f".join(page.text for page in opened(tree).pages(Cancel()))


def inner(tree: Tree) -> Tree:
    """The same mail as a property of an attachment, whose table has a shorter header."""
    own = tree["__properties_version1.0"]
    assert isinstance(own, bytes)
    return {**tree, "__properties_version1.0": own[8:]}


def test_who_wrote_to_whom_when_and_about_what() -> None:
    assert text(message()) == (
        "From: Ann <ann@example.org>\nTo: Bob <bob@example.org>\nCc: carol@example.org\n"
        "Date: Tuesday, 3 March 2020, 08:15 (UTC)\nSubject: Lease\n\nRent is due."
    )


def test_a_web_page_or_rich_text_is_read_where_there_is_no_plain_text() -> None:
    assert text(message(_1000="", _1013=b"<p>Rent</p><p>is <b>due</b>.</p>")).endswith("Rent\n\nis due.")
    rich = b"{\\rtf1\\ansi Rent is due.}"
    packed = struct.pack("<IIII", len(rich) + 12, len(rich), 0x414C454D, 0) + rich
    assert text(message(_1000="", _1009=packed)).endswith("Rent is due.")


def test_what_is_attached_is_handed_out() -> None:
    tree = message()
    tree["__attach_version1.0_#00000000"] = text_of(_3701=b"%PDF" + b"x" * 9000, _3707="Vertrag.pdf")
    tree["__attach_version1.0_#00000001"] = text_of(_3701=b"logo", _3707="logo.png", _3712="cid")
    (member,) = opened(tree).members(Cancel())
    assert (member.name, len(member.data)) == ("Vertrag.pdf", 9004)
    assert "Attachments: Vertrag.pdf" in text(tree)


def test_a_mail_in_a_mail_is_a_mail_as_it_is_sent() -> None:
    old = message(_0037="Old lease", _1000="The old text – sharp.")
    old["__attach_version1.0_#00000000"] = text_of(_3701=b"deep", _3707="deep.pdf")
    tree = message()
    tree["__attach_version1.0_#00000000"] = {"__substg1.0_3701000D": inner(old)}
    (member,) = opened(tree).members(Cancel())
    assert member.name == "Old lease.eml"
    read = mail.MailParser().open(memoryview(member.data), mail.MAIL, ParseLimits())
    (page,) = read.pages(Cancel())
    assert page.text.startswith(
        "From: Ann <ann@example.org>\nTo: Bob <bob@example.org>\nCc: carol@example.org\nDate: Tuesday, 3 March"
    )
    assert page.text.endswith("The old text – sharp.")
    assert [found.data for found in read.members(Cancel())] == [b"deep"]


def test_mails_in_mails_end_somewhere() -> None:
    tree = message()
    for _ in range(DEEPEST + 4):
        tree = {**message(), "__attach_version1.0_#00000000": {"__substg1.0_3701000D": inner(tree)}}
    (member,) = opened(tree).members(Cancel())
    depth = 0
    while True:
        read = mail.MailParser().open(memoryview(member.data), mail.MAIL, ParseLimits())
        found = list(read.members(Cancel()))
        if not found:
            break
        depth, member = depth + 1, found[0]
    assert depth == DEEPEST - 1
    assert "too many mails" in next(read.pages(Cancel())).text


def test_an_encrypted_mail_is_said_to_be_that() -> None:
    tree = message(_1000="", _001A="IPM.Note.SMIME")
    tree["__attach_version1.0_#00000000"] = text_of(_3701=b"cipher", _3707="smime.p7m")
    with pytest.raises(DocumentError) as caught:
        opened(tree)
    assert caught.value.state == "encrypted"


def test_a_signed_mail_is_in_its_only_attachment() -> None:
    tree = message(_1000="", _001A="IPM.Note.SMIME.MultipartSigned")
    tree["__attach_version1.0_#00000000"] = text_of(_3701=b"Content-Type: text/plain\n\nSigned.", _3707="smime.p7m")
    (member,) = opened(tree).members(Cancel())
    assert (member.name, member.data[:12]) == ("signed mail.eml", b"Content-Type")


@pytest.mark.parametrize("cut", [0, 8, 511, 700, 2000])
def test_a_damaged_one_is_refused_or_read_as_far_as_it_goes(cut: int) -> None:
    whole = compound(message())
    for data in (whole[:cut], whole[:cut] + b"\xff" * 300 + whole[cut + 300 :]):
        try:
            read = mail.MailParser().open(memoryview(data), mail.OUTLOOK, ParseLimits())
            assert list(read.pages(Cancel()))
        except DocumentError as error:
            assert error.state in ("damaged", "empty")


def test_compressed_rich_text() -> None:
    # The first example of [MS-OXRTFCP], section 3.1.
    packed = bytes.fromhex("2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0")
    assert unpacked(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert plain_text(packed) == "hello world"
    assert unpacked(b"LZFu") == b""
    assert unpacked(packed[:20] + b"\xff" * 40)
