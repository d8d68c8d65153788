"""What the engine reads on paper, however it lies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from muniment_engines.api import Cancel, Ocr, Pixels, Seen
from muniment_engines.conformance import OcrConformance
from muniment_engines.conformance.ocr import check_seen
from PIL import Image, ImageChops

LINES = ["The landlord shall give the tenant", "ninety days of notice in writing", "before the lease of 14 May ends."]
LEFT = ["The tenant shall pay rent", "on the first day of every", "month to the landlord at", "his office in the town."]
RIGHT = ["Whoever wants to end the", "lease must write a letter", "ninety days before, and", "keep a copy of the same."]
TABLE = [("Rent", "1,200"), ("Heating", "150"), ("Water", "45"), ("Garage", "80")]

Said = Callable[[Seen], list[str]]


class TestConformance(OcrConformance):
    words = tuple(" ".join(LINES).split())

    @pytest.fixture(autouse=True)
    def _picture(self, write: Any) -> None:
        self.picture = Pixels(np.array(write(LINES)))

    @pytest.fixture
    def engine(self, ocr: Ocr) -> Ocr:
        return ocr


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("askew", [0, 3.5, -2])
def test_paper_may_lie_any_way(write: Any, read: Any, said: Said, turned: int, askew: float) -> None:
    paper = write(LINES).rotate(-turned - askew, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    seen = read(paper)
    assert said(seen) == LINES
    assert seen.turned == turned


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_each_word_has_a_box_of_its_ink(write: Any, read: Any, turned: int) -> None:
    paper = write(["rent is due"], at=(100, 80)).rotate(-turned, expand=True)
    words = {word.text: word.box for line in read(paper).lines for word in line.words}
    assert list(words) == ["rent", "is", "due"]
    for text, before in (("rent", ""), ("is", "rent "), ("due", "rent is ")):
        inked = _ink(write([before + text], at=(100, 80))) if not before else _ink_of_the_rest(write, before, text)
        expected = Image.new("L", (640, 300), 0)
        expected.paste(255, inked)
        box = expected.rotate(-turned, expand=True).getbbox()
        assert box is not None
        assert np.abs(np.subtract(words[text], box)).max() < 16
        assert _shared(words[text], box) > 0.5


def test_columns_are_read_one_after_the_other(write: Any, read: Any, said: Said) -> None:
    paper = write(LEFT, size=(900, 420))
    write(RIGHT, on=paper, at=(480, 60))
    write(["Both parties have signed this lease on the day that is written above it."], on=paper, at=(60, 300))
    assert said(read(paper))[:8] == [*LEFT, *RIGHT]


def test_a_table_is_read_row_by_row(write: Any, read: Any, said: Said) -> None:
    paper = write([name for name, _ in TABLE], size=(900, 420))
    write([amount for _, amount in TABLE], on=paper, at=(480, 60))
    assert said(read(paper)) == [cell for row in TABLE for cell in row]


def test_light_writing_on_dark_paper_is_read(write: Any, read: Any, said: Said) -> None:
    assert said(read(write(LINES, ink="white", paper="#203040"))) == LINES


def test_what_lets_through_lies_on_white(write: Any, read: Any, said: Said) -> None:
    paper = write(LINES, paper="#00000000")
    assert paper.getpixel((0, 0)) == (0, 0, 0, 0)
    assert said(read(paper)) == LINES


def test_what_runs_up_the_margin_is_read_too(write: Any, read: Any, said: Said) -> None:
    paper = write(LINES * 2, size=(700, 400), at=(150, 60))
    aside = write(["copy of the archive"], size=(330, 60), at=(20, 10)).rotate(90, expand=True)
    paper.paste(aside, (20, 30))
    assert "copy of the archive" in said(read(paper))


def test_confidence_falls_where_writing_is_hard_to_read(write: Any, read: Any) -> None:
    """Written in grey, copied badly and speckled: a person reads it with some trouble."""
    paper = write(LINES, ink="#909090")
    small = paper.convert("L").resize((260, 122), Image.Resampling.BILINEAR).resize(paper.size, Image.Resampling.BILINEAR)
    speckled = np.clip(np.array(small, np.float32) + np.random.default_rng(1).normal(0, 40, (300, 640)), 0, 255)
    sure, unsure = (_mean_confidence(read(made)) for made in (write(LINES), Image.fromarray(speckled.astype(np.uint8))))
    assert sure > 0.95
    assert 0 < unsure < 0.9


def test_pictures_without_writing_say_nothing(read: Any) -> None:
    blot = Image.new("L", (300, 300), 255)
    blot.paste(0, (100, 100, 200, 180))
    assert read(blot).lines == ()


def test_long_and_narrow_pictures_do_no_harm(ocr: Ocr) -> None:
    for shape in ((2, 9000), (9000, 2), (31, 4000)):
        data = np.full((*shape, 4), 255, np.uint8)
        data[:, ::7, :3] = 0
        picture = Pixels(data)
        check_seen(ocr.recognise(picture, Cancel()), picture)


def _ink(paper: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.invert(paper.convert("L")).getbbox()
    assert box is not None
    return box


def _ink_of_the_rest(write: Any, before: str, text: str) -> tuple[int, int, int, int]:
    """Where the last word of a line stands: where the line differs from what is before it."""
    with_it, without = (write([line], at=(100, 80)).convert("L") for line in (before + text, before))
    box = ImageChops.difference(with_it, without).getbbox()
    assert box is not None
    return box


def _mean_confidence(seen: Seen) -> float:
    return float(np.mean([line.confidence for line in seen.lines])) if seen.lines else 0.0


def _shared(one: Any, other: Any) -> float:
    """How much two boxes share, of what they cover together."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return float(across * down / (sum(areas) - across * down)) if min(across, down) > 0 else 0.0
