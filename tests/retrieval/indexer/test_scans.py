"""Pages that are pictures, recognised by a confined process behind everything else: what comes first, and what is cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from muniment_engines.api import Cancel
from muniment_engines.conformance.fakes import SCANNED
from muniment_engines.errors import EngineCrashed
from muniment_engines.host import WorkerSpec
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.indexer import IndexerClient
from muniment_retrieval.indexer.scans import SECONDS
from muniment_retrieval.model import IndexReport, Progress, Scan
from muniment_retrieval.vault import Vault

ROLES = {
    "indexer": ("muniment_retrieval.indexer:main", "indexer"),
    "worker": ("muniment_engines.worker:main", "worker"),
}
PARSE = WorkerSpec("muniment_engines.conformance.fakes:parse", "parse", {})
EMBED = WorkerSpec("muniment_engines.conformance.fakes:embed", "embed", {})
OCR = WorkerSpec("muniment_engines.conformance.fakes:ocr", "ocr", {"confidence": 0.75})
ROGUE = WorkerSpec("muniment_engines.conformance.rogues:ocr", "ocr", {})
NOBODY = WorkerSpec("no_such_module:engine", "ocr", {})
PAGES = 6
FILLING = """What else is agreed upon here
is of no importance to the test,
but a file is no text where one
character in a hundred is none."""

Make = Callable[..., IndexerClient]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A document whose pages are pictures, but for its first."""
    path = tmp_path / "scan.txt"
    pictures = [f"{SCANNED}Page {number} of the lease.\n\nRent number{number} is due.\n{FILLING}" for number in range(1, PAGES)]
    path.write_text("\f".join(["This page is text.", *pictures]))
    return path


@pytest.fixture
def client(vault: Vault) -> Iterator[Make]:
    made: list[IndexerClient] = []

    def make(ocr: WorkerSpec | None = OCR) -> IndexerClient:
        for one in made:
            one.close()  # one indexer at a time has a vault
        made.append(IndexerClient(DirectLauncher(ROLES), vault.folder, vault.key, [PARSE], EMBED, ocr))
        return made[-1]

    yield make
    for one in made:
        one.close()


def scans(vault: Vault, state: Scan) -> list[int]:
    """The pages in this state, of the only document."""
    document = vault.documents()[0]
    assert document.state == "read", document.reason
    return [page.index for page in vault.pages(document.id) if page.scan is state]


def next_of(events: Iterator[Progress | IndexReport], stage: str, done: int = 0) -> Progress:
    """The next event of a stage that is so far."""
    return next(e for e in events if isinstance(e, Progress) and e.stage == stage and e.done >= done)


def seen(events: Iterable[Progress | IndexReport], stage: str) -> list[Progress]:
    return [event for event in events if isinstance(event, Progress) and event.stage == stage]


def test_pictures_are_read_after_everything_else(client: Make, vault: Vault, scan: Path) -> None:
    events = list(client().index([scan], Cancel()))
    told = seen(events, "recognising")
    assert [event.done for event in told] == list(range(PAGES))
    assert {event.total for event in told} == {PAGES - 1}
    assert told[0].seconds_left == pytest.approx(SECONDS * (PAGES - 1), rel=0.05), "its end is forecast before it starts"
    stages = [event.stage for event in events if isinstance(event, Progress)]
    assert stages.index("recognising") > stages.index("meaning") > stages.index("reading")
    assert scans(vault, Scan.READ) == list(range(1, PAGES))
    assert 0 < (vault.seconds_a_scan() or 0) < 5


def test_what_a_picture_says_is_found_and_lit(client: Make, vault: Vault, scan: Path) -> None:
    list(client().index([scan], Cancel()))
    (document,) = vault.documents()
    page = vault.page(document.id, 3)
    assert page.text == f"Page 3 of the lease.\n\nRent number3 is due.\n{FILLING}"
    assert page.confidence == pytest.approx(0.75)
    assert [page.text[a:b] for a, b in page.words.spans] == page.text.split()
    found = vault.connection.execute("SELECT rowid FROM passages_fts WHERE passages_fts MATCH 'number3'").fetchall()
    (passage,) = vault.passages([row[0] for row in found])
    assert (passage.page_index, page.text[passage.start : passage.end]) == (3, passage.text)
    counts = vault.counts()
    assert counts["vectors"] == counts["passages"] == document.passage_count == PAGES
    assert document.scans == 0


