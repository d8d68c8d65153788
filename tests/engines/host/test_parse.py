from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from muniment_engines.api import Cancel, Cancelled, Page, ParseLimits
from muniment_engines.errors import DocumentError, EngineCrashed
from muniment_engines.host import ParseWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher

Make = Callable[..., ParseWorker]

TEXT = "Öne two\nthree\fPage two"
SHORT = replace(ParseLimits(), seconds_per_page=1.0, seconds=1.0)


def read(worker: ParseWorker, source: int | bytes, limits: ParseLimits | None = None) -> list[Page]:
    with worker.open(source, "text/plain", limits) as document:
        return list(document.pages(Cancel()))


def test_pages_come_from_bytes_and_from_a_file(parse: Make, tmp_path: Path) -> None:
    worker = parse()
    path = tmp_path / "file"
    path.write_text(TEXT)
    with path.open("rb") as file:
        pages = [read(worker, TEXT.encode()), read(worker, file.fileno())]
    assert [[page.text for page in each] for each in pages] == [["Öne two\nthree", "Page two"]] * 2
    assert pages[0][0].words.boxes.tolist() == [[0, 0, 72, 48], [96, 0, 168, 48], [0, 48, 120, 96]]


def test_what_the_document_says_of_itself_comes_too(parse: Make) -> None:
    with parse().open(TEXT.encode(), "text/plain") as document:
        assert (document.about.title, document.about.page_count) == ("Öne two", 2)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere bytes go over in pieces")
def test_bytes_go_over_in_pieces_where_there_is_no_sealed_memory(parse: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from muniment_engines.host import handing

    monkeypatch.setattr(handing.sys, "platform", "darwin")
    worker = parse()
    text = b"word " * 20_000_000
    with worker.open(text, "text/plain", replace(ParseLimits(), pages=1)) as document:
        assert document.about.page_count == 1
        assert document.about.title.startswith("word word")


def test_an_empty_file_is_the_engines_to_judge(parse: Make, tmp_path: Path) -> None:
    worker = parse()
    (tmp_path / "empty").touch()
    with (tmp_path / "empty").open("rb") as file, pytest.raises(DocumentError) as caught:
        worker.open(file.fileno(), "text/plain")
    assert caught.value.state == "empty"
    with pytest.raises(DocumentError) as caught:
        worker.open(b"", "text/plain")
    assert caught.value.state == "empty"


def test_a_descriptor_that_can_be_written_through_is_not_handed_on(parse: Make, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("text")
    descriptor = os.open(path, os.O_RDWR)
    try:
        assert read(parse(), descriptor)[0].text == "text"
    finally:
        os.close(descriptor)


def test_what_is_no_file_is_refused(parse: Make) -> None:
    reader, writer = os.pipe()
    with pytest.raises(DocumentError) as caught:
        parse().open(reader, "text/plain")
    assert caught.value.state == "not supported"
    os.close(reader)
    os.close(writer)


def test_no_descriptor_is_left_open(parse: Make, tmp_path: Path) -> None:
    worker = parse()
    (tmp_path / "file").write_text("text")
    with (tmp_path / "file").open("rb") as file:
        read(worker, file.fileno())
        before = sorted(Path("/dev/fd").iterdir())
        for _ in range(5):
            read(worker, file.fileno())
            read(worker, b"text")
        assert sorted(Path("/dev/fd").iterdir()) == before


def test_pages_are_drawn(parse: Make) -> None:
    with parse().open(TEXT.encode(), "text/plain") as document:
        assert document.render(1, 0.5).data.shape == (396, 306, 4)
        assert document.render(0, 5.0).data.shape == (3960, 3060, 4)
        assert document.render(0, 2.0, (10, 10, 20, 30)).data.shape == (40, 20, 4)
        with pytest.raises(DocumentError):
            document.render(2, 1.0)
        with pytest.raises(DocumentError):
            document.render(0, 500.0)


def test_several_documents_are_open_at_once(parse: Make) -> None:
    worker = parse()
    with worker.open(b"first", "text/plain") as first, worker.open(b"second", "text/plain") as second:
        assert [next(iter(document.pages(Cancel()))).text for document in (second, first)] == ["second", "first"]


def test_pages_given_up_halfway_do_not_stand_in_the_way(parse: Make) -> None:
    worker = parse()
    with worker.open(TEXT.encode(), "text/plain") as document:
        pages = document.pages(Cancel())
        next(pages)
    with worker.open(b"next", "text/plain") as document:
        assert next(document.pages(Cancel())).text == "next"
        document.close()
        document.close()


def test_reading_is_cancelled(parse: Make) -> None:
    worker, cancel = parse(), Cancel()
    with worker.open(b"page\f" * 5000 + b"last", "text/plain") as document, pytest.raises(Cancelled):
        for _ in document.pages(cancel):
            cancel.request()
    assert read(worker, b"next")[0].text == "next"


@pytest.mark.parametrize("at", [0, 1, 2], ids=["opening", "reading", "drawing"])
@pytest.mark.parametrize(
    ("act", "error", "state"),
    [
        ("crash", EngineCrashed, None),
        ("mistake", EngineCrashed, None),
        ("sleep", DocumentError, "timed out"),
        ("exhaust", DocumentError, "too large"),
        ("vanish", DocumentError, "too large"),
    ],
)
def test_a_file_that_does_harm_costs_itself_alone(
    parse: Make, at: int, act: str, error: type[Exception], state: str | None
) -> None:
    worker = parse("rogues")
    lines = ["", "", ""]
    lines[at] = act
    limits = SHORT if act == "sleep" else ParseLimits()
    with pytest.raises(error) as caught, worker.open("\n".join(lines).encode(), "text/plain", limits) as document:
        list(document.pages(Cancel()))
        document.render(0, 1.0)
    assert getattr(caught.value, "state", None) == state
    assert len(read(worker, b"harmless")) == 3


def test_a_page_that_lies_ends_the_process(parse: Make) -> None:
    worker = parse("rogues")
    with worker.open(b"\nspans", "text/plain") as document, pytest.raises(EngineCrashed, match="no answer"):
        list(document.pages(Cancel()))
    assert worker.state == "off"


def test_a_document_of_a_process_that_has_ended_says_so(parse: Make) -> None:
    worker = parse()
    with worker.open(TEXT.encode(), "text/plain") as document:
        worker.release()
        with pytest.raises(EngineCrashed, match="open it again"):
            document.render(0, 1.0)
        assert len(read(worker, b"next")) == 1
        with pytest.raises(EngineCrashed, match="open it again"):
            list(document.pages(Cancel()))


def test_an_end_under_a_limit_of_memory_is_told_as_such(launcher: DirectLauncher) -> None:
    spec = WorkerSpec("muniment_engines.conformance.rogues:parse", "parse", {}, memory_bytes=3 << 30)
    with (
        ParseWorker(launcher, spec) as worker,
        pytest.raises(DocumentError, match="memory") as caught,
        worker.open(b"\ncrash", "text/plain") as document,
    ):
        list(document.pages(Cancel()))
    assert caught.value.state == "too large"
