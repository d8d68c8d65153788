"""What the model sees at a time: all of a text counts, once, and little is seen at a time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from muniment_engines.bundled.rampart_redact.windows import LONGEST, windows

WORDS = st.lists(st.sampled_from(["word ", "a sentence. ", "line\n", "\n\n", "x" * 300, " ", "“so?” "]), max_size=80).map("".join)


@given(WORDS)
def test_all_that_is_not_space_counts_once(text: str) -> None:
    at = 0
    for window in windows(text):
        assert not text[at : window.first].strip()
        assert window.start <= window.first < window.last <= window.end <= window.start + LONGEST
        at = window.last
    assert not text[at:].strip()


def test_a_paragraph_is_seen_by_itself() -> None:
    text = "One here.\nStill one.\n\nTwo."
    assert [text[w.start : w.end] for w in windows(text)] == ["One here.\nStill one.", "Two."]