def test_without_an_engine_pictures_wait_for_one(client: Make, vault: Vault, scan: Path) -> None:
    list(client(None).index([scan], Cancel()))
    assert scans(vault, Scan.WAITING) == list(range(1, PAGES))
    assert vault.documents()[0].scans == PAGES - 1
    list(client().index([], Cancel()))
    assert scans(vault, Scan.WAITING) == []


def test_an_engine_that_does_not_start_leaves_them_waiting_and_says_why(client: Make, vault: Vault, scan: Path) -> None:
    events = list(client(NOBODY).index([scan], Cancel()))
    assert [event.state for event in seen(events, "recognising")] == ["failed"]
    assert seen(events, "recognising")[0].reason
    assert isinstance(events[-1], IndexReport)
    assert scans(vault, Scan.WAITING) == list(range(1, PAGES))


def test_the_page_that_a_person_looks_at_comes_next(client: Make, vault: Vault, scan: Path) -> None:
    list(client(None).index([scan], Cancel()))
    (document,) = vault.documents()
    indexer = client()
    events = indexer.index([], Cancel())
    assert next_of(events, "recognising").done == 0
    indexer.pause()
    indexer.prefer(document.id, 4)
    paused = next_of(events, "paused")
    before = scans(vault, Scan.READ)
    assert len(before) == paused.done
    indexer.resume()
    next_of(events, "recognising")
    assert set(scans(vault, Scan.READ)) - set(before) == {4}
    list(events)
    assert scans(vault, Scan.WAITING) == []


def test_a_cancel_keeps_what_was_read(client: Make, vault: Vault, scan: Path) -> None:
    indexer, cancel = client(), Cancel()
    report = None
    for event in indexer.index([scan], cancel):
        if isinstance(event, Progress) and event.stage == "recognising" and event.done == 2:
            cancel.request()
        report = event
    assert isinstance(report, IndexReport)
    assert report.cancelled
    assert len(scans(vault, Scan.READ)) >= 2
    list(indexer.index([], Cancel()))
    assert scans(vault, Scan.READ) == list(range(1, PAGES))
    assert vault.counts()["vectors"] == PAGES


def test_it_goes_on_where_it_was_killed(client: Make, vault: Vault, scan: Path) -> None:
    indexer = client()
    events = indexer.index([scan], Cancel())
    next_of(events, "recognising", done=1)
    indexer.pause()
    next_of(events, "paused")
    indexer.resume()
    assert indexer._child is not None
    indexer._child.kill()
    with pytest.raises(EngineCrashed):
        list(events)
    read = scans(vault, Scan.READ)
    assert 0 < len(read) < PAGES - 1
    told = seen(list(client().index([scan], Cancel())), "recognising")
    assert told[0].total == PAGES - 1 - len(read), "what was read is not read again"
    assert scans(vault, Scan.READ) == list(range(1, PAGES))
    assert vault.counts()["vectors"] == vault.counts()["passages"] == PAGES


def test_a_page_that_takes_the_engine_down_costs_itself(client: Make, vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("\f".join(f"{SCANNED}{text}\n{FILLING}" for text in ("crash", "harmless", "crash", "good")))
    events = list(client(ROGUE).index([path], Cancel()))
    assert scans(vault, Scan.FAILED) == [0, 2]
    assert scans(vault, Scan.READ) == [1, 3]
    assert [event.state for event in seen(events, "recognising")].count("failed") == 2


def test_an_engine_that_always_goes_down_is_given_up(client: Make, vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("\f".join([f"{SCANNED}crash\n{FILLING}"] * 5))
    events = list(client(ROGUE).index([path], Cancel()))
    assert isinstance(events[-1], IndexReport)
    assert len(scans(vault, Scan.FAILED)) == 2
    assert len(scans(vault, Scan.WAITING)) == 3
    assert seen(events, "recognising")[-1].reason
