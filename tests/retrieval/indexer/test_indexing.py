"""Files into a vault through the real indexer: all kinds of files, engines that misbehave, and whoever is impatient."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from muniment_engines.api import Cancel, Cancelled
from muniment_engines.errors import EngineCrashed, EngineError
from muniment_engines.host import WorkerSpec
from muniment_retrieval.model import IndexReport, Progress, VaultBusy, VaultError, WrongKey
from muniment_retrieval.vault import Vault, open_vault

ROGUE = WorkerSpec("muniment_engines.conformance.rogues:parse", "parse", {})
ROGUE_EMBED = WorkerSpec("muniment_engines.conformance.rogues:embed", "embed", {})
MISSING = WorkerSpec("no_such_module:engine", "embed", {})
MISSING_PARSER = WorkerSpec("no_such_module:engine", "parse", {})


def make_long(file: Path, pages: int = 20_000) -> None:
    """A file that takes so long to read that whoever gives an order meanwhile is faster."""
    file.write_text("A page of very many.\f" * pages)


def texts(vault: Vault) -> dict[str, list[str]]:
    return {d.name: [p.text for p in vault.pages(d.id)] for d in vault.documents()}


def test_what_is_indexed_is_in_the_vault(client, run, vault: Vault, papers: Path) -> None:
    report, events = run(client(), papers)
    assert report == IndexReport({"read": 3}, 0, False)
    assert vault.counts() == {"documents": 3, "pages": 6, "passages": 6, "vectors": 6}
    assert texts(vault)["one.txt"] == ["This is the first page of one.", "And this is its second page, on subject one."]
    assert all(d.meaning and d.words and d.parser == "plain" for d in vault.documents())
    assert events[0] == Progress("listing", 0, 0)
    read = [e for e in events if e.stage == "reading" and e.state]
    assert [(e.done, e.total, Path(e.path).name) for e in read] == [(1, 3, "one.txt"), (2, 3, "three.txt"), (3, 3, "two.txt")]
    meaning = [(e.done, e.total) for e in events if e.stage == "meaning"]
    assert (meaning[0], meaning[-1]) == ((0, 6), (6, 6))
    assert [e.stage for e in events] == sorted((e.stage for e in events), key=["listing", "reading", "meaning"].index)


def test_what_is_there_already_is_left_alone(client, run, vault: Vault, papers: Path) -> None:
    indexer = client()
    run(indexer, papers)
    before, generation = vault.documents(), vault.generation()
    assert run(indexer, papers)[0] == IndexReport({}, 3, False)
    assert (vault.documents(), vault.generation()) == (before, generation)


def test_another_time_and_the_same_content_is_no_change(client, run, vault: Vault, papers: Path) -> None:
    indexer = client()
    run(indexer, papers)
    os.utime(papers / "one.txt", ns=(1, 1))
    assert run(indexer, papers)[0] == IndexReport({}, 3, False)
    assert vault.resolve("one.txt").modified_ns == 1
    assert vault.resolve("one.txt").meaning


def test_a_changed_file_is_read_again_and_only_that(client, run, vault: Vault, papers: Path) -> None:
    indexer = client()
    run(indexer, papers)
    (papers / "one.txt").write_text("Quite another text.")
    assert run(indexer, papers)[0] == IndexReport({"read": 1}, 2, False)
    assert texts(vault)["one.txt"] == ["Quite another text."]
    assert vault.counts() == {"documents": 3, "pages": 5, "passages": 5, "vectors": 5}
    assert not vault.cleaning.needed()


def test_bad_files_are_told_and_the_rest_goes_on(client, run, vault: Vault, papers: Path) -> None:
    (papers / "empty.txt").touch()
    (papers / "blank.txt").write_text(" \n ")
    (papers / "picture.png").write_bytes(b"\x89PNG\r\n")
    (papers / "latin.txt").write_bytes(b"caf\xe9 " * 20)
    os.mkfifo(papers / "pipe")
    (papers / "loop").symlink_to("loop")
    indexer = client()
    report, _ = run(indexer, papers, papers / "gone.txt")
    assert report.states == {"read": 3, "empty": 2, "not supported": 2, "damaged": 1, "failed": 1, "vanished": 1}
    assert all(d.reason.endswith(".") for d in vault.documents() if d.state != "read")
    generation = vault.generation()
    again, _ = run(indexer, papers)
    assert again.unchanged == 5  # what was read, the blank one, and the picture
    assert vault.generation() == generation


@pytest.mark.skipif(sys.platform != "linux", reason="names elsewhere are Unicode")
def test_names_of_any_bytes(client, run, vault: Vault, papers: Path) -> None:
    for name in (b"caf\xe9.txt", "ü".encode() * 125 + b".txt", b"new\nline \xf0\x9f\x98\x80.txt"):
        (papers / os.fsdecode(name)).write_text(f"A text under a strange name of {len(name)} bytes.")
    indexer = client()
    assert run(indexer, papers)[0].states == {"read": 6}
    assert {d.name for d in vault.documents()} >= {"caf<e9>.txt", "new\nline \U0001f600.txt"}
    assert run(indexer, papers)[0].unchanged == 6


def test_an_empty_folder(client, run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run(client(), tmp_path / "empty")[0] == IndexReport({}, 0, False)


def test_very_many_paths_fit(client, run, papers: Path) -> None:
    paths = [papers / f"{'not there ' * 15}{number}.txt" for number in range(3_000)]
    report, _ = run(client(embed=None), *paths[:1], papers, *[papers / "one.txt"] * 20_000)
    assert report.states == {"read": 3, "vanished": 1}


# ── what was read once ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "state"), [(b"", "empty"), (b"caf\xe9 " * 9, "damaged"), (b"PK\x03\x04", "not supported"), (None, "vanished")]
)
def test_what_was_read_is_never_lost(client, run, vault: Vault, papers: Path, content: bytes | None, state: str) -> None:
    indexer, file = client(), papers / "one.txt"
    run(indexer, papers)
    before = texts(vault)
    original = file.read_bytes()
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    report, _ = run(indexer, file)
    assert report.states == {state: 1}
    document = vault.resolve("one.txt")
    assert (document.state, document.meaning, texts(vault)) == ("read", True, before)
    assert document.reason.endswith("What was read of it before is kept.")
    file.write_bytes(original)
    assert run(indexer, file)[0] == IndexReport({}, 1, False)
    assert vault.resolve("one.txt").reason == ""


def test_a_vanished_file_keeps_its_text_when_its_folder_is_read_again(client, run, vault: Vault, papers: Path) -> None:
    indexer = client()
    run(indexer, papers)
    before = texts(vault)
    (papers / "one.txt").unlink()
    assert run(indexer, papers)[0] == IndexReport({}, 2, False)
    assert texts(vault) == before


# ── engines that misbehave ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("act", ["crash", "vanish", "mistake", "leave", "exhaust"])
def test_a_file_that_takes_its_parser_down_costs_that_file_alone(client, run, vault: Vault, papers: Path, act: str) -> None:
    rogue_for_text = WorkerSpec(f"{Path(__file__).stem}_engines:parse", "parse", {}, extra_path=(str(papers.parent / "engine"),))
    _write_engine(papers.parent / "engine")
    (papers / "one.txt").write_text(act)
    (papers / "three.txt").write_text(f"a page\n{act}")
    report, _ = run(client(rogue_for_text), papers)
    assert report.states.pop("read") == 1
    assert sum(report.states.values()) == 2
    assert not report.cancelled
    assert [d.name for d in vault.documents() if d.state == "read"] == ["two.txt"]


def _write_engine(folder: Path) -> None:
    """The rogue parser, which says of itself that it reads plain text."""
    folder.mkdir()
    (folder / f"{Path(__file__).stem}_engines.py").write_text(
        "from dataclasses import replace\n"
        "from muniment_engines.conformance import rogues\n"
        "class Engine:\n"
        "    def describe(self): return replace(rogues.parse.describe(), media_types=('text/plain',))\n"
        "    def open(self, settings, private_folder): return rogues.parse.open(settings, private_folder)\n"
        "parse = Engine()\n"
    )


def test_without_the_embedder_words_still_work_and_the_run_ends(client, run, vault: Vault, papers: Path) -> None:
    without = client(embed=MISSING)
    report, events = run(without, papers)
    without.close()
    assert report == IndexReport({"read": 3}, 0, False)
    (failed,) = [e for e in events if e.stage == "meaning"]
    assert failed.state == "failed"
    assert failed.reason
    assert [d.words and not d.meaning for d in vault.documents()] == [True] * 3
    run(client(), papers)
    assert all(d.meaning for d in vault.documents())


@pytest.mark.parametrize("act", ["crash", "mistake", "nan", "short"])
def test_an_embedder_that_misbehaves_costs_the_meaning_alone(client, run, vault: Vault, papers: Path, act: str) -> None:
    (papers / "one.txt").write_text(act)
    folder = papers.parent / "engine"
    folder.mkdir()
    (folder / "first_line_embed.py").write_text(
        "from muniment_engines.conformance import rogues\n"
        "class Embed(rogues.RogueEmbed):\n"
        "    def encode(self, texts, role): return super().encode([t.rsplit('\\n', 1)[-1] for t in texts], role)\n"
        "class Engine:\n"
        "    describe = staticmethod(rogues.embed.describe)\n"
        "    def open(self, settings, private_folder): return Embed()\n"
        "embed = Engine()\n"
    )
    spec = WorkerSpec("first_line_embed:embed", "embed", {}, extra_path=(str(folder),))
    report, events = run(client(embed=spec), papers)
    assert report.states == {"read": 3}
    assert events[-1].stage == "meaning"
    assert events[-1].state == "failed"
    assert vault.counts()["vectors"] == 0


def test_one_parser_that_does_not_start_is_told_and_the_others_work(client, run, papers: Path) -> None:
    report, events = run(
        client(MISSING_PARSER, more=(WorkerSpec("muniment_engines.conformance.fakes:parse", "parse", {}),)), papers
    )
    assert report.states == {"read": 3}
    assert [e.state for e in events if e.reason] == ["failed"]


def test_without_any_parser_the_reason_is_told(client, run, papers: Path, vault: Vault) -> None:
    with pytest.raises(EngineError):
        run(client(MISSING_PARSER), papers)
    assert vault.documents() == []


def test_another_embedder_has_vectors_of_its_own(client, run, vault: Vault, papers: Path) -> None:
    first = client()
    run(first, papers)
    first.close()
    run(client(embed=ROGUE_EMBED), papers)
    assert vault.connection.execute("SELECT count(*) FROM vectors").fetchone() == (12,)
    assert vault.counts()["vectors"] == 6


# ── whoever is impatient ─────────────────────────────────────────────────────────────────────────────────────────────


def test_cancelling_keeps_what_is_done_and_the_next_run_goes_on(client, run, vault: Vault, papers: Path) -> None:
    indexer, cancel = client(), Cancel()
    last = (papers / "two.txt").read_text()
    make_long(papers / "two.txt", 200_000)
    report = None
    for event in indexer.index([papers], cancel):
        if isinstance(event, Progress) and event.state == "read":
            cancel.request()
        report = event
    assert isinstance(report, IndexReport)
    assert report.cancelled
    assert 1 <= len(vault.documents()) < 3
    (papers / "two.txt").write_text(last)
    again, _ = run(indexer, papers)
    assert again.unchanged == report.states["read"]
    assert vault.counts()["vectors"] == 6


def test_what_was_cancelled_before_it_began_reads_nothing(client, run, vault: Vault, papers: Path) -> None:
    make_long(papers / "one.txt")
    cancel = Cancel()
    cancel.request()
    report, _ = run(client(), papers, cancel=cancel)
    assert report.cancelled
    assert len(vault.documents()) < 3


def test_pause_and_resume(client, vault: Vault, papers: Path) -> None:
    make_long(papers / "one.txt")
    indexer = client()
    paused = False
    for event in indexer.index([papers], Cancel()):
        if isinstance(event, Progress) and event.stage == "listing":
            indexer.pause()
        if isinstance(event, Progress) and event.stage == "paused":
            paused = True
            assert len(vault.documents()) < 3
            indexer.resume()
    assert paused
    counts = vault.counts()
    assert (counts["documents"], counts["vectors"]) == (3, counts["passages"])


def test_a_paused_run_can_be_cancelled(client, papers: Path) -> None:
    make_long(papers / "one.txt")
    indexer, cancel = client(), Cancel()
    report = None
    for event in indexer.index([papers], cancel):
        if isinstance(event, Progress) and event.stage == "listing":
            indexer.pause()
        if isinstance(event, Progress) and event.stage == "paused":
            cancel.request()
        report = event
    assert isinstance(report, IndexReport)
    assert report.cancelled


def test_to_stop_iterating_ends_the_indexer_and_the_next_call_starts_another(client, run, papers: Path) -> None:
    indexer = client()
    events = indexer.index([papers], Cancel())
    next(events)
    events.close()
    assert run(indexer, papers)[0].states.get("read", 0) + run(indexer, papers)[0].unchanged >= 3


def test_an_indexer_that_ends_is_told_and_the_next_call_starts_another(client, run, vault: Vault, papers: Path) -> None:
    last = (papers / "two.txt").read_text()
    make_long(papers / "two.txt", 200_000)
    indexer = client()
    with pytest.raises(EngineCrashed, match="what was read is kept"):
        for event in indexer.index([papers], Cancel()):
            if isinstance(event, Progress) and event.state == "read":
                os.killpg(indexer._child._process.pid, signal.SIGKILL)
    (papers / "two.txt").write_text(last)
    assert run(indexer, papers)[0].unchanged >= 1
    assert vault.counts()["vectors"] == 6


def test_two_calls_come_one_after_the_other(client, papers: Path, vault: Vault) -> None:
    indexer = client()
    stages: list[tuple[str, str]] = []

    def index(name: str) -> None:
        for event in indexer.index([papers], Cancel()):
            stages.append((name, type(event).__name__))

    threads = [threading.Thread(target=index, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = [name for name, _ in stages]
    assert names in (sorted(names), sorted(names, reverse=True))
    assert vault.counts()["documents"] == 3


def test_whoever_waits_for_another_call_can_give_up(client, papers: Path) -> None:
    indexer, cancel = client(), Cancel()
    first = indexer.index([papers], Cancel())
    next(first)
    cancel.request()
    with pytest.raises(Cancelled):
        next(indexer.index([papers], cancel))
    first.close()


def test_a_second_indexer_is_told_to_wait(client, run, papers: Path) -> None:
    busy, late = client(), client()
    run(busy, papers)
    with pytest.raises(VaultBusy, match="wait until it has finished"):
        run(late, papers)
    busy.close()
    assert run(late, papers)[0].unchanged == 3


def test_a_vault_that_cannot_be_opened_is_told(vault: Vault, run, papers: Path) -> None:
    from muniment_engines.launcher import DirectLauncher
    from muniment_retrieval.indexer import IndexerClient

    roles = {"indexer": ("muniment_retrieval.indexer:main", "indexer")}
    for folder, key, error in ((vault.folder, bytes(32), WrongKey), (papers, vault.key, VaultError)):
        indexer = IndexerClient(DirectLauncher(roles), folder, key, [], None)
        with pytest.raises(error):
            run(indexer, papers)
        indexer.close()


def test_what_is_read_while_it_is_being_removed_from_the_window(client, vault: Vault, papers: Path) -> None:
    """The window forgets documents while the indexer works: neither waits for long, and both have their way."""
    for number in range(30):
        (papers / f"more{number}.txt").write_text("\f".join(f"Page {i} of many on subject {number}." for i in range(20)))
    forgotten = 0
    with open_vault(vault.folder, vault.key, write=True) as window:
        for event in client().index([papers], Cancel()):
            if isinstance(event, Progress) and event.state == "read" and event.done % 5 == 0:
                window.forget([window.documents()[0].id])
                forgotten += 1
    assert len(vault.documents()) == 33 - forgotten
    assert vault.counts()["vectors"] == vault.counts()["passages"]
