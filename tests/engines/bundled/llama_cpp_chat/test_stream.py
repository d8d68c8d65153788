"""Text from bytes: whole characters, and nothing of a stop string, however the bytes are cut."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_engines.bundled.llama_cpp_chat.stream import TextStream

letters = st.text(alphabet="ab<|é🌟\n", max_size=30)


def expected(text: str, stops: Sequence[str]) -> str:
    """One character at a time: the stop string that is complete first ends the text."""
    for end in range(1, len(text) + 1):
        begins = [end - len(stop) for stop in stops if stop and text[:end].endswith(stop)]
        if begins:
            return text[: min(begins)]
    return text


def collected(stream: TextStream, chunks: Sequence[bytes]) -> str:
    written = ""
    for chunk in chunks:
        if stream.stopped:
            break
        written += stream.push(chunk)
    return written + stream.finish()


@given(text=letters, stops=st.lists(letters.filter(lambda stop: len(stop) < 6), max_size=3), size=st.integers(1, 7))
def test_any_cut_gives_the_same_text(text: str, stops: list[str], size: int) -> None:
    data = text.encode()
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    assert collected(TextStream(stops), chunks) == expected(text, stops)


@given(text=letters, size=st.integers(1, 3))
def test_text_comes_as_soon_as_it_is_certain(text: str, size: int) -> None:
    stream = TextStream(["never"])
    data = text.encode()
    for at in range(0, len(data), size):
        stream.push(data[at : at + size])
    assert stream.finish() == ""


def test_what_could_become_a_stop_string_is_held_back() -> None:
    stream = TextStream(["</s>"])
    assert stream.push(b"yes <") == "yes "
    assert stream.push(b"/s") == ""
    assert stream.push(b"p>") == "</sp>"
    assert not stream.stopped


def test_a_stop_string_over_three_pieces_is_never_shown() -> None:
    stream = TextStream(["END"])
    assert [stream.push(piece) for piece in (b"a E", b"N", b"D b")] == ["a ", "", ""]
    assert stream.stopped
    assert stream.push(b"more") == stream.finish() == ""


@pytest.mark.parametrize("cut", [b"\xf0\x9f", b"\xc3"])
def test_half_a_character_at_the_end_is_shown_as_missing(cut: bytes) -> None:
    stream = TextStream()
    assert stream.push(b"x" + cut) == "x"
    assert stream.finish() == "\ufffd"
