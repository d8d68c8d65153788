from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_engines.frames import (
    MAX_ATTACHMENT,
    MAX_ATTACHMENTS,
    MAX_DESCRIPTORS,
    MAX_HEADER,
    Decoder,
    Frame,
    ProtocolError,
    encode,
)

texts = st.text(st.characters(exclude_categories=()), max_size=40)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=10,
)
headers = st.dictionaries(texts, values, max_size=5)
attachments = st.lists(st.binary(max_size=300), max_size=MAX_ATTACHMENTS)


def wire(header: dict[str, Any], attached: list[bytes]) -> bytes:
    return b"".join(encode(header, attached))


def decode(data: bytes, portions: list[int] | None = None, decoder: Decoder | None = None) -> list[Frame]:
    """Feed `data` in portions of the sizes given, again and again."""
    decoder = decoder or Decoder()
    frames, at, turn = [], 0, 0
    while at < len(data):
        wanted = decoder.wanted()
        portion = data[at : at + len(wanted)]
        if portions:
            portion = portion[: portions[turn % len(portions)]]
            turn += 1
        wanted[: len(portion)] = portion
        at += len(portion)
        frame = decoder.received(len(portion))
        if frame is not None:
            frames.append(frame)
    return frames


@given(st.lists(st.tuples(headers, attachments), min_size=1, max_size=3), st.lists(st.integers(1, 50), max_size=5))
def test_frames_come_back_whatever_portions_they_come_in(sent: list[Any], portions: list[int]) -> None:
    frames = decode(b"".join(wire(*frame) for frame in sent), portions)
    assert [(f.header, [bytes(a) for a in f.attachments]) for f in frames] == sent


@given(headers, attachments, st.data())
def test_a_cut_frame_is_no_frame(header: dict[str, Any], attached: list[bytes], data: st.DataObject) -> None:
    whole = wire(header, attached)
    end = data.draw(st.integers(1, len(whole) - 1))
    decoder = Decoder()
    assert decode(whole[:end], decoder=decoder) == []
    assert not decoder.between_frames
    (frame,) = decode(whole[end:], decoder=decoder)
    assert frame.header == header
    assert decoder.between_frames


@given(st.binary(max_size=200))
def test_garbage_is_refused_or_waited_for(data: bytes) -> None:
    with suppress(ProtocolError):
        assert decode(data) == []


@given(headers, attachments, st.integers(0, 11), st.integers(1, 255))
def test_a_wrong_prefix_never_makes_room_for_more_than_the_limits(
    header: dict[str, Any], attached: list[bytes], at: int, change: int
) -> None:
    data = bytearray(wire(header, attached))
    data[at] ^= change
    decoder = Decoder()
    try:
        decode(bytes(data), decoder=decoder)
    except ProtocolError:
        return
    assert len(decoder.wanted()) <= MAX_ATTACHMENT


@pytest.mark.parametrize(
    ("header", "attached", "descriptors"),
    [
        ({"a": "x" * MAX_HEADER}, [], 0),
        ({}, [b""] * (MAX_ATTACHMENTS + 1), 0),
        ({}, [bytes(MAX_ATTACHMENT + 1)], 0),
        ({}, [], MAX_DESCRIPTORS + 1),
        ({"a": float("nan")}, [], 0),
        ({"a": b"bytes"}, [], 0),
        ({"a": {1, 2}}, [], 0),
    ],
)
def test_what_breaks_the_rules_is_not_sent(header: dict[str, Any], attached: list[bytes], descriptors: int) -> None:
    with pytest.raises(ProtocolError):
        encode(header, attached, descriptors)


def test_the_largest_attachment_is_sent() -> None:
    (frame,) = decode(wire({}, [bytes(MAX_ATTACHMENT)]))
    assert len(frame.attachments[0]) == MAX_ATTACHMENT


def raw(header: bytes) -> bytes:
    prefix = wire({}, [])[:4] + len(header).to_bytes(4, "little") + bytes(4)
    return prefix + header


@pytest.mark.parametrize(
    "header",
    [
        b"[]",
        b"12",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": }',
        b"\xff\xfe{}",
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a":' + b"9" * 5000 + b"}",
    ],
)
def test_a_header_that_is_no_json_object_is_refused(header: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode(raw(header))


def test_a_frame_with_other_descriptors_than_it_states_is_refused() -> None:
    decoder = Decoder()
    decoder.descriptors.append(99)
    with pytest.raises(ProtocolError):
        decode(wire({}, []), decoder=decoder)


def test_an_error_tells_nothing_of_the_content() -> None:
    with pytest.raises(ProtocolError) as caught:
        decode(raw(b'{"secret words" }'))
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
