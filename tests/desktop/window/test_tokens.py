"""Colours: whatever is text can be read on whatever it stands on."""

from __future__ import annotations

import pytest
from muniment_desktop.window.tokens import DARK, LIGHT, Tokens

TEXTS = ("text", "quiet", "accent", "good", "doubtful", "bad")
GROUNDS = ("ground", "side", "desk", "raised", "pressed", "lit")
PAIRS = [(text, ground) for text in TEXTS for ground in GROUNDS]
OTHERS = [("on_accent", "accent"), ("on_accent", "accent_pressed"), ("on_mark", "mark")]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS + OTHERS)
def test_text_has_enough_contrast(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_ring_around_what_has_the_focus_can_be_seen(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.accent, getattr(tokens, ground)) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "side", "raised"])
def test_where_one_types_can_be_seen(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.outline, getattr(tokens, ground)) >= 3


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
