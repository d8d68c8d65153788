"""How fast files become searchable, and which process the time goes into.

    python tests/bench/bench_index.py [FOLDER] [--model FOLDER] [--pages 2000] [--against 200]

Without FOLDER, PDFs of dense pages are made, as annual reports have them. First everything can be found by words, then by
meaning: with --model by a real embedding model, otherwise by a fake one, so that the figures are the indexer's own. Processor
seconds are told beside the clock's, because they stay the same on a machine that does other things too. With --against, so many
pages of the same PDFs are read the way LlamaIndex's PDFReader does it, pypdf's `extract_text()` page by page, in the same run.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

from muniment_desktop.keys import KeyFile
from muniment_engines.api import Cancel
from muniment_engines.host import WorkerSpec
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.indexer import IndexerClient
from muniment_retrieval.model import IndexReport, Progress
from muniment_retrieval.vault import Vault, create_vault

ROLES = {"indexer": ("muniment_retrieval.indexer:main", "indexer"), "worker": ("muniment_engines.worker:main", "worker")}
PDF = WorkerSpec("muniment_engines.bundled.pdf", "parse", {})
TEXT = WorkerSpec("muniment_engines.bundled.text", "parse", {})
FAKE = WorkerSpec("muniment_engines.conformance.fakes:embed", "embed", {})
PAGES_A_FILE, LINES, WORDS_A_LINE = 100, 48, 12
TICKS = os.sysconf("SC_CLK_TCK")


def make_pdf(pages: int, chance: random.Random) -> bytes:
    """A PDF of pages of text in Helvetica, written by hand."""
    words = ["".join(chance.choices("aeilnorst", k=chance.randint(2, 9))) for _ in range(4_000)]
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for _ in range(pages):
        lines = (" ".join(chance.choices(words, k=WORDS_A_LINE)) for _ in range(LINES))
        drawn = "BT /F1 9 Tf 14 TL 40 780 Td " + " ".join(f"({line}) '" for line in lines) + " ET"
        number = len(bodies) + 1
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn.encode("ascii")))
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % number
        )
    kids = " ".join(f"{number} 0 R" for number in range(5, len(bodies) + 1, 2))
    bodies[1] = f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode("ascii")
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\n"
    return bytes(file) + f"{end}startxref\n{len(file)}\n%%EOF\n".encode("ascii")


def make_files(folder: Path, pages: int) -> Path:
    folder.mkdir()
    chance = random.Random(0)
    for number in range(max(1, pages // PAGES_A_FILE)):
        (folder / f"report {number:03}.pdf").write_bytes(make_pdf(PAGES_A_FILE, chance))
    return folder


def processor_seconds(pid: int) -> Iterator[tuple[int, float, int]]:
    """Of a process and those that it started: number, seconds, and the most memory in MB."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{pid}/status").read_text()
        started = [int(n) for t in Path(f"/proc/{pid}/task").glob("*/children") for n in t.read_text().split()]
    except OSError:
        return  # it has ended
    peak = int(status.partition("VmHWM:")[2].split()[0]) // 1024
    yield pid, (int(fields[11]) + int(fields[12])) / TICKS, peak
    for other in started:
        yield from processor_seconds(other)


class Watch:
    """Notes what the indexer says, and what its processes have used by then."""

    def __init__(self) -> None:
        self.begun = perf_counter()
        self.used: dict[int, tuple[float, int]] = {}
        self.by_words: dict[int, tuple[float, int]] = {}
        self.stages: dict[str, float] = {}

    def note(self, event: Progress | IndexReport) -> None:
        stage = event.stage if isinstance(event, Progress) else "finished"
        if stage not in self.stages:
            self.stages[stage] = perf_counter() - self.begun
        if stage in ("meaning", "finished") or (isinstance(event, Progress) and event.state):
            for child in (int(n) for t in Path("/proc/self/task").glob("*/children") for n in t.read_text().split()):
                self.used |= {pid: (seconds, peak) for pid, seconds, peak in processor_seconds(child)}
        if stage == "reading":
            self.by_words = dict(self.used)


def run(vault: Vault, documents: Path, embed: WorkerSpec) -> None:
    client = IndexerClient(DirectLauncher(ROLES), vault.folder, vault.key, [PDF, TEXT], embed)
    watch = Watch()
    report = IndexReport()
    for event in client.index([documents], Cancel()):
        watch.note(event)
        report = event if isinstance(event, IndexReport) else report
    client.close()
    counts, stages = vault.counts(), watch.stages
    words = stages.get("meaning", stages["finished"])
    meaning = stages["finished"] - words
    print(f"{report.states}, {counts}")
    print(f"by words after {words:.1f} s: {counts['pages'] / words:.0f} pages/s")
    print(f"by meaning after another {meaning:.1f} s: {counts['vectors'] / max(meaning, 1e-3):.0f} passages/s")
    used = sum(seconds for seconds, _ in watch.by_words.values())
    print(f"until then {used:.1f} s of processor: {counts['pages'] / max(used, 1e-3):.0f} pages a processor second")
    for pid, (seconds, peak) in sorted(watch.used.items()):
        print(f"process {pid}: {seconds:.1f} s of processor, {peak} MB at most")


def read_with_pypdf(documents: Path, most: int) -> None:
    """Read pages spread over all PDFs of the folder; tells the pace, by the clock and by the processor."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    files = sorted(documents.rglob("*.pdf"))
    begun, used, pages = perf_counter(), process_time(), 0
    for file in files:
        try:
            reader = PdfReader(file)
            for number in range(min(len(reader.pages), max(1, most // len(files)))):
                reader.pages[number].extract_text()
                pages += 1
        except PyPdfError as error:
            print(f"pypdf does not read one of the files: {type(error).__name__}")
    seconds, used = perf_counter() - begun, process_time() - used
    print(f"pypdf, page by page: {pages} pages in {seconds:.1f} s: {pages / seconds:.1f} pages/s, ", end="")
    print(f"{pages / used:.1f} a processor second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--against", type=int, default=0, metavar="PAGES")
    parser.add_argument("--pages", type=int, default=2_000)
    options = parser.parse_args()
    embed = FAKE
    if options.model is not None:
        model = str(options.model.resolve())
        embed = WorkerSpec("muniment_engines.bundled.sentence_transformers_embed", "embed", {"model": model}, readable=(model,))
    with tempfile.TemporaryDirectory() as place, create_vault(Path(place) / "vault", [KeyFile(Path(place) / "keys")]) as vault:
        documents = options.folder or make_files(Path(place) / "documents", options.pages)
        run(vault, documents, embed)
        if options.against:
            read_with_pypdf(documents, options.against)


if __name__ == "__main__":
    main()
