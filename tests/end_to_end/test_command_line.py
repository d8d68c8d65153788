"""The command line on real documents, as `docs/COMMANDS.md` promises it."""

from __future__ import annotations

import json
import signal
import subprocess
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from end_to_end_program import EXAMPLES, LUCID, NTSB, Program

TERM = "How long is the initial term of the Lucid distributor agreement?"
CAUSE = "What was the probable cause of the accident NYC08CA073?"
NOWHERE = "What is the monthly rent of the office in Boston?"


def test_indexing_again_reads_nothing_again(examples: Program) -> None:
    report = examples.json("index", str(EXAMPLES))
    assert report == {"states": {}, "unchanged": len(list(EXAMPLES.iterdir())), "cancelled": False}


def test_the_status_names_every_document(examples: Program) -> None:
    status = examples.json("status")
    assert {d["name"] for d in status["states"]} == {p.name for p in EXAMPLES.iterdir()}
    assert status["documents"] == len(status["states"])
    assert all(d["state"] == "read" and d["words"] and d["pages"] and len(d["sha256"]) == 64 for d in status["states"])
    assert "keychain" in status["key"]


def test_a_search_finds_the_page(examples: Program) -> None:
    hits = examples.json("search", "probable cause landing gear", "--top", "3")["hits"]
    assert (Path(hits[0]["document"]).name, hits[0]["page"], hits[0]["found_by"]) == (NTSB, 1, "words")
    text = examples.json("text", NTSB)["pages"][hits[0]["page"] - 1]["text"]
    assert text[hits[0]["start"] : hits[0]["end"]] == hits[0]["text"]


def test_a_search_keeps_to_the_documents_that_were_named(examples: Program) -> None:
    hits = examples.json("search", "agreement", "--document", LUCID, "--top", "50")["hits"]
    assert hits
    assert {Path(h["document"]).name for h in hits} == {LUCID}


@pytest.mark.parametrize(
    ("question", "document", "words"), [(TERM, LUCID, "three (3) calendar years"), (CAUSE, NTSB, "landing gear")]
)
def test_an_answer_without_a_model_is_the_sentence_itself(examples: Program, question: str, document: str, words: str) -> None:
    answer = examples.json("ask", question)
    assert not answer["refused"]
    assert words in answer["answer"]
    citation = answer["citations"][answer["sentences"][0]["citations"][0]]
    assert (Path(citation["document"]).name, citation["page"]) == (document, 1)
    page = examples.json("text", document)["pages"][0]["text"]
    assert page[citation["start"] : citation["end"]] == citation["quote"]
    assert len(citation["quote"].split()) >= 4
    assert (answer["model"], answer["sent_elsewhere"], answer["searched"]) == ("", False, 5)


def test_what_is_nowhere_is_refused(examples: Program) -> None:
    answer = examples.json("ask", NOWHERE)
    assert (answer["refused"], answer["citations"]) == (True, [])


def test_a_batch_writes_a_line_for_each_question(examples: Program, tmp_path: Path) -> None:
    questions, out = tmp_path / "questions.jsonl", tmp_path / "predictions.jsonl"
    lines = [{"id": "a", "question": TERM, "doc": LUCID}, {"id": "b", "question": "What is it about?", "doc": NTSB}]
    questions.write_text("\n".join(map(json.dumps, lines)) + "\n")
    examples.on_vault("ask", "--batch", str(questions), "--out", str(out), "--scope", "document", "--retrieve-only")
    found = [json.loads(line) for line in out.read_text().splitlines()]
    assert [f["id"] for f in found] == ["a", "b"]
    assert [{Path(h["document"]).name for h in f["hits"]} for f in found] == [{LUCID}, {NTSB}]
    examples.on_vault("ask", "--batch", str(questions), "--out", str(out))
    found = [json.loads(line) for line in out.read_text().splitlines()]
    assert all(1 <= len(f["hits"]) <= 50 and f["seconds"] >= 0 and "answer" in f and "refused" in f for f in found)


def test_names_that_fit_none_or_several_are_wrong_use(examples: Program, program: Program, tmp_path: Path) -> None:
    assert "nothing.pdf" in examples.on_vault("text", "nothing.pdf", expect=2).stderr
    for folder in ("a", "b"):
        (tmp_path / "docs" / folder).mkdir(parents=True)
        (tmp_path / "docs" / folder / "same.txt").write_text(f"The same words in both, but for the folder {folder}.")
    program.on_vault("index", str(tmp_path / "docs"))
    said = program.on_vault("text", "same.txt", expect=2).stderr
    assert str(tmp_path / "docs" / "a" / "same.txt") in said
    assert str(tmp_path / "docs" / "b" / "same.txt") in said
    assert "same words" in program.on_vault("text", "b/same.txt").stdout
    program.on_vault("text", "ame.txt", expect=2)


