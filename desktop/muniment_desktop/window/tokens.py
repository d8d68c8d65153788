"""Every colour and measure of the window, once for light and once for dark.

One accent, for the one thing to do next. Grey does the rest. Green, amber and red only ever say what a badge, a lock or a state
says in words or shape as well.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """Colours as #rrggbb. Text has a contrast of at least 4.5 on every ground that it stands on, an outline and a badge of 3."""

    dark: bool
    ground: str  # behind an answer or a list
    side: str  # the left column
    desk: str  # what a drawn page lies on
    raised: str  # fields and buttons
    pressed: str  # under the pointer
    line: str  # hairlines
    edge: str  # the border of what can be pressed
    outline: str  # the border of what can be typed into or ticked
    text: str
    quiet: str
    accent: str
    accent_pressed: str
    on_accent: str
    lit: str  # the ground of what is chosen
    good: str
    doubtful: str
    bad: str
    mark: str  # a lit quote in text
    on_mark: str
    paper_mark: str  # a lit quote on a drawn page, laid over it as a marker pen would
    paper_tint: str  # a whole passage on a drawn page
    veil: int  # how much black lies over a drawn page, of 255


LIGHT = Tokens(
    dark=False,
    ground="#fdfcfa",
    side="#f4f2ed",
    desk="#e9e6df",
    raised="#ffffff",
    pressed="#ebe8e1",
    line="#e4e0d8",
    edge="#cbc5b9",
    outline="#8f897e",
    text="#201e1b",
    quiet="#645f56",
    accent="#25568f",
    accent_pressed="#1c4675",
    on_accent="#ffffff",
    lit="#e2ebf5",
    good="#23713f",
    doubtful="#855600",
    bad="#ab2f27",
    mark="#ffe27a",
    on_mark="#201e1b",
    paper_mark="#ffe27a",
    paper_tint="#fff7d9",
    veil=0,
)

DARK = Tokens(
    dark=True,
    ground="#1f1e1d",
    side="#191817",
    desk="#141312",
    raised="#2a2927",
    pressed="#343230",
    line="#343230",
    edge="#4b4844",
    outline="#7d7870",
    text="#ece9e3",
    quiet="#a9a39a",
    accent="#8fb7e6",
    accent_pressed="#a9c8ee",
    on_accent="#10233a",
    lit="#263a52",
    good="#74c491",
    doubtful="#e3b558",
    bad="#f0938a",
    mark="#7a6420",
    on_mark="#fff6d8",
    paper_mark="#ffdf6b",
    paper_tint="#fff6d2",
    veil=26,
)

LEADING = 1.5
"""Height of a line of an answer, in heights of its letters."""

MEASURE = 68
"""Characters in a line of an answer."""

PROSE_PIXELS = 15
"""Size of an answer's letters, where the system's own are not larger than usual."""

GAP = 8
"""Every distance is a multiple of half of this."""

RADIUS = 6

SIDE_WIDTH = 248
SOURCE_WIDTH = 500
NARROW = 980
"""Below this width of the window, the source slides over the answer."""
