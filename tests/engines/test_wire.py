from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_engines import errors
from muniment_engines.api import (
    About,
    ChatRequest,
    EngineInfo,
    Heading,
    Member,
    Message,
    Page,
    Permissions,
    Pixels,
    Seen,
    SeenLine,
    SeenWord,
    Setting,
    Space,
    TextDelta,
    Usage,
    Words,
)
from muniment_engines.frames import Decoder, Frame, ProtocolError, encode
from muniment_engines.wire import chat, info, ocr, parse
from muniment_engines.wire.errors import defect_name, error_from_json, error_to_json
from muniment_engines.wire.parts import Parts, pack, pack_texts, unpack, unpack_texts

texts = st.text(st.characters(exclude_categories=()), max_size=60)
small = st.integers(0, 10_000)


def sent(header: dict[str, Any], parts: Parts) -> tuple[dict[str, Any], Parts]:
    """What the other side has of a message: through the bytes and back."""
    data = b"".join(encode(*pack(header, parts)))
    decoder, frame = Decoder(), None
    while frame is None:
        wanted = decoder.wanted()
        wanted[:] = data[: len(wanted)]
        data = data[len(wanted) :]
        frame = decoder.received(len(wanted))
    return frame.header, unpack(frame)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    text = draw(texts)
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = np.array([(start, end) for start, end in pairwise(ends)], np.int32).reshape(-1, 2)
    boxes = draw(st.lists(st.integers(-32768, 32767), min_size=4 * len(spans), max_size=4 * len(spans)))
    notes = tuple(draw(st.lists(texts, max_size=3)))
    words = Words(spans, np.array(boxes, np.int16).reshape(-1, 4))
    width, height = draw(st.floats(0, 1e5)), draw(st.floats(0, 1e5))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).map(tuple)
    hidden = tuple(draw(st.lists(places, max_size=3)))
    lines = tuple(draw(st.lists(st.tuples(st.integers(0, len(text)), small), max_size=3)))
    headings = tuple((*place, level) for place, level in draw(st.lists(st.tuples(places, st.integers(1, 9)), max_size=3)))
    return Page(draw(small), draw(texts), text, words, width, height, 1.0, notes, hidden=hidden, lines=lines, headings=headings)


@given(pages())
def test_pages_come_back(page: Page) -> None:
    back = parse.page_from_wire(*sent(*parse.page_to_wire(page)))
    assert (back.index, back.label, back.text, back.notes) == (page.index, page.label, page.text, page.notes)
    assert (back.width, back.height, back.factor) == (page.width, page.height, page.factor)
    assert (back.hidden, back.lines, back.headings) == (page.hidden, page.lines, page.headings)
    assert (back.words.spans == page.words.spans).all()
    assert (back.words.boxes == page.words.boxes).all()


@given(
    texts, st.lists(st.builds(Heading, texts, small, st.integers(1, 9)), max_size=5), st.dictionaries(texts, texts, max_size=5)
)
def test_what_a_document_says_of_itself_comes_back(title: str, outline: list[Heading], metadata: dict[str, str]) -> None:
    about = About(title, 7, tuple(outline), metadata, (title,))
    assert parse.about_from_wire(*sent(*parse.about_to_wire(about))) == about


def test_an_outline_of_any_size_goes_over() -> None:
    about = About("t", 9, tuple(Heading("heading " * 10, n % 9) for n in range(20_000)), {"key": "v" * 300_000})
    back = parse.about_from_wire(*sent(*parse.about_to_wire(about)))
    assert back.outline == about.outline
    assert len(back.metadata["key"]) == 2000


@given(
    st.lists(st.builds(Message, st.sampled_from(("system", "user", "assistant")), texts), max_size=4), st.lists(texts, max_size=3)
)
def test_requests_come_back(messages: list[Message], stop: list[str]) -> None:
    request = ChatRequest(tuple(messages), 9, tuple(stop), 3, 0.5, {"type": "object"})
    assert chat.request_from_wire(*sent(*chat.request_to_wire(request))) == request


@pytest.mark.parametrize("piece", [TextDelta("é\ud800"), TextDelta("x" * 3_000_000), Usage(1, 2, 3, 0.5, 0.25, "stop")])
def test_pieces_come_back(piece: TextDelta | Usage) -> None:
    assert chat.piece_from_wire(*sent(*chat.piece_to_wire(piece))) == piece


def test_engines_and_spaces_come_back() -> None:
    setting = Setting("threads", "integer", "How many.", 4, minimum=0, maximum=64.0, choices=("a",))
    about = EngineInfo(0, "chat", "n", "2", ("m",), (setting,), Permissions(("host",), True), 3, ("text/plain",))
    assert info.info_from_json(sent(info.info_to_json(about), {})[0]) == about
    space = Space("m", "r", 8, False)
    assert info.space_from_json(sent(info.space_to_json(space), {})[0]) == space


@given(st.lists(texts, max_size=10))
def test_texts_come_back(many: list[str]) -> None:
    assert unpack_texts(sent({}, pack_texts(many))[1]) == many


