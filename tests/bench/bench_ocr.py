"""How much of a scan is read, and how fast: `python tests/bench/bench_ocr.py --sets FOLDER [--pages 40] [--threads 2]`.

Pages of the set `contracts_pdf`, evenly chosen, are drawn at 200 dots an inch, turned askew by up to 2° and by quarter turns one
after the other, blurred, made noisy and pressed as JPEG. What a confined worker reads in them is compared with the text that the
PDF itself holds: the share of its words that were read, each as often as it stands there.
"""

from __future__ import annotations

import io
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
from bench_parser import word_recall, words
from doors import WORKER
from eval_sets import arguments
from muniment_engines.api import Cancel, Page, ParseLimits, Pixels, Words
from muniment_engines.bundled import pdf
from muniment_engines.host import OcrWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher
from muniment_engines.registry import find_engines
from muniment_retrieval.indexer.scans import DOTS
from muniment_retrieval.seen import page_of
from PIL import Image, ImageFilter

SET = "contracts_pdf"
FEWEST_WORDS = 100
"""A page with fewer says little of how much is read."""
ASKEW, TURNS = 2.0, (0, 90, 180, 270)
NOISE, SPECKS, QUALITY = 14.0, 0.002, 60
POINTS = 72
WORST = 8


@dataclass(frozen=True)
class Read:
    """What became of one page."""

    name: str
    turned: int
    found_turned: int
    recall: float
    confidence: float
    seconds: float
    missed: list[str]


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    folder = Path(options.sets) / SET / "docs" if options.sets else None
    entry = find_engines().get("rapidocr")
    if folder is None or not folder.is_dir():
        print(f"{SET}: skipped, for no such set lies in the folder that --sets or MUNIMENT_EVAL_SETS names")
        return
    if entry is None:
        print(f"{SET}: skipped, for no engine here reads pictures")
        return
    spec = WorkerSpec(entry.reference, "ocr", {"threads": options.threads})
    with OcrWorker(DirectLauncher(WORKER), spec) as worker:
        worker.start()
        found = [_read(worker, *chosen) for chosen in enumerate(_chosen(folder, options.pages))]
    _table(found)


def _chosen(folder: Path, count: int) -> Iterator[tuple[str, str, Pixels]]:
    """Name, text and picture of pages: one of each of so many documents, each further in than the last one's."""
    files = sorted(folder.glob("*.pdf"))
    for number in range(count):
        path = files[number * len(files) // count]
        document = pdf.open({}, Path()).open(memoryview(path.read_bytes()), "application/pdf", ParseLimits())
        pages = [page for page in document.pages(Cancel()) if words(page.text).total() >= FEWEST_WORDS and not page.scanned]
        if pages:
            page = pages[number % len(pages)]
            yield f"{path.name}, page {page.index + 1}", page.text, document.render(page.index, DOTS / POINTS)
        document.close()


def _read(worker: OcrWorker, number: int, chosen: tuple[str, str, Pixels]) -> Read:
    name, expected, pixels = chosen
    turned = TURNS[number % len(TURNS)]
    scanned = worn(pixels, turned, number)
    height, width, _ = scanned.data.shape
    begun = perf_counter()
    seen = worker.recognise(scanned, Cancel())
    seconds = perf_counter() - begun
    sheet = Page(0, "1", "", Words.none(), width * POINTS / DOTS, height * POINTS / DOTS)
    page, confidence = page_of(seen, DOTS / POINTS, sheet)
    missed = sorted((words(expected) - words(page.text)).elements())
    return Read(name, turned, seen.turned, word_recall(expected, page.text), confidence, seconds, missed)


def worn(pixels: Pixels, turned: int, seed: int) -> Pixels:
    """A page as a bad scanner gives it back."""
    chance = np.random.default_rng(seed)
    paper = Image.fromarray(pixels.data[:, :, :3]).convert("L")
    paper = paper.rotate(-turned - chance.uniform(-ASKEW, ASKEW), Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    blurred = np.asarray(paper.filter(ImageFilter.GaussianBlur(0.6)), np.float32)
    grey = 12 + blurred * 0.9 + chance.normal(0, NOISE, blurred.shape)
    specks = chance.random(grey.shape)
    grey[specks < SPECKS], grey[specks > 1 - SPECKS] = 0, 255
    pressed = io.BytesIO()
    Image.fromarray(grey.clip(0, 255).astype(np.uint8)).save(pressed, "JPEG", quality=QUALITY)
    return Pixels(np.array(Image.open(pressed).convert("RGBA")))


def _table(found: list[Read]) -> None:
    if not found:
        print(f"{SET}: skipped, for none of its pages has enough words")
        return
    print(f"{'turned':>6}{'pages':>7}{'recall':>9}{'least':>8}{'sure':>8}{'seconds a page':>16}")
    for turned in (*TURNS, None):
        of = [read for read in found if turned in (read.turned, None)]
        if of:
            recalls, sure = [read.recall for read in of], [read.confidence for read in of]
            print(
                f"{'all' if turned is None else f'{turned}°':>6}{len(of):7}{statistics.mean(recalls):9.4f}{min(recalls):8.4f}"
                f"{statistics.mean(sure):8.3f}{statistics.mean(read.seconds for read in of):16.2f}"
            )
    wrong = sum(read.turned != read.found_turned for read in found)
    print(f"\n{wrong} pages were taken to lie another way than they do\n\nthe {WORST} pages of which the least was read")
    for read in sorted(found, key=lambda read: read.recall)[:WORST]:
        print(f"  {read.recall:.4f}  sure {read.confidence:.3f}  {read.seconds:5.1f} s  {read.turned:3}°  {read.name}")
        print(f"          missed: {' '.join(read.missed[:20])}")


if __name__ == "__main__":
    main()
