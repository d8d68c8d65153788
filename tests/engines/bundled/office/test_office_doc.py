"""Word documents of before 2007, made here byte by byte, and what is read in them."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from muniment_engines.bundled.office.docx import HIDDEN, TRACKED
from muniment_engines.bundled.office.protected import NEEDS_PASSWORD
from muniment_engines.errors import DocumentError

DOC = "application/msword"
CELL = "\x07"
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x16\x24\x01\x17\x24\x01"
DELETED, HIDDEN_TEXT, BOLD = b"\x00\x08\x01", b"\x3c\x08\x01", b"\x35\x08\x01"
TEXT, FOOTNOTES, HEADERS, _, COMMENTS, ENDNOTES, BOXES = range(7)


@dataclass
class P:
    """A paragraph: its text, the sign that ends it, its style's number, what it changes, and how all its characters look."""

    text: str
    mark: str = "\r"
    style: int = 0
    changes: bytes = b""
    look: bytes = b""


def plex(positions: Sequence[int], parts: Sequence[bytes] = ()) -> bytes:
    return struct.pack(f"<{len(positions)}I", *positions) + b"".join(parts)


def styles() -> bytes:
    """Normal, and heading 1."""

    def style(kind: int, name: str) -> bytes:
        head = struct.pack("<HHHHH", kind, 0xFFF1, 2, 0, 0) + struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
        return head + struct.pack("<HH", 2, 0) + struct.pack("<H", 0)

    written = b"".join(struct.pack("<H", len(one)) + one for one in (style(0, "Standard"), style(1, "Überschrift 1")))
    return struct.pack("<HHH14x", 18, 2, 10) + written