def test_a_part_larger_than_an_attachment_comes_back() -> None:
    text = "é" * 9_000_000
    assert unpack_texts(sent({}, pack_texts([text, "x"]))[1]) == [text, "x"]


def test_a_picture_comes_back_in_bands() -> None:
    data = np.arange(3000 * 1100 * 4, dtype=np.uint32).astype(np.uint8).reshape(3000, 1100, 4)
    bands = list(parse.bands_to_wire(Pixels(data)))
    assert len(bands) == 2
    picture = parse.Picture(40_000_000)
    for band in bands:
        picture.add(*sent(*band))
    picture.check_whole()
    assert (picture.pixels.data == data).all()


@pytest.mark.parametrize(
    "change",
    [
        {"top": 1},
        {"height": 0},
        {"width": 7},
        {"height": 1 << 40},
        {"width": "a"},
        {"top": None},
        {"height": 1},
    ],
)
def test_a_picture_that_is_none_is_refused(change: dict[str, Any]) -> None:
    fields, parts = next(parse.bands_to_wire(Pixels(np.zeros((10, 10, 4), np.uint8))))
    picture = parse.Picture(1_000_000)
    with pytest.raises(ProtocolError):
        picture.add({**fields, **change}, parts)


def test_half_a_picture_is_refused() -> None:
    picture = parse.Picture(10_000_000)
    picture.add(*next(parse.bands_to_wire(Pixels(np.zeros((3000, 1100, 4), np.uint8)))))
    with pytest.raises(ProtocolError):
        picture.check_whole()


WORD = Words(np.array([[0, 4]], np.int32), np.zeros((1, 4), np.int16))


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        ({"index": -1}, {}),
        ({"index": "1"}, {}),
        ({"index": True}, {}),
        ({"width": float("inf")}, {}),
        ({"height": -1.0}, {}),
        ({}, {"text": b"\xff\xfe"}),
        ({}, {"text": b"abc"}),
        ({}, {"spans": b"abc"}),
        ({}, {"spans": np.array([[3, 1]], "<i4").tobytes()}),
        ({}, {"spans": np.array([[-1, 1]], "<i4").tobytes()}),
        ({}, {"boxes": b""}),
        ({}, {"notes lengths": np.array([-4], "<i4").tobytes()}),
    ],
)
def test_a_page_that_is_none_is_refused(fields: dict[str, Any], parts: dict[str, bytes]) -> None:
    good, pieces = parse.page_to_wire(Page(0, "1", "text", WORD))
    with pytest.raises(ProtocolError):
        parse.page_from_wire({**good, **fields}, {**pieces, **parts})


@pytest.mark.parametrize("name", ["hidden", "lines", "headings"])
@pytest.mark.parametrize("place", [(-1, 2, 1), (9, 9, 1), (2, -1, 1)])
def test_a_place_beyond_the_text_is_refused(name: str, place: tuple[int, ...]) -> None:
    good, pieces = parse.page_to_wire(Page(0, "1", "text", WORD))
    values = place if name == "headings" else place[:2]
    with pytest.raises(ProtocolError):
        parse.page_from_wire(good, {**pieces, name: np.array(values, "<i4").tobytes()})


