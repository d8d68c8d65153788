"""Conversations from the command line, on the examples, without any model: gone on with, found, marked, exported, forgotten."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path

from docx import Document as Word
from end_to_end_program import LUCID, Program

QUESTION = "Which law governs the agreement?"


def test_a_conversation_is_gone_on_with_marked_exported_and_forgotten(examples: Program, tmp_path: Path) -> None:
    program = copy.copy(examples)
    program.vault = Path(shutil.copytree(examples.vault, tmp_path / "vault"))
    first = program.json("ask", QUESTION, "--document", LUCID)
    second = program.json("ask", "When does it expire?", "--conversation", "last")
    assert second["conversation"] == first["conversation"]
    assert (second["standing_question"], second["rewritten_by"]) == ("When does the agreement expire?", "code")
    assert second["searched"] == first["searched"] == 1
    assert {c["original"] for c in first["citations"]} == {"same"}

    third = program.json("ask", "And then?", "--conversation", str(first["conversation"]), "--as", "Who are the parties?")
    assert third["rewritten_by"] == "person"
    (listed,) = program.json("conversations", "list")["conversations"]
    assert (listed["title"], listed["questions"]) == (QUESTION, 3)
    (found,) = program.json("conversations", "search", "governs")["found"]
    assert found["id"] == first["conversation"]

    program.on_vault("marks", "right", str(first["answer_id"]), "1")
    program.on_vault("marks", "wrong", str(third["answer_id"]), "1")
    again = json.loads(program.on_vault("marks", "run", "--json", expect=3).stdout)
    assert [(one["mark"], one["holds"]) for one in again["marks"]] == [("right", True), ("wrong", False)]
    assert len(program.json("conversations", "list")["conversations"]) == 1

    record = program.json("conversations", "record", str(first["answer_id"]))
    assert record["sentences"][0]["marked"] == "right"
    program.on_vault("conversations", "record", str(first["answer_id"]), "--out", str(tmp_path / "record.json"))
    assert json.loads((tmp_path / "record.json").read_text()) == record

    program.on_vault("conversations", "export", "last", "--out", str(tmp_path / "talk.docx"))
    program.on_vault("conversations", "export", "last", "--out", str(tmp_path / "talk.md"))
    assert any(p.text == QUESTION for p in Word(str(tmp_path / "talk.docx")).paragraphs)
    assert (tmp_path / "talk.md").read_text().count("[^1]") == 2

    shown = program.on_vault("conversations", "show", "last").stdout
    assert "understood as: When does the agreement expire?" in shown
    program.on_vault("conversations", "rename", "last", "The law")
    assert "The law" in program.on_vault("conversations", "list").stdout
    program.on_vault("conversations", "forget", "last")
    assert program.json("conversations", "list")["conversations"] == []
    assert "no conversation" in program.on_vault("ask", "Why?", "--conversation", "last", expect=2).stderr


def test_what_names_no_conversation_is_told(examples: Program) -> None:
    assert "by its number" in examples.on_vault("conversations", "show", "x", expect=1).stderr
    assert "not in this vault" in examples.on_vault("conversations", "show", "999", expect=2).stderr
    assert "no answer with that number" in examples.on_vault("marks", "right", "999", "1", expect=2).stderr
