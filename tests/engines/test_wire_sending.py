"""What a network engine sends, between processes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_engines.api import HttpLimits, HttpReply, HttpRequest
from muniment_engines.errors import Refused
from muniment_engines.frames import Decoder, Frame, ProtocolError, encode
from muniment_engines.wire import sending
from muniment_engines.wire.parts import Parts, pack, unpack

words = st.text(max_size=40)
headers = st.lists(st.tuples(words, words), max_size=4).map(tuple)
seconds = st.floats(0.1, 1e4)
limits = st.builds(HttpLimits, seconds, seconds, seconds, st.integers(1, 1 << 40))


def through(header: dict[str, Any], parts: Parts) -> Frame:
    data = b"".join(encode(*pack(header, parts)))
    decoder, frame = Decoder(), None
    while frame is None:
        wanted = decoder.wanted()
        wanted[:] = data[: len(wanted)]
        data = data[len(wanted) :]
        frame = decoder.received(len(wanted))
    return frame


@given(st.builds(HttpRequest, words, words, headers, st.binary(max_size=100), limits))
def test_requests_come_back(request: HttpRequest) -> None:
    frame = through(*sending.request_to_wire(request))
    assert sending.request_from_wire(frame.header, unpack(frame)) == request


@given(st.integers(0, 999), headers)
def test_replies_come_back(status: int, given: tuple[tuple[str, str], ...]) -> None:
    reply = HttpReply(status, given, iter(()))
    back = sending.head_from_frame(through(sending.head_to_json(4, reply), {}), iter(()))
    assert (back.status, back.headers) == (status, given)


GOOD = {"method": "GET", "url": "https://a/", "headers": [["a", "b"]], "limits": [1, 1, 1, 1]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"method": 4},
        {"url": None},
        {"headers": [["a"]]},
        {"headers": [["a", 4]]},
        {"headers": 4},
        {"limits": [1, 1, 1]},
        {"limits": [0, 1, 1, 1]},
        {"limits": [1, 1, float("inf"), 1]},
        {"limits": [1, 1, 1, 1.5]},
        {"limits": None},
    ],
)
def test_a_request_that_is_none_breaks_the_protocol(wrong: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        sending.request_from_wire({**GOOD, **wrong}, {"body": b""})
    assert sending.request_from_wire(GOOD, {"body": b""}).method == "GET"


@pytest.mark.parametrize("fields", [{}, {"send": "1"}, {"send": True}, {"send": None}])
def test_a_message_about_no_request_breaks_the_protocol(fields: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        sending.number_of(fields)


def test_what_the_host_says_instead_is_raised() -> None:
    frame = through(sending.error_answer(1, Refused("You said no.")), {})
    with pytest.raises(Refused, match="You said no"):
        sending.head_from_frame(frame, iter(()))
    with pytest.raises(Refused, match="You said no"):
        sending.piece_from_frame(frame)
    assert sending.piece_from_frame(through(sending.end_answer(1), {})) is None
