"""Photographs of paper, from the folder to the page that says so, by the engine that the program comes with."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from end_to_end_program import Program
from PIL import Image, ImageDraw, ImageFont, features

PAGES = (
    ["Lease of the boathouse", "The rent is 1,250 dollars a month."],
    ["Keys and moorings", "The tenant keeps the key of the walrus gate."],
)


def paper(lines: list[str]) -> Image.Image:
    sheet = Image.new("L", (1100, 500), 255)
    for number, line in enumerate(lines):
        ImageDraw.Draw(sheet).text((80, 80 + number * 70), line, fill=0, font=ImageFont.load_default(36))
    return sheet


@pytest.mark.skipif(not importlib.util.find_spec("rapidocr"), reason="rapidocr is not installed")
@pytest.mark.skipif(not features.check("freetype2"), reason="Pillow has no FreeType here, and cannot write")
def test_a_scan_is_found_by_what_it_says(program: Program, tmp_path: Path) -> None:
    first, second = map(paper, PAGES)
    path = tmp_path / "scan.tiff"
    first.save(path, save_all=True, append_images=[second.rotate(90, expand=True)], dpi=(200, 200))
    program.on_vault("index", str(path))
    status = program.json("status")
    assert (status["pages_waiting"], status["seconds_left"]) == (0, 0)
    assert status["states"][0]["pages_recognised"] == len(PAGES)
    assert status["states"][0]["confidence"] > 0.9
    (hit,) = program.json("search", "walrus gate", "--top", "1")["hits"]
    assert hit["page"] == 2
    text = program.json("text", "scan.tiff")["pages"][1]["text"]
    assert text.split() == " ".join(PAGES[1]).split()
    assert text[hit["start"] : hit["end"]] == hit["text"]
