"""Summaries from the command line, on the example documents, without any model."""

from __future__ import annotations

from pathlib import Path

from end_to_end_program import EXAMPLES, LUCID, NTSB, Program


def test_a_summary_has_its_places_and_its_receipt(examples: Program) -> None:
    told = examples.json("summarise", LUCID, "--length", "short")

    assert 50 <= len(told["text"].split()) <= 130
    assert told["way"] == "extract"
    assert 0 < told["forecast"] < 10
    pages = examples.json("text", LUCID)["pages"]
    for sentence in told["sentences"]:
        (number,) = sentence["citations"]
        citation = told["citations"][number]
        assert pages[citation["page"] - 1]["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert told["receipt"]["share"] == 1
    assert {section["state"] for section in told["receipt"]["sections"]} == {"read"}


def test_a_file_a_folder_and_no_name_at_all_say_what_is_summarised(examples: Program) -> None:
    file = examples.json("summarise", str(EXAMPLES / NTSB))
    folder = examples.json("summarise", str(EXAMPLES))
    everything = examples.json("summarise")

    assert {Path(citation["document"]).name for citation in file["citations"]} == {NTSB}
    assert folder["receipt"]["documents"] == everything["receipt"]["documents"] == len(list(EXAMPLES.iterdir()))


def test_what_cannot_be_done_is_said(examples: Program) -> None:
    assert "short, medium, long" in examples.on_vault("summarise", "--length", "tiny", expect=1).stderr
    assert "no model" in examples.on_vault("summarise", "--way", "write", expect=1).stderr
    assert "is called" in examples.on_vault("summarise", "nobody.pdf", expect=2).stderr