@pytest.mark.parametrize(
    "header",
    [{"parts": 1}, {"parts": [["a"]]}, {"parts": [["a", 2]]}, {"parts": [["a", "x"]]}, {"parts": [[["a"], -1, 2]]}],
)
def test_parts_that_are_none_are_refused(header: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        unpack(Frame(header, (bytearray(b"a"),)))


@pytest.mark.parametrize("fields", [{}, {"text": 4}, {"usage": {}}, {"usage": 3}, {"usage": {"ended": "never"}}])
def test_pieces_that_are_none_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        chat.piece_from_wire(fields, {})


ALL_ERRORS = [
    errors.MunimentError("Sentence."),
    errors.EngineError("Sentence."),
    errors.EngineMissing("Sentence."),
    errors.ModelInvalid("Sentence."),
    errors.NotEnoughMemory("Sentence."),
    errors.EngineCrashed("Sentence."),
    errors.DocumentError("encrypted", "Sentence."),
    errors.Offline("Sentence."),
    errors.Refused("Sentence."),
    errors.SendingFailed("slow", "Sentence."),
]


@pytest.mark.parametrize("error", ALL_ERRORS, ids=lambda error: type(error).__name__)
def test_errors_for_people_come_back(error: errors.MunimentError) -> None:
    back = error_from_json(error_to_json(error))
    assert type(back) is type(error)
    assert str(back) == "Sentence."
    assert getattr(back, "state", None) == getattr(error, "state", None)
    assert getattr(back, "why", None) == getattr(error, "why", None)


def test_every_error_of_the_family_comes_back() -> None:
    assert {type(error) for error in ALL_ERRORS} == {e for e in vars(errors).values() if isinstance(e, type)}


def test_an_engines_own_error_comes_back_as_its_family() -> None:
    class Own(errors.ModelInvalid):
        """An engine may have kinds of its own."""

    assert type(error_from_json(error_to_json(Own("Sentence.")))) is errors.ModelInvalid


def test_a_defect_travels_without_its_text() -> None:
    try:
        raise ValueError("secret words")
    except ValueError as error:
        told = error_to_json(error)
    assert "secret" not in str(told)
    assert error_from_json(told) is None
    assert defect_name(told) == f"ValueError in {__name__}.test_a_defect_travels_without_its_text"


def test_a_defects_name_cannot_carry_text() -> None:
    assert defect_name({"type": "two words", "where": "and more."}) == ""


def test_a_missing_library_is_named() -> None:
    told = error_from_json(error_to_json(ModuleNotFoundError("No module", name="torch.nn")))
    assert isinstance(told, errors.EngineMissing)
    assert "“torch”" in str(told)


def test_memory_that_ran_out_is_said() -> None:
    assert isinstance(error_from_json(error_to_json(MemoryError())), errors.NotEnoughMemory)


def test_a_state_that_there_is_not_is_refused() -> None:
    with pytest.raises(ProtocolError):
        error_from_json({"kind": "DocumentError", "state": "melted", "sentence": ""})


# ── ocr ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

quarters = st.integers(0, 400).map(lambda number: number / 4)
boxes = st.tuples(quarters, quarters, quarters, quarters).map(
    lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
)
words = st.builds(SeenWord, texts.filter(lambda text: bool(text.strip())), boxes)
lines = st.builds(SeenLine, st.lists(words, min_size=1, max_size=4).map(tuple), st.sampled_from((0.0, 0.25, 1.0)))


@given(st.builds(Seen, st.lists(lines, max_size=4).map(tuple), st.sampled_from((0, 90, 180, 270))))
def test_what_was_seen_comes_back(seen: Seen) -> None:
    assert ocr.seen_from_wire(*sent(*ocr.seen_to_wire(seen)), 100, 100) == seen


@pytest.mark.parametrize(
    "seen",
    [
        Seen((SeenLine((SeenWord("word", (0, 0, 101, 9)),), 1.0),)),
        Seen((SeenLine((SeenWord("word", (0, -1, 9, 9)),), 1.0),)),
        Seen((SeenLine((SeenWord("word", (9, 0, 8, 9)),), 1.0),)),
        Seen((SeenLine((SeenWord("word", (0, 0, float("nan"), 9)),), 1.0),)),
        Seen((SeenLine((SeenWord(" ", (0, 0, 9, 9)),), 1.0),)),
        Seen((SeenLine((SeenWord("word", (0, 0, 9, 9)),), 1.5),)),
        Seen((SeenLine((SeenWord("word", (0, 0, 9, 9)),), float("nan")),)),
        Seen((SeenLine((), 1.0),)),
        Seen((), 45),
    ],
)
def test_what_cannot_have_been_seen_is_refused(seen: Seen) -> None:
    with pytest.raises(ProtocolError):
        ocr.seen_from_wire(*sent(*ocr.seen_to_wire(seen)), 100, 100)


def test_more_words_than_lines_hold_are_refused() -> None:
    fields, parts = ocr.seen_to_wire(Seen((SeenLine((SeenWord("word", (0, 0, 9, 9)),), 1.0),)))
    with pytest.raises(ProtocolError):
        ocr.seen_from_wire(fields, {**parts, "counts": np.array([2], "<i4").tobytes()}, 100, 100)
    with pytest.raises(ProtocolError):
        ocr.seen_from_wire({}, parts, 100, 100)


@pytest.mark.parametrize("size", [0, 5, 7 * 8 * 1024 * 1024, 7 * 8 * 1024 * 1024 + 1, 130_000_000])
def test_a_file_in_a_file_of_any_size_comes_whole(size: int) -> None:
    member = Member("a/b.pdf", bytes(size))
    gathering = parse.Gathering(size)
    got = [gathering.add(*sent(fields, parts)) for fields, parts in parse.member_to_wire(member)]
    assert got.pop() == member
    assert not any(got)
    assert gathering.add(*sent(*next(parse.member_to_wire(Member("c"))))) == Member("c")


def test_why_a_file_in_a_file_cannot_be_had() -> None:
    refused = Member("a", refused=errors.DocumentError("encrypted", "Enter the password."))
    got = parse.Gathering(0).add(*sent(*next(parse.member_to_wire(refused))))
    assert got is not None
    assert got.refused is not None
    assert (got.name, got.refused.state, str(got.refused)) == ("a", "encrypted", "Enter the password.")


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        ({}, {"data": b""}),
        ({"name": "a", "refused": None, "more": False}, {}),
        ({"name": "a", "refused": None, "more": True}, {"data": b"x" * 11}),
        ({"name": "a", "refused": {"kind": "EngineError", "sentence": "no"}, "more": False}, {"data": b""}),
    ],
)
def test_a_worker_that_gives_files_wrongly_breaks_the_protocol(fields: dict[str, Any], parts: Parts) -> None:
    with pytest.raises(ProtocolError):
        parse.Gathering(10).add(fields, parts)
