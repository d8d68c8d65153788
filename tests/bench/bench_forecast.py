"""How right the forecast is: what was said of the time left, a tenth, a quarter and a half of the way, against what came.

    python tests/bench/bench_forecast.py [--model FOLDER] [--scans 0]

Three folders are made: notes; PDFs of very different lengths; notes, then PDFs, then pictures, as a folder comes that is read in
the order of its names. Each is indexed by real processes; with --model passages get vectors of that model, else a fake's. With
--scans so many pictures of pages are recognised too. An error of +0.25 means that a quarter too much was forecast.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from bench_index import FAKE, PDF, ROLES, TEXT, Keeper, make_pdf
from muniment_engines.api import Cancel
from muniment_engines.host import WorkerSpec
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.indexer import IndexerClient
from muniment_retrieval.model import IndexReport, Progress
from muniment_retrieval.vault import create_vault

IMAGE = WorkerSpec("muniment_engines.bundled.image", "parse", {})
OCR = WorkerSpec("muniment_engines.bundled.rapidocr_ocr", "ocr", {})
PARTS = (0.1, 0.25, 0.5)
LEAST = 5.0
"""Nothing is forecast of what takes less than this many seconds."""


def notes(folder: Path, count: int, chance: random.Random) -> None:
    folder.mkdir(parents=True)
    words = ["".join(chance.choices("aeilnorst", k=chance.randint(2, 9))) for _ in range(5_000)]
    for number in range(count):
        paragraphs = (" ".join(chance.choices(words, k=90)) + "." for _ in range(int(chance.paretovariate(1.2))))
        (folder / f"note {number:05}.txt").write_text("\n\n".join(paragraphs)[:400_000])


def pdfs(folder: Path, count: int, chance: random.Random) -> None:
    folder.mkdir(parents=True)
    for number in range(count):
        pages = min(60, int(2 * chance.paretovariate(0.9)))
        (folder / f"report {number:05}.pdf").write_bytes(make_pdf(pages, chance))


def pictures(folder: Path, count: int, chance: random.Random) -> None:
    from PIL import Image, ImageDraw

    folder.mkdir(parents=True)
    for number in range(count):
        picture = Image.new("L", (1240, 1754), 255)
        draw = ImageDraw.Draw(picture)
        for line in range(20):
            draw.text((120, 120 + 60 * line), " ".join(chance.choices(("lease", "rent", "month", "party"), k=8)), 0, font_size=28)
        picture.save(folder / f"scan {number:05}.png")


def said(folder: Path, embed: WorkerSpec, ocr: WorkerSpec | None) -> dict[str, list[tuple[float, float | None]]]:
    """For each stage, what was said of the time left, and when."""
    stages: dict[str, list[tuple[float, float | None]]] = {}
    with tempfile.TemporaryDirectory() as place, create_vault(Path(place) / "vault", [Keeper()]) as vault:
        client = IndexerClient(DirectLauncher(ROLES), vault.folder, vault.key, [PDF, TEXT, IMAGE], embed, ocr)
        last = ""
        for event in client.index([folder], Cancel()):
            stage = "" if isinstance(event, IndexReport) else event.stage
            if stage == "meaning" and "recognising" in stages:
                stage = "meaning of what was recognised"
            if stage != last and last:
                stages[last].append((perf_counter(), None))
            if isinstance(event, Progress):
                stages.setdefault(stage, []).append((perf_counter(), event.seconds_left))
            last = stage
        client.close()
    return stages


def show(mix: str, stages: dict[str, list[tuple[float, float | None]]]) -> None:
    for stage, told in stages.items():
        begun, ended = told[0][0], told[-1][0]
        if stage == "listing" or ended - begun < LEAST:
            continue
        errors = [error_at(begun + part * (ended - begun), ended, told) for part in PARTS]
        shown = ", ".join(f"{part:.0%}: {error}" for part, error in zip(PARTS, errors, strict=True))
        print(f"{mix}, {stage}, {ended - begun:.0f} s: {shown}", flush=True)


def error_at(moment: float, ended: float, told: Sequence[tuple[float, float | None]]) -> str:
    latest = next(((when, left) for when, left in reversed(told) if when <= moment and left is not None), None)
    if latest is None:
        return "nothing said"
    when, left = latest
    return f"{(left - (ended - when)) / (ended - when):+.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", type=Path)
    parser.add_argument("--scans", type=int, default=0)
    parser.add_argument("--size", type=float, default=1.0, help="how much is read, against the usual")
    options = parser.parse_args()
    embed = FAKE
    if options.model is not None:
        model = str(options.model.resolve())
        embed = WorkerSpec("muniment_engines.bundled.sentence_transformers_embed", "embed", {"model": model}, readable=(model,))
    many: Callable[[int], int] = lambda count: max(1, int(count * options.size))  # noqa: E731
    with tempfile.TemporaryDirectory() as place:
        base, chance = Path(place), random.Random(0)
        notes(base / "notes", many(1_500), chance)
        pdfs(base / "pdfs", many(150), chance)
        notes(base / "mix" / "a", many(700), chance)
        pdfs(base / "mix" / "b", many(70), chance)
        pictures(base / "mix" / "c", options.scans or 20, chance)
        for mix in ("notes", "pdfs", "mix"):
            show(mix, said(base / mix, embed, OCR if options.scans else None))


if __name__ == "__main__":
    main()