def test_what_is_forgotten_is_not_found_any_more(program: Program, tmp_path: Path) -> None:
    for name in ("kept", "gone"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} document speaks of a zebra in the garden.")
        program.on_vault("index", str(tmp_path / f"{name}.txt"))
    assert program.json("forget", "gone.txt") == {"forgotten": str(tmp_path / "gone.txt")}
    assert [Path(h["document"]).name for h in program.json("search", "zebra")["hits"]] == ["kept.txt"]
    assert (tmp_path / "gone.txt").exists()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("search", "x"), 1, "There is no vault"),
        (("index", "/no/such/place"), 1, "/no/such/place"),
        (("ask",), 1, "quotation marks"),
        (("ask", "x", "--batch", "nobody.jsonl"), 1, "--out"),
        (("forget",), 2, "DOCUMENT"),
        (("fly",), 2, "fly"),
    ],
)
def test_wrong_use_is_one_sentence_and_an_exit_code(program: Program, words: tuple[str, ...], code: int, says: str) -> None:
    done = program.on_vault(*words, expect=code) if words[0] != "fly" else program(*words, expect=code)
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_files_are_named_and_the_rest_is_read(program: Program, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "empty.txt").touch()
    (docs / "nonsense.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    (docs / "packed.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(200))
    (docs / "good.md").write_text("# Notice\n\nThe tenant gives ninety days of notice in writing.\n")
    states = program.json("index", str(docs))["states"]
    assert states == {"empty": 1, "damaged": 1, "not supported": 1, "read": 1}
    reasons = {d["name"]: d["reason"] for d in program.json("status")["states"]}
    assert all(reasons[name] for name in ("empty.txt", "nonsense.pdf", "packed.7z"))
    assert "ninety days" in program.json("ask", "How much notice does the tenant give?")["answer"]


def test_questions_of_any_length_and_script(examples: Program) -> None:
    for question in ("x", "词", "'; DROP TABLE pages; --", '"unclosed AND (NEAR'):
        examples.on_vault("ask", question)
    for wordless in ("?", "🦓" * 50):
        assert "it has no words" in examples.on_vault("ask", wordless, expect=2).stderr
    answer = examples.json("ask", "lease and rent of the premises " * 3_300)
    assert isinstance(answer["answer"], str)


def test_ctrl_c_keeps_what_is_done_and_the_next_run_goes_on(program: Program, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    report = (EXAMPLES / NTSB).read_bytes()
    for number in range(60):
        (docs / f"{number:02}.pdf").write_bytes(report + f"\n%{number}\n".encode())
    command = program.command("index", str(docs), "--vault", str(program.vault))
    running = subprocess.Popen(command, env=program.environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert running.stderr is not None
    while "05.pdf" not in running.stderr.readline():
        pass
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 130, said
    done = program.json("status")["documents"]
    assert 5 <= done < 60
    report = program.json("index", str(docs))
    assert (report["states"], report["unchanged"]) == ({"read": 60 - done}, done)


def test_the_doctor_tells_no_names_and_no_text(examples: Program) -> None:
    said = examples.on_vault("doctor", "--json").stdout
    report = json.loads(said)
    assert report["vault"]["documents"] == len(list(EXAMPLES.iterdir()))
    assert "Lucid" not in said
    assert "examples" not in said
    confined = {engine["name"]: engine.get("confinement", {}) for engine in report["engines"]}
    assert confined["pdf"]["profile"] == "worker"


@pytest.mark.model
def test_an_answer_with_real_models(with_models: Program) -> None:
    with_models.on_vault("index", str(EXAMPLES))
    status = with_models.json("status")
    assert status["vectors"] == status["passages"] > 0
    answer = with_models.json("ask", TERM, "--model", "smollm2-135m")
    assert answer["model"] == "smollm2-135m"
    assert {h["found_by"] for h in answer["hits"]} & {"both", "meaning"}
    pages = {(c["document"], c["page"]): c["quote"] for c in answer["citations"]}
    for (document, page), quote in pages.items():
        assert quote in with_models.json("text", document)["pages"][page - 1]["text"]


def test_what_is_in_a_file_in_a_file_is_found_under_the_file_on_the_disk(program: Program, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "landlord@example.org", "The lease"
    mail.set_content("The lease is attached to this mail.")
    mail.add_attachment("The tenant pays five hundred francs by the fifth day of each month.\n", filename="lease.txt")
    packed = tmp_path / "mails.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2019/offer.eml", bytes(mail))
    program.on_vault("index", str(packed))
    answer = program.json("ask", "How much does the tenant pay each month?")
    (citation,) = answer["citations"]
    assert (citation["document"], citation["inside"]) == (str(packed), "2019/offer.eml/lease.txt")
    assert (citation["document"], citation["inside"]) in {(hit["document"], hit["inside"]) for hit in answer["hits"]}
