"""PowerPoint presentations of before 2007, made here record by record, and what is read in them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Any

import pytest
from muniment_engines.api import ParseLimits
from muniment_engines.bundled.office.pptx import HIDDEN
from muniment_engines.bundled.office.protected import NEEDS_PASSWORD
from muniment_engines.errors import DocumentError

PPT = "application/vnd.ms-powerpoint"
TITLE, BODY, NOTES, OTHER = 0, 1, 2, 4
PLAIN, LOCKED = 0xE391C05F, 0xF3D1C4DF


def record(kind: int, *data: bytes, instance: int = 0, container: bool = True) -> bytes:
    inner = b"".join(data)
    return struct.pack("<HHI", instance << 4 | (0xF if container else 0), kind, len(inner)) + inner


def atom(kind: int, data: bytes = b"", instance: int = 0) -> bytes:
    return record(kind, data, instance=instance, container=False)


def text(kind: int, words: str) -> bytes:
    narrow = words.isascii()
    return atom(0xF9F, struct.pack("<I", kind)) + atom(
        0xFA8 if narrow else 0xFA0, words.encode("ascii" if narrow else "utf-16-le")
    )


def shape(*inside: bytes, place: int = 0, at: tuple[int, int, int, int] | None = None, flags: int = 0) -> bytes:
    """A shape with records in its text box, perhaps a placeholder, perhaps with a place in its group."""
    parts = [atom(0xF00A, struct.pack("<II", 1, flags))]
    if at:
        parts.append(atom(0xF00F, struct.pack("<4i", *at)))
    if place:
        parts.append(record(0xF011, atom(0xBC3, struct.pack("<iBBH", 0, place, 0, 0))))
    return record(0xF004, *parts, *([record(0xF00D, *inside)] if inside else []))


def drawing(*shapes: bytes) -> bytes:
    return record(0x40C, record(0xF002, record(0xF003, shape(), *shapes)))


def slide(*shapes: bytes, hidden: bool = False, more: bytes = b"") -> bytes:
    shown = atom(0x3F9, struct.pack("<IIBBH4x", 0, 0, 0, 0, 4 if hidden else 0))
    return record(0x3EE, atom(0x3EF, bytes(24)), shown, drawing(*shapes), more)


def notes(of: int, *shapes: bytes) -> bytes:
    return record(0x3F0, atom(0x3F1, struct.pack("<II", of, 0)), drawing(*shapes))


def presentation(
    slides: Sequence[bytes], outlines: Sequence[bytes] = (), pages: Sequence[bytes] = (), objects: Sequence[bytes] = ()
) -> dict[str, bytes]:
    """The streams: slides have the identifiers 256 and on; records come one behind the other, then where each of them is."""
    listed = [
        atom(0x3F3, struct.pack("<IIIII", 2 + i, 0, 0, 256 + i, 0)) + (outlines[i] if i < len(outlines) else b"")
        for i in range(len(slides))
    ]
    told = [atom(0x3F3, struct.pack("<IIIII", 2 + len(slides) + i, 0, 0, 0, 0)) for i in range(len(pages))]
    main = record(0x3E8, record(0xFF0, *listed), record(0xFF0, *told, instance=2))
    stream, places = b"", []
    for one in (main, *slides, *pages):
        places.append(len(stream))
        stream += one
    stream += b"".join(objects)
    directory = len(stream)
    stream += atom(0x1772, struct.pack("<I", len(places) << 20 | 1) + struct.pack(f"<{len(places)}I", *places))
    edit = len(stream)
    stream += atom(0xFF5, struct.pack("<IIIIIII", 0, 0, 0, directory, 1, len(places), 0))
    return {"PowerPoint Document": stream.ljust(4096, b"\0"), "Current User": current_user(edit)}


def current_user(edit: int, token: int = PLAIN) -> bytes:
    return atom(0xFF6, struct.pack("<III", 20, token, edit) + bytes(20))


def read(seen: Any, make: Any, tree: dict[str, bytes], **more: Any) -> Any:
    return seen(make.compound(tree), PPT, **more)


def test_a_slide_is_a_page_with_its_title_first(make: Any, seen: Any) -> None:
    first = slide(shape(text(OTHER, "Rent is due.\rIn writing – always.")), shape(text(TITLE, "Lease"), place=0x0D))
    found = read(seen, make, presentation([first, slide(shape(text(BODY, "Second")))]))
    assert [page.text for page in found.pages] == ["Lease\n\nRent is due.\n\nIn writing – always.", "Second"]
    assert [(h.title, h.level, h.page_index) for h in found.about.outline] == [("Lease", 1, 0)]


def test_texts_of_the_outline_stand_where_a_shape_names_them(make: Any, seen: Any) -> None:
    outline = text(TITLE, "Lease") + text(BODY, "One\rTwo") + text(BODY, "Lost")
    named = slide(
        shape(text(OTHER, "Between")), shape(atom(0xF9E, struct.pack("<I", 1))), shape(atom(0xF9E, bytes(4)), place=0x0D)
    )
    assert read(seen, make, presentation([named], [outline])).text == "Lease\n\nBetween\n\nOne\n\nTwo\n\nLost"


def test_notes_and_remarks_come_behind(make: Any, seen: Any) -> None:
    said = [atom(0xFBA, word.encode("utf-16-le"), instance=i) for i, word in enumerate(("Ann", "Check this"))]
    tags = record(0x1388, record(0x138A, atom(0x138B, record(0x2EE0, *said))))
    page = notes(256, shape(text(NOTES, "Say it slowly.\rTwice."), place=0x0C), shape(text(OTHER, "*"), place=0x08))
    found = read(seen, make, presentation([slide(shape(text(BODY, "Rent")), more=tags)], pages=[page]))
    assert found.text == "Rent\n\nNotes: Say it slowly.\n\nTwice.\n\nComment by Ann: Check this"


def test_a_table_is_written_in_rows(make: Any, seen: Any) -> None:
    marked = record(0xF004, atom(0xF00A, bytes(8)), atom(0xF122, struct.pack("<HI", 0x39F, 1), instance=1))
    rows = (("Item", "2023", "2022"), ("Rent", "12", "11"), ("Costs", "4", "3"))
    cells = [
        shape(text(OTHER, words), at=(100 * column, 50 * line, 100 * column + 100, 50 * line + 50))
        for line, row in enumerate(rows)
        for column, words in reversed(list(enumerate(row)))
    ]
    found = read(seen, make, presentation([slide(record(0xF003, marked, *cells))]))
    assert "Rent: 2023: 12; 2022: 11" in found.text


def test_numbers_dates_and_deleted_shapes_are_left_out(make: Any, seen: Any) -> None:
    star = text(OTHER, "Page * of it") + atom(0xFD8, struct.pack("<I", 5))
    shapes = [shape(star), shape(text(OTHER, "3 March"), place=0x07), shape(text(OTHER, "gone"), flags=8)]
    assert read(seen, make, presentation([slide(*shapes)])).text == "Page  of it"


def test_a_hidden_slide_is_read_and_told(make: Any, seen: Any) -> None:
    found = read(seen, make, presentation([slide(shape(text(BODY, "Rent")), hidden=True)]))
    assert found.text == "Rent" and found.pages[0].notes == (HIDDEN,)


def test_the_newest_record_counts(make: Any, seen: Any) -> None:
    tree = presentation([slide(shape(text(BODY, "Old rent")))])
    stream = tree["PowerPoint Document"]
    last = struct.unpack_from("<I", tree["Current User"], 16)[0]
    place = len(stream)
    stream += slide(shape(text(BODY, "New rent")))
    directory = len(stream)
    stream += atom(0x1772, struct.pack("<II", 1 << 20 | 2, place))
    edit = len(stream)
    stream += atom(0xFF5, struct.pack("<IIIIIII", 0, 0, last, directory, 1, 3, 0))
    assert read(seen, make, {"PowerPoint Document": stream, "Current User": current_user(edit)}).text == "New rent"


def test_without_a_directory_slides_are_taken_as_they_lie(make: Any, seen: Any) -> None:
    tree = presentation([slide(shape(text(BODY, "One"))), slide(shape(text(BODY, "Two")))])
    for user in (b"", current_user(17)):
        assert [p.text for p in read(seen, make, {**tree, "Current User": user}).pages] == ["One", "Two"]


def test_files_on_slides_are_members(make: Any, seen: Any) -> None:
    inner = make.compound({"Package": b"PK\x03\x04" + bytes(5000)})
    packed = atom(0x1011, struct.pack("<I", len(inner)) + zlib.compress(inner), instance=1)
    bomb = atom(0x1011, struct.pack("<I", 9) + zlib.compress(bytes(3_000_000)), instance=1)
    tree = presentation([slide(shape(text(BODY, "Rent")))], objects=[packed, bomb, atom(0x1011, b"1234no", instance=1)])
    found = read(seen, make, tree, limits=ParseLimits(unpacked_bytes=100_000))
    assert [(m.name, m.refused.state if m.refused else "read") for m in found.members] == [
        ("Object 1.zip", "read"),
        ("Object 2", "too large"),
        ("Object 3", "damaged"),
    ]


def refused(seen: Any, make: Any, tree: dict[str, bytes], **more: Any) -> tuple[str, str]:
    with pytest.raises(DocumentError) as told:
        read(seen, make, tree, **more)
    return told.value.state, str(told.value)


def test_what_cannot_be_read_has_a_name(make: Any, seen: Any) -> None:
    tree = presentation([slide(shape(text(BODY, "Rent")))])
    locked = {**tree, "Current User": current_user(0, LOCKED)}
    assert refused(seen, make, locked) == ("encrypted", NEEDS_PASSWORD)
    assert refused(seen, make, {"PP40": bytes(5000)})[0] == "not supported"
    assert refused(seen, make, {"PowerPoint Document": bytes(5000), "Current User": b""})[0] == "damaged"
    assert refused(seen, make, presentation([slide()]))[0] == "empty"


def test_one_slide_listed_a_thousand_times_is_not_believed(make: Any, seen: Any) -> None:
    tree = presentation([slide(shape(text(BODY, "x" * 50_000)))])
    many = record(0xFF0, *[atom(0x3F3, struct.pack("<IIIII", 2, 0, 0, 256, 0))] * 1000)
    stream = tree["PowerPoint Document"]
    main = len(stream)
    stream += record(0x3E8, many)
    directory = len(stream)
    stream += atom(0x1772, struct.pack("<II", 1 << 20 | 1, main))
    edit = len(stream)
    last = struct.unpack_from("<I", tree["Current User"], 16)[0]
    stream += atom(0xFF5, struct.pack("<IIIIIII", 0, 0, last, directory, 1, 3, 0))
    bomb = {"PowerPoint Document": stream, "Current User": current_user(edit)}
    assert refused(seen, make, bomb, limits=ParseLimits(unpacked_bytes=1_000_000))[0] == "too large"


def test_broken_bytes_are_no_defect(make: Any, seen: Any) -> None:
    tree = presentation(
        [slide(shape(text(TITLE, "Lease")), shape(atom(0xF9E, bytes(4))))],
        [text(BODY, "One")],
        [notes(256, shape(text(NOTES, "N")))],
    )
    for name in tree:
        for at in range(0, len(tree[name]), 3):
            broken = bytearray(tree[name])
            broken[at] ^= 0xFF
            try:
                read(seen, make, {**tree, name: bytes(broken)})
            except DocumentError as error:
                assert error.state in ("damaged", "empty", "encrypted", "too large")
