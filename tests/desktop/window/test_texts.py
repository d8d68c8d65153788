"""What is said on screen, for a screen reader and on the clipboard: no Qt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muniment_desktop.window.asking import wording
from muniment_desktop.window.asking.snippets import LENGTH, snippet
from muniment_desktop.window.library.report import file_text, progress_text, report_text, status_text
from muniment_desktop.window.sizes import counted, size_text
from muniment_desktop.window.source.flowing import flowing
from muniment_retrieval.model import Answered, IndexReport, Progress
from window_fakes import a_citation, a_document, a_hit, a_script, an_answer


def the_answer() -> object:
    script = a_script(a_document(1, "Supply Agreement.pdf"), a_document(2))
    return next(step.answer for step in script if isinstance(step, Answered))


def test_a_copied_answer_carries_its_sources_and_its_doubts() -> None:
    text = wording.with_citations(the_answer())
    assert "Orion must give ninety days' written notice. [1]" in text
    assert "may not terminate at all. [2] (close, not word for word)" in text
    assert "Notice is sent by courier. (not found in the documents)" in text
    assert "1. Supply Agreement.pdf, p. 14: “upon ninety (90) days' prior written notice to the Supplier”" in text
    assert "searched 2 of 2 documents · Qwen2.5 1.5B, on this machine · 6 s" in text


def test_a_refusal_is_copied_with_where_the_documents_come_closest() -> None:
    text = wording.with_citations(an_answer("Who pays?", refused=True, nearest=(a_citation(a_document(3, "Lease.pdf")),)))
    assert text.count("The documents do not say.") == 1
    assert "1. Lease.pdf, p. 1" in text


def test_a_refusal_without_a_model_does_not_say_that_it_quotes() -> None:
    said = wording.receipt(an_answer("Who pays?", model="", refused=True))
    assert said == "searched 2 of 2 documents · 6 s"


def test_what_is_cut_off_a_long_question_is_told() -> None:
    assert wording.shortened("one two", 7) == "one two"
    assert wording.shortened("one two three", 9) == "one two…"


def test_a_sentence_says_its_badge_and_source_aloud() -> None:
    answer = the_answer()
    said = wording.spoken(answer.sentences[0], wording.numbers(answer))
    assert said.endswith("– verified: the source says so, source 1: Supply Agreement.pdf, p. 14")
    assert wording.finished(answer) == "The answer is complete: 1 verified, 1 close, 1 not found."


def test_an_answer_that_no_model_wrote_says_so() -> None:
    assert wording.EXTRACTIVE in wording.receipt(an_answer("?", model=""))


def test_a_model_that_gave_way_is_named_with_whose_words_stand() -> None:
    answer = an_answer("?")
    gave_way = wording.receipt(an_answer("?", cost=type(answer.cost)(model="Small", quoted=True)))
    assert "Small, whose words gave way to the document's own" in gave_way
    assert "gave way" not in wording.receipt(an_answer("?", cost=type(answer.cost)(model="Small")))


def test_what_left_the_machine_is_said() -> None:
    answer = an_answer("?")
    sent = an_answer("?", cost=type(answer.cost)(model="Big", sent_elsewhere=True))
    assert "sent elsewhere" in wording.receipt(sent)


def test_times_and_sizes() -> None:
    assert [wording.time_left(s) for s in (None, 20, 240, 7_300)] == ["", "less than a minute", "4 min", "2 h"]
    assert [wording.seconds(s) for s in (0.2, 6, 300)] == ["under a second", "6 s", "5 min"]
    assert [size_text(s) for s in (12, 491_400_064, 1_117_320_768)] == ["12 bytes", "491 MB", "1.1 GB"]


def test_a_hit_shows_the_part_that_answers() -> None:
    filler = "The parties have agreed on many other things that nobody asks about. " * 12
    runs = snippet(filler + "Orion gives notice of ninety days. " + filler, "How much notice must Orion give?")
    shown = "".join(r.text for r in runs)
    assert "notice of ninety days" in shown
    assert [r.text for r in runs if r.bold][:3] == ["Orion", "gives", "notice"] or "notice" in [r.text for r in runs if r.bold]
    assert len(shown) < LENGTH + 10


@given(st.text(max_size=2_000), st.text(max_size=200))
def test_a_snippet_is_part_of_its_passage(passage: str, question: str) -> None:
    shown = "".join(r.text for r in snippet(passage, question)).removeprefix("… ").removesuffix("…")
    assert shown in " ".join(passage.split()) or shown.strip() == "" or len(passage) < 2


@given(st.text(alphabet="abc .\n:", max_size=600))
def test_flowing_text_moves_no_character(text: str) -> None:
    shown = flowing(text)
    assert len(shown) == len(text)
    assert shown.replace("\n", " ") == text.replace("\n", " ")


def test_lines_of_a_paragraph_run_on_and_lists_do_not() -> None:
    line = "The Distributor shall return any samples and any other documents that"
    assert flowing(f"{line}\nwere supplied.") == f"{line} were supplied."
    assert flowing(f"{line}\n2. Something else.") == f"{line}\n2. Something else."
    assert flowing("9.2 Termination\nEither party may") == "9.2 Termination\nEither party may"


def test_progress_in_words() -> None:
    now = Progress("reading", 31, 412, "/a/b.pdf", "", "", 240.0)
    assert progress_text(now, False) == "Reading 31 of 412 · 4 min left"
    assert progress_text(now, True) == "Paused 31 of 412"
    assert status_text(now, False) == "reading 31 of 412 · 4 min"
    assert status_text(None, False) == "reading"
    assert file_text(Progress("reading", 1, 2, "/a/b.pdf", "encrypted")) == "needs a password"


def test_a_report_counts_what_could_not_be_read() -> None:
    assert report_text(IndexReport({"read": 3, "encrypted": 1}, unchanged=2)) == "Done: 3 read, 1 needs a password, 2 unchanged."
    assert report_text(IndexReport()) == "Done: no documents were found there."
    assert report_text(IndexReport({"read": 1}, cancelled=True)).startswith("Stopped: 1 read.")


def test_a_hit_says_how_it_was_found() -> None:
    assert wording.spoken_hit(a_hit(a_document(1, "A.pdf"), 2), "text") == "A.pdf, p. 3, found by words and meaning: text"


@pytest.mark.parametrize(("number", "said"), [(0, "0 events"), (1, "1 event"), (1_204, "1,204 events")])
def test_one_is_one(number: int, said: str) -> None:
    assert counted(number, "event") == said
