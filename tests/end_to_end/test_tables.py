"""Questions for every document from the command line, on the example documents, without any model."""

from __future__ import annotations

import csv
from pathlib import Path

from end_to_end_program import EXAMPLES, LUCID, NTSB, Program
from openpyxl import load_workbook

QUESTION = "Which of these agreements can be terminated without cause?"


def test_every_document_has_its_row_and_its_page(examples: Program) -> None:
    table = examples.json("table", QUESTION)

    assert table["documents"] == len(list(EXAMPLES.iterdir()))
    assert len(table["rows"]) == table["documents"]
    assert table["count"] == sum(row["fits"] is True for row in table["rows"])
    lucid = next(row for row in table["rows"] if Path(row["document"]).name == LUCID)
    assert (lucid["found"], lucid["fits"]) == ("yes", True)
    citation = lucid["citation"]
    page = examples.json("text", LUCID)["pages"][citation["page"] - 1]["text"]
    assert page[citation["start"] : citation["end"]] == citation["quote"]


def test_the_table_becomes_a_file(examples: Program, tmp_path: Path) -> None:
    examples.on_vault("table", QUESTION, "--out", str(tmp_path / "a.csv"))
    examples.on_vault("table", QUESTION, "--out", str(tmp_path / "a.xlsx"))

    rows = list(csv.reader((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][:2] == ["Document", "Answer"]
    assert len(rows) == 1 + len(list(EXAMPLES.iterdir()))
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["Table", "Citations", "About"]


def test_only_the_documents_that_were_named_are_looked_at(examples: Program) -> None:
    table = examples.json("table", QUESTION, "--document", LUCID)

    assert [Path(row["document"]).name for row in table["rows"]] == [LUCID]


def test_any_question_is_asked_of_each_document(examples: Program) -> None:
    told = examples.json("table", "What is the notice period?")

    assert told["kind"] == "compare"
    assert len(told["rows"]) == told["documents"]


def test_another_kind_of_file_is_refused_before_the_work(examples: Program, tmp_path: Path) -> None:
    told = examples.on_vault("chronology", "--out", str(tmp_path / "a.ods"), expect=1)

    assert "must end with .csv or .xlsx" in told.stderr


def test_the_chronology_has_every_date_of_a_report(examples: Program, tmp_path: Path) -> None:
    told = examples.json("chronology", "--document", NTSB, "--out", str(tmp_path / "a.csv"))

    dates = [event["date"] for event in told["events"]]
    assert dates == sorted(dates)
    accident = next(event for event in told["events"] if event["date"] == "2007-12-12")
    assert (accident["label"], accident["written"], accident["uncertain"]) == ("Date & Time", "12/12/2007", "")
    (citation,) = accident["citations"]
    page = examples.json("text", NTSB)["pages"][citation["page"] - 1]["text"]
    assert page[citation["start"] : citation["end"]] == citation["quote"]
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").startswith("Date,As written,Uncertain,Event")


def test_ask_says_that_a_question_is_for_every_document(examples: Program) -> None:
    assert "muniment table" in examples.on_vault("ask", QUESTION).stderr
    assert "muniment table" not in examples.on_vault("ask", QUESTION, "--document", LUCID).stderr


def test_tables_and_chronologies_go_on_with_a_conversation(examples: Program) -> None:
    first = examples.json("table", QUESTION, "--document", LUCID)
    second = examples.json("chronology", "--conversation", str(first["conversation"]))
    third = examples.json("ask", "How many documents are there?", "--conversation", "last")
    other = examples.json("table", QUESTION, "--document", NTSB)

    assert first["conversation"] == second["conversation"] == third["conversation"] != other["conversation"]
    assert second["documents"] == third["documents"] == 1  # what the question before was asked of
    shown = examples.json("conversations", "show", str(first["conversation"]))
    assert [turn["answer_id"] for turn in shown["answers"]] == [made["answer_id"] for made in (first, second, third)]
    assert all(turn["table"] or turn["chronology"] for turn in shown["answers"])
    told = examples.on_vault("table", "And which can’t?", "--conversation", str(other["conversation"])).stdout
    assert told.startswith("Understood as: Which of these agreements can not be terminated without cause?")
    assert f"of conversation {other['conversation']}" in told


def test_of_them_is_asked_of_none_where_the_table_before_named_none(examples: Program) -> None:
    none = examples.json("table", "Which documents mention a zeppelin?")
    assert none["count"] == 0
    told = examples.on_vault("table", "Which of them mention a notice?", "--conversation", str(none["conversation"])).stdout
    assert "The table before names no document, so none was asked." in told


def test_a_conversation_that_is_not_there_is_said_before_the_work(examples: Program) -> None:
    assert "conversation" in examples.on_vault("table", QUESTION, "--conversation", "999", expect=2).stderr