def pages_of(runs: Sequence[tuple[int, int, bytes]], wide: int, first_page: int) -> tuple[list[bytes], bytes]:
    """Pages of 512 bytes with a few runs each, and the plex that names them. `wide` bytes describe a run."""
    pages, starts = [], []
    for at in range(0, len(runs), 6):
        some = runs[at : at + 6]
        page = bytearray(512)
        struct.pack_into(f"<{len(some) + 1}I", page, 0, *[run[0] for run in some], some[-1][1])
        free = 510
        for index, (_, _, data) in enumerate(some):
            whole = (bytes([0, len(data) // 2]) if wide == 13 else bytes([len(data)])) + data
            free -= len(whole) + len(whole) % 2
            page[free : free + len(whole)] = whole
            page[4 * (len(some) + 1) + wide * index] = free // 2 if data else 0
        page[511] = len(some)
        pages.append(bytes(page))
        starts.append(some[0][0])
    numbers = [struct.pack("<I", first_page + index) for index in range(len(pages))]
    return pages, plex([*starts, runs[-1][1]], numbers)


def streams(stories: Mapping[int, Sequence[P]], places: Mapping[int, bytes], flags: int = 0, version: int = 0xC1) -> Any:
    ordered = [paragraph for number in range(8) for paragraph in stories.get(number, ())]
    text = "".join(p.text + p.mark for p in ordered)
    counts = [sum(len(p.text) + 1 for p in stories.get(number, ())) for number in range(8)]
    start = 2048
    data = text.encode("utf-16-le")
    paragraphs, characters, at = [], [], start
    for p in ordered:
        size = 2 * len(p.text) + 2
        own = struct.pack("<H", p.style) + p.changes
        paragraphs.append((at, at + size, own + b"\0" * (len(own) % 2)))
        characters.append((at, at + size, p.look))
        at += size
    first_page = -(-(start + len(data)) // 512)
    pages, paragraph_plex = pages_of(paragraphs, 13, first_page)
    more, character_plex = pages_of(characters, 1, first_page + len(pages))
    pieces = plex([0, len(text)], [struct.pack("<HIH", 0, start, 0)])
    every = {
        33: b"\x02" + struct.pack("<I", len(pieces)) + pieces,
        13: paragraph_plex,
        12: character_plex,
        1: styles(),
        **places,
    }
    table, spans = b"", [(0, 0)] * 93
    for place, part in every.items():
        spans[place] = (len(table), len(part))
        table += part
    head = struct.pack("<HHHHHH", 0xA5EC, version, 0, 0, 0, flags | 0x0200).ljust(0x20, b"\0") + struct.pack("<H", 14) + bytes(28)
    head += struct.pack("<H12x8I44x", 22, *counts)
    head += struct.pack("<H", 93) + b"".join(struct.pack("<II", *span) for span in spans)
    word = head.ljust(start, b"\0") + data.ljust(first_page * 512 - start, b"\0") + b"".join([*pages, *more])
    return {"WordDocument": word.ljust(4096, b"\0"), "1Table": table.ljust(4096, b"\0")}


def document(paragraphs: Sequence[P], places: Mapping[int, bytes] | None = None, **others: Sequence[P]) -> Any:
    numbers = {"footnotes": FOOTNOTES, "headers": HEADERS, "comments": COMMENTS, "endnotes": ENDNOTES, "boxes": BOXES}
    return streams({TEXT: paragraphs, **{numbers[name]: story for name, story in others.items()}}, places or {})


@pytest.fixture
def text_of(make: Any, seen: Any) -> Any:
    return lambda tree: seen(make.compound(tree), DOC).text


def test_paragraphs_and_headings_in_their_order(make: Any, seen: Any) -> None:
    found = seen(make.compound(document([P("Lease", style=1), P("The rent is 4,210 €."), P("Grüße\x0b𝄞")])), DOC)
    assert found.text == "Lease\n\nThe rent is 4,210 €.\n\nGrüße\n𝄞"
    assert [(h.title, h.level) for h in found.about.outline] == [("Lease", 1)]


def test_pieces_of_one_byte_and_of_two(text_of: Any) -> None:
    pieces = plex([0, 4, 9], [struct.pack("<HIH", 0, 2048 * 2 | 0x40000000, 0), struct.pack("<HIH", 0, 2048 + 8, 0)])
    properties = b"\x01\x03\x00abc"
    narrow = document([P("xxxx abc")], {33: properties + b"\x02" + struct.pack("<I", len(pieces)) + pieces})
    word = narrow["WordDocument"]
    assert text_of({**narrow, "WordDocument": word[:2048] + b"\x93Hi\x94" + word[2052:]}) == "“Hi” abc"


def test_fields_show_their_results(text_of: Any) -> None:
    link = '\x13 HYPERLINK "http://example.org" \x14see \x13 REF a \x14here\x15\x15'
    assert text_of(document([P(f"Please {link} now"), P("\x13 XE index \x15Terms"), P("Broken \x13 code")])) == (
        "Please see here now\n\nTerms\n\nBroken  code"
    )


def test_what_was_deleted_is_gone_and_what_is_hidden_is_told(make: Any, seen: Any) -> None:
    found = seen(make.compound(document([P("old", look=DELETED), P("new"), P("secret", look=HIDDEN_TEXT)])), DOC)
    assert found.text == "new\n\nsecret"
    assert TRACKED in found.notes and HIDDEN in found.notes


def row(*cells: str, look: bytes = b"", end: bytes = ROW_END) -> list[P]:
    return [*(P(cell, CELL, changes=IN_TABLE, look=look) for cell in cells), P("", CELL, changes=end)]


def test_rows_stand_side_by_side(text_of: Any) -> None:
    assert text_of(document([P("Before"), *row("Tenant", "Acme"), *row("Term", "two years"), P("After")])) == (
        "Before\n\nTenant | Acme\nTerm | two years\n\nAfter"
    )


def test_a_bold_row_names_the_columns(text_of: Any) -> None:
    rows = [*row("Item", "2023", "2022", look=BOLD), *row("Rent", "4,210", "4,100")]
    assert "Rent: 2023: 4,210; 2022: 4,100" in text_of(document(rows))


def edges(*places: int, goes_on: Sequence[int] = ()) -> bytes:
    """The end of a row whose cells lie between these places; some of them go on from above."""
    count = len(places) - 1
    cells = b"".join(struct.pack("<H18x", 0x20 if i in goes_on else 0) for i in range(count))
    operand = bytes([count]) + struct.pack(f"<{count + 1}h", *places) + cells
    return ROW_END + b"\x08\xd6" + struct.pack("<H", len(operand) + 1) + operand


def test_merged_cells_belong_to_what_they_reach_over(text_of: Any) -> None:
    found = text_of(
        document(
            [
                *row("Region", "Rent", end=edges(0, 1000, 3000) + b"\x04\x34\x01"),
                *row("", "2023", "2022", end=edges(0, 1000, 2000, 3000, goes_on=[0]) + b"\x04\x34\x01"),
                *row("North", "12", "11", end=edges(0, 1000, 2000, 3000)),
                *row("", "14", "13", end=edges(0, 1000, 2000, 3000, goes_on=[0])),
            ]
        )
    )
    assert "North: Rent, 2023: 12; Rent, 2022: 11" in found
    assert "North: Rent, 2023: 14; Rent, 2022: 13" in found


def test_a_table_in_a_cell_stays_in_it(text_of: Any) -> None:
    inner = b"\x16\x24\x01\x49\x66\x02\x00\x00\x00"
    cells = [
        P("a", changes=inner + b"\x4b\x24\x01"),
        P("b", changes=inner + b"\x4b\x24\x01"),
        P("", changes=inner + b"\x4c\x24\x01"),
    ]
    assert "a | b" in text_of(document([*cells, P("c", CELL, changes=IN_TABLE), *row("d")]))


def test_notes_and_comments_stand_behind_their_paragraph(text_of: Any) -> None:
    author = struct.pack("<H", 3) + "Ann".encode("utf-16-le")
    tree = document(
        [P("Rent\x02 is due.\x05"), P("Next\x02.")],
        {
            2: plex([4, 18], [b"\0\0"]) + b"",
            3: plex([0, 10]),
            4: plex([13, 21], [struct.pack("<H18xH8x", 0, 0)]),
            5: plex([0, 6]),
            36: author,
            46: plex([19, 21], [b"\0\0"]),
            47: plex([0, 8]),
        },
        footnotes=[P("\x02 monthly")],
        comments=[P("Check")],
        endnotes=[P("\x02 later")],
    )
    assert text_of(tree) == "Rent[1] is due.\n\n[1] monthly\n\nComment by Ann: Check\n\nNext[i].\n\n[i] later"


def test_headers_come_first_and_footers_last_without_numbers_of_pages(text_of: Any) -> None:
    header, footer = "Acme \x13 PAGE \x147\x15", "Page \x13 PAGE \x147\x15"
    first, second = len(header) + 1, len(header) + 1 + len(footer) + 1
    tree = document(
        [P("The text.")],
        {11: plex([0, 0, 0, 0, 0, 0, 0, 0, first, first, second, second, second, second])},
        headers=[P(header), P(footer)],
    )
    assert text_of(tree) == "Acme\n\nThe text."


def test_boxes_stand_where_they_are_anchored(text_of: Any) -> None:
    shape = struct.pack("<I22x", 1025)
    tree = document(
        [P("First\x08."), P("Second.")],
        {40: plex([5, 15], [shape]), 56: plex([0, 7], [struct.pack("<14xI4x", 1025)])},
        boxes=[P("In box")],
    )
    assert text_of(tree) == "First.\n\nIn box\n\nSecond."


def test_a_header_and_a_box_leave_notes_where_they_belong(text_of: Any) -> None:
    tree = document(
        [P("First\x08."), P("Second\x02.")],
        {
            2: plex([14, 17], [b"\0\0"]),
            3: plex([0, 6, 7]),
            11: plex([*[0] * 8, 5, 5, 5, 5]),
            40: plex([5, 17], [struct.pack("<I22x", 1025)]),
            56: plex([0, 7], [struct.pack("<14xI4x", 1025)]),
        },
        footnotes=[P("\x02 why"), P("")],
        headers=[P("Acme")],
        boxes=[P("In box")],
    )
    assert text_of(tree) == "Acme\n\nFirst.\n\nIn box\n\nSecond[1].\n\n[1] why"


def test_parts_that_reach_back_are_left_out(text_of: Any) -> None:
    note = [P("\x02 again")]
    tree = document([P("\x02" * 50)], {2: plex(range(51), [b"\0\0"] * 50), 3: plex([0, 8] * 30)}, footnotes=note)
    assert text_of(tree).count("again") == 1


def test_items_are_numbered(text_of: Any) -> None:
    def level(form: int, text: str) -> bytes:
        return struct.pack("<iBB22x", 1, form, 0) + struct.pack("<H", len(text)) + text.encode("utf-16-le")

    lists = struct.pack("<H", 1) + struct.pack("<I22xBx", 77, 0)
    levels = level(0, "\0.") + level(4, "\0.\1)") + level(0, "\2") * 7
    uses = struct.pack("<I", 1) + struct.pack("<I12x", 77) + struct.pack("<I", 0xFFFFFFFF)
    in_list, below = b"\x0b\x46\x01\x00", b"\x0b\x46\x01\x00\x0a\x26\x01"
    paragraphs = [P("One", changes=in_list), P("Sub", changes=below), P("Two", changes=in_list), P("No")]
    tree = document(paragraphs, {73: lists, 74: uses})
    at = tree["1Table"].index(lists) + len(lists)
    table = tree["1Table"]  # the levels stand behind the table of lists, where the uses were put
    moved = table[:at] + levels + table[at + len(levels) :]
    place = len(moved)
    word = bytearray(tree["WordDocument"])
    struct.pack_into("<II", word, 0x9A + 8 * 74, place, len(uses))
    assert text_of({"WordDocument": bytes(word), "1Table": moved + uses}) == "1. One\n1.a) Sub\n2. Two\n\nNo"


def test_a_box_of_a_form_is_ticked_or_not(text_of: Any) -> None:
    field = "\x13 FORMCHECKBOX \x01\x15 agreed"
    look = b"\x03\x6a" + struct.pack("<I", 4)
    ticked = bytes(4) + struct.pack("<IH", 100, 10) + bytes(4) + struct.pack("<IH", 0xFFFFFFFF, 1 | 1 << 2) + bytes(90)
    for data, sign in ((ticked, "☒"), (bytes(200), "☐")):
        assert text_of({**document([P(field, look=look)]), "Data": data}) == f"{sign} agreed"


def test_a_break_ends_the_page(make: Any, seen: Any) -> None:
    found = seen(make.compound(document([P("one", "\x0c"), P("two"), P("three", changes=b"\x07\x24\x01")])), DOC)
    assert [page.text for page in found.pages] == ["one", "two", "three"]


def refused(seen: Any, data: bytes) -> tuple[str, str]:
    with pytest.raises(DocumentError) as told:
        seen(data, DOC)
    return told.value.state, str(told.value)


def test_what_cannot_be_read_has_a_name(make: Any, seen: Any) -> None:
    paragraphs = {TEXT: [P("Rent")]}
    assert refused(seen, make.compound(streams(paragraphs, {}, flags=0x0100))) == ("encrypted", NEEDS_PASSWORD)
    assert refused(seen, make.compound(streams(paragraphs, {}, version=0x68)))[0] == "not supported"
    assert refused(seen, make.compound({"WordDocument": b"\xec\xa5\xc1\x00" + bytes(2000)}))[0] == "damaged"
    assert refused(seen, make.compound(document([P("")])))[0] == "empty"


def test_pieces_that_lie_in_each_other_are_no_text(make: Any, seen: Any) -> None:
    count = 3000
    many = plex([i * 900 for i in range(count + 1)], [struct.pack("<HIH", 0, 0, 0)] * count)
    bomb = document([P("Rent")], {33: b"\x02" + struct.pack("<I", len(many)) + many})
    assert refused(seen, make.compound(bomb))[0] == "damaged"


def test_broken_bytes_are_no_defect(make: Any, seen: Any) -> None:
    tree = document([P("Lease", style=1), *row("Rent", "4,210"), P("See\x13 REF \x14me\x15", look=BOLD)])
    for name in tree:
        for at in range(0, len(tree[name]), 5):
            broken = bytearray(tree[name])
            broken[at] ^= 0xFF
            try:
                seen(make.compound({**tree, name: bytes(broken)}), DOC)
            except DocumentError as error:
                assert error.state in ("damaged", "empty", "encrypted", "not supported")
