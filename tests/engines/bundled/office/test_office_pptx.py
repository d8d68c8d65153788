from __future__ import annotations

import io
from typing import Any

import pytest
from muniment_engines.api import ParseLimits
from muniment_engines.bundled.office import ONLY_FILES
from muniment_engines.bundled.office.pptx import DAMAGED, HIDDEN
from muniment_engines.errors import DocumentError
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
BOX = (Inches(1), Inches(1), Inches(4), Inches(2))
TITLE_ONLY, TITLE_AND_BODY, BLANK = 5, 1, 6


@pytest.fixture
def deck() -> Any:
    return Presentation()


def slide(deck: Any, title: str, *paragraphs: str) -> Any:
    added = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_BODY if paragraphs else TITLE_ONLY])
    added.shapes.title.text = title
    if paragraphs:
        added.placeholders[1].text = "\n".join(paragraphs)
    return added


def test_a_slide_is_a_page_with_its_title_as_heading(deck: Any, make: Any, seen: Any) -> None:
    slide(deck, "Results", "Sales grew", "Costs fell")
    slide(deck, "Outlook", "More of it")
    found = seen(make.saved(deck), PPTX)
    assert [(page.label, page.text) for page in found.pages] == [
        ("1", "Results\n\n• Sales grew\n• Costs fell"),
        ("2", "Outlook\n\n• More of it"),
    ]
    assert [(h.title, h.page_index, h.level) for h in found.about.outline] == [("Results", 0, 1), ("Outlook", 1, 1)]


def test_tables_charts_groups_and_boxes(deck: Any, make: Any, seen: Any) -> None:
    added = slide(deck, "Numbers")
    table = added.shapes.add_table(2, 2, *BOX).table
    for row, texts in enumerate((("Item", "Price"), ("Bolts", "EUR 5"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    data = CategoryChartData()
    data.categories = ["East", "West"]
    data.add_series("Q1", (19.2, 21.4))
    added.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *BOX, data)
    group = added.shapes.add_group_shape()
    group.shapes.add_group_shape().shapes.add_textbox(*BOX).text_frame.text = "deep in groups"
    text = seen(make.saved(deck), PPTX).text
    assert "Item | Price\n\nItem: Bolts; Price: EUR 5" in text
    assert "East: Q1: 19.2" in text and "deep in groups" in text


def test_notes_are_read_and_hidden_slides_named(deck: Any, make: Any, seen: Any) -> None:
    added = slide(deck, "Plan")
    added.notes_slide.notes_text_frame.text = "Say it slowly"
    added._element.set("show", "0")
    found = seen(make.saved(deck), PPTX)
    assert found.pages[0].text == "Plan\n\nNotes: Say it slowly"
    assert found.pages[0].notes == (HIDDEN,)


def test_numbered_paragraphs(deck: Any, make: Any, seen: Any) -> None:
    added = slide(deck, "Steps", "first", "second")
    for paragraph in added.placeholders[1].text_frame.paragraphs:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(properties.makeelement(f"{{{properties.nsmap['a']}}}buAutoNum", {"type": "arabicPeriod"}))
    assert "1. first\n2. second" in seen(make.saved(deck), PPTX).text


def test_the_number_of_the_first_slide(deck: Any, make: Any, seen: Any) -> None:
    slide(deck, "A")
    deck.part._element.set("firstSlideNum", "7")
    assert seen(make.saved(deck), PPTX).pages[0].label == "7"


def test_a_broken_slide_costs_itself(deck: Any, make: Any, seen: Any) -> None:
    slide(deck, "first")
    slide(deck, "second")
    found = seen(make.with_part(make.saved(deck), {"ppt/slides/slide1.xml": b"\0\0\0"}), PPTX)
    assert [page.text for page in found.pages] == ["", "second"]
    assert found.pages[0].notes == (DAMAGED,) and any("Slide 1" in note for note in found.about.notes)


def test_slides_that_are_pictures_give_the_pictures(deck: Any, make: Any, seen: Any) -> None:
    picture = io.BytesIO()
    Image.effect_noise((200, 200), 90).save(picture, "PNG")
    deck.slides.add_slide(deck.slide_layouts[BLANK]).shapes.add_picture(picture, 0, 0)
    found = seen(make.saved(deck), PPTX)
    assert found.notes == [ONLY_FILES]
    assert [member.data for member in found.members] == [picture.getvalue()]


def test_what_cannot_be_read_has_a_name(deck: Any, make: Any, seen: Any) -> None:
    def state_of(data: bytes, limits: ParseLimits | None = None) -> str:
        with pytest.raises(DocumentError) as caught:
            seen(data, PPTX, limits)
        return caught.value.state

    assert state_of(make.saved(deck)) == "empty"
    slide(deck, "x")
    whole = make.saved(deck)
    assert state_of(whole[: len(whole) // 2]) == "damaged"
    assert state_of(whole, ParseLimits(unpacked_bytes=100)) == "too large"
    assert state_of(make.with_part(whole, {"ppt/slides/slide1.xml": b"<a>" + b" " * 60_000_000})) == "too large"


def test_more_slides_than_allowed(deck: Any, make: Any, seen: Any) -> None:
    for number in range(4):
        slide(deck, f"Slide {number}")
    found = seen(make.saved(deck), PPTX, ParseLimits(pages=2))
    assert len(found.pages) == 2 and found.notes
