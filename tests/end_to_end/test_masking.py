"""Masking on the command line: what of a file would leave, and how it would read."""

from __future__ import annotations

import json
from pathlib import Path

from end_to_end_program import Program

LETTER = "Dear Mr Orion,\r\n\r\nProject Falcon is late. Write to ännä@example.org.\r\n"


def test_the_places_are_code_points_of_the_files_text(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(LETTER, encoding="utf-8", newline="")
    program.on_vault("mask-words", "add", "Project  Falcon")
    assert program.json("mask-words", "list") == {"terms": ["Project Falcon"]}
    counted = program.json("mask-words", "list", "--count")
    assert counted == {"terms": ["Project Falcon"], "occurs": {"Project Falcon": {"times": 0, "documents": 0}}}
    text = LETTER.replace("\r\n", "\n")
    redacted = program.json("redact", str(file))
    assert [(text[s["start"] : s["end"]], s["kind"]) for s in redacted["spans"]] == [
        ("Orion", "person"),
        ("Project Falcon", "word"),
        ("ännä@example.org", "mail"),
    ]
    assert redacted["models"] == []


def test_the_masked_text_has_a_legend_and_says_what_is_missing(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(LETTER, encoding="utf-8")
    done = program("redact", str(file))
    masked, _, legend = done.stdout.partition("── what stands for what ──")
    assert masked.startswith("Dear Mr [PERSON_1],")
    assert "Orion" in legend and "Orion" not in masked
    assert "muniment models get rampart" in done.stderr
    assert json.loads(program("redact", str(file), "--json").stdout)["spans"][0] == {"start": 8, "end": 13, "kind": "person"}


def test_a_word_that_is_masked_no_more_is_found_however_it_is_written(program: Program) -> None:
    program.on_vault("mask-words", "add", "Falcon", "Kestrel")
    assert program.json("mask-words", "remove", "falcon") == {"terms": ["Kestrel"]}
    assert "needs a letter" in program.on_vault("mask-words", "add", "!?", expect=1).stderr
