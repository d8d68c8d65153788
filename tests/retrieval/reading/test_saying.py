"""A word counts where a sentence says it, and not where it denies it or counts none of it."""

from __future__ import annotations

import pytest
from muniment_retrieval.reading.saying import says


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Injuries: 3 Fatal, 1 Serious", True),
        ("The crash was fatal.", True),
        ("There were two fatalities.", True),
        ("Fatal: 2 | Serious: 0", True),
        ("There were no fatal injuries.", False),
        ("It was a non-fatal accident.", False),
        ("Fatal: 0 | Serious: 1", False),
        ("Fatal injuries: None", False),
        ("The pilot was not hurt.", False),
    ],
)
def test_a_denied_word_is_not_said(text, said):
    assert says(frozenset(["fatal"]), text) is said
