"""What is shown of figures: a table and a picture that stand by themselves."""

from __future__ import annotations

from xml.etree import ElementTree

from muniment_retrieval.evaluation import Figure, Scored, sample
from muniment_retrieval.evaluation.meanings import grouped
from muniment_retrieval.evaluation.plot import svg
from muniment_retrieval.evaluation.report import markdown

SVG = "{http://www.w3.org/2000/svg}"
SCORED = Scored(
    10,
    10,
    {
        "seconds": Figure(1.25, 10),
        "page_recall@5": Figure(0.8, 10, (0.49, 0.943)),
        "page_recall@1": Figure(0.0, 10, (-0.0, 0.278)),
        "quote_is_in_source": Figure(1.0, 12, (0.757, 1.0)),
    },
    2,
)


def test_the_table_says_what_was_measured_and_what_it_means() -> None:
    lines = markdown([("the vault", "a|b")], SCORED, "report.svg").splitlines()
    assert "| the vault | a\\|b |" in lines
    assert "| `page_recall@5` | 0.800 | 0.490 – 0.943 | 10 | a page that holds the answer is among the first 5 |" in lines
    assert "| `seconds` | 1.25 |  | 10 | seconds in all, median |" in lines
    assert any("compare" in line and "2" in line for line in lines)
    assert "![The shares with their intervals](report.svg)" in lines
    assert [line for line in lines if line.startswith("## ")] == ["## Finding", "## Proving", "## Time"]


def test_every_figure_has_its_place_in_the_order() -> None:
    assert [row.name for rows in grouped(SCORED.figures).values() for row in rows] == [
        "page_recall@1",
        "page_recall@5",
        "quote_is_in_source",
        "seconds",
    ]


def test_the_picture_draws_each_share_to_scale() -> None:
    root = ElementTree.fromstring(svg(SCORED, "a < b & c"))
    bars = [float(bar.attrib["width"]) for bar in root.iter(f"{SVG}rect") if bar.get("class") == "bar"]
    assert [round(width / max(bars), 3) for width in bars] == [0, 0.8, 1]
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"a < b & c", "page_recall@5", "0.800", "n = 12"} <= set(texts)
    assert "seconds" not in texts
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    assert all(0 <= float(t.attrib["x"]) < width and 0 < float(t.attrib["y"]) < height for t in root.iter(f"{SVG}text"))


def test_without_shares_the_picture_is_still_one() -> None:
    ElementTree.fromstring(svg(Scored(1, 0, {}, 0), "nothing"))


def test_a_sample_is_the_same_whatever_the_order() -> None:
    lines = [{"id": f"q{n}"} for n in range(50)]
    chosen = sample(lines, 5)
    assert [line["id"] for line in chosen] == ["q8", "q10", "q23", "q30", "q32"]
    assert {line["id"] for line in sample(lines[::-1], 5)} == {line["id"] for line in chosen}
    assert sample(lines, None) == sample(lines, 50) == sample(lines, 99) == lines
    assert sample([{"id": 2}, {"id": "x"}, {"id": 1}], 2) == [{"id": 2}, {"id": "x"}]
