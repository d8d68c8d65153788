from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from muniment_engines.channel import Channel, ChannelClosed
from muniment_engines.frames import MAX_ATTACHMENT, ProtocolError, encode

Pair = tuple[Channel, Channel]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """Two ends; the second takes descriptors."""
    here, there = socket.socketpair()
    channels = Channel(here), Channel(there, takes_descriptors=True)
    yield channels
    for channel in channels:
        channel.close()


def open_descriptors() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def test_a_frame_of_many_megabytes_goes_over(pair: Pair) -> None:
    attached = [os.urandom(MAX_ATTACHMENT), b"", b"x"]
    sender = threading.Thread(target=pair[0].send, args=({"a": "é"}, attached))
    sender.start()
    frame = pair[1].receive(10)
    sender.join()
    assert frame is not None
    assert frame.header == {"a": "é"}
    assert list(frame.attachments) == attached


def test_receiving_has_a_limit_and_goes_on_where_it_was(pair: Pair) -> None:
    ours, theirs = socket.socketpair()
    channel = Channel(ours)
    data = b"".join(encode({"a": 1}, [b"xyz"]))
    theirs.sendall(data[:15])
    with pytest.raises(TimeoutError):
        channel.receive(0.01)
    theirs.sendall(data[15:])
    frame = channel.receive(1)
    assert frame is not None
    assert bytes(frame.attachments[0]) == b"xyz"
    channel.close()
    theirs.close()


def test_sending_to_one_that_does_not_read_has_a_limit(pair: Pair) -> None:
    with pytest.raises(TimeoutError):
        pair[0].send({}, [bytes(MAX_ATTACHMENT)], seconds=0.05)
    with pytest.raises(ChannelClosed):
        pair[0].send({})


def test_the_end_of_the_other_side_is_none(pair: Pair) -> None:
    pair[0].send({"last": True})
    pair[0].close()
    assert pair[1].receive(1) is not None
    assert pair[1].receive(1) is None
    with pytest.raises(ChannelClosed):
        pair[1].send({})


def test_an_end_in_the_middle_of_a_frame_is_an_error() -> None:
    ours, theirs = socket.socketpair()
    theirs.sendall(b"".join(encode({"a": 1}))[:-1])
    theirs.close()
    channel = Channel(ours)
    with pytest.raises(ProtocolError):
        channel.receive(1)
    channel.close()


def test_closing_wakes_up_who_receives(pair: Pair) -> None:
    got: list[object] = []
    receiver = threading.Thread(target=lambda: got.append(pair[0].receive()))
    receiver.start()
    pair[0].close()
    receiver.join(5)
    assert got == [None]


def test_frames_of_many_threads_do_not_mix(pair: Pair) -> None:
    def send(number: int) -> None:
        for _ in range(20):
            pair[0].send({"n": number}, [bytes([number]) * 10_000])

    threads = [threading.Thread(target=send, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for _ in range(100):
        frame = pair[1].receive(10)
        assert frame is not None
        assert set(frame.attachments[0]) == {frame.header["n"]}
    for thread in threads:
        thread.join()


def test_descriptors_go_over_and_are_not_inherited(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("content")
    with (tmp_path / "file").open() as file:
        pair[0].send({}, descriptors=[file.fileno()])
    frame = pair[1].receive(1)
    assert frame is not None
    (descriptor,) = frame.descriptors
    assert not os.get_inheritable(descriptor)
    with os.fdopen(descriptor) as received:
        assert received.read() == "content"


def test_descriptors_that_nobody_asked_for_are_closed(pair: Pair, tmp_path: Path) -> None:
    before = open_descriptors()
    with (tmp_path / "file").open("w") as file:
        pair[1].send({}, descriptors=[file.fileno()])
    with pytest.raises(ProtocolError):
        pair[0].receive(1)
    assert open_descriptors() == before


def test_descriptors_of_half_a_frame_are_closed(tmp_path: Path) -> None:
    before = open_descriptors()
    ours, theirs = socket.socketpair()
    channel = Channel(ours, takes_descriptors=True)
    with (tmp_path / "file").open("w") as file:
        socket.send_fds(theirs, [b"Mu"], [file.fileno()])
    with pytest.raises(TimeoutError):
        channel.receive(0.01)
    channel.close()
    theirs.close()
    assert open_descriptors() == before
