"""How right the forecast is: what was said of the time left, a tenth, a quarter and a half of the way, against what came.

    python tests/bench/bench_forecast.py [--model FOLDER] [--scans 0]

Three folders are made, twice: notes; PDFs of very different lengths; notes, then PDFs, then pictures. The second of each is
indexed into the vault of the first, which remembers how fast this machine was. All is done by real processes; with --model
passages get vectors of that model, else a fake's. With --scans so many pictures of pages are recognised too. What is told is the
time until everything is done, also as each stage begins; an error of +0.25 means that a quarter too much was forecast.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from bench_index import FAKE, PDF, ROLES, TEXT, make_pdf
from muniment_desktop.keys import KeyFile
from muniment_engines.api import Cancel
from muniment_engines.host import WorkerSpec
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.indexer import IndexerClient
from muniment_retrieval.model import Progress
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


Told = list[tuple[float, str, float | None]]
"""When something was said, in which stage, and how long the rest would take."""


def said(folders: Sequence[Path], embed: WorkerSpec, ocr: WorkerSpec | None) -> list[Told]:
    """What was told while each folder was indexed, one after the other into one vault."""
    runs: list[Told] = []
    with tempfile.TemporaryDirectory() as place, create_vault(Path(place) / "vault", [KeyFile(Path(place) / "keys")]) as vault:
        client = IndexerClient(DirectLauncher(ROLES), vault.folder, vault.key, [PDF, TEXT, IMAGE], embed, ocr)
        for folder in folders:
            runs.append([(perf_counter(), "", None)])
            for event in client.index([folder], Cancel()):
                if isinstance(event, Progress):
                    runs[-1].append((perf_counter(), event.stage, event.seconds_left))
            runs[-1].append((perf_counter(), "", None))
        client.close()
    return runs


def show(mix: str, told: Told) -> None:
    begun, ended = told[0][0], told[-1][0]
    if ended - begun < LEAST:
        return
    moments = {f"{part:.0%}": begun + part * (ended - begun) for part in PARTS}
    for stage in ("reading", "meaning", "recognising"):
        first = next((when for when, of, left in told if of == stage and left is not None), None)
        if first is not None and ended - first >= LEAST:
            moments[f"{stage} begins"] = first
    shown = ", ".join(f"{name}: {error_at(moment, ended, told)}" for name, moment in moments.items())
    print(f"{mix}, {ended - begun:.0f} s: {shown}", flush=True)


def error_at(moment: float, ended: float, told: Told) -> str:
    latest = next(((when, left) for when, _, left in reversed(told) if when <= moment and left is not None), None)
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
        for number, time in enumerate(("first", "second")):
            base, chance = Path(place) / time, random.Random(number)
            notes(base / "notes", many(1_500), chance)
            pdfs(base / "pdfs", many(150), chance)
            notes(base / "mix" / "a", many(700), chance)
            pdfs(base / "mix" / "b", many(70), chance)
            pictures(base / "mix" / "c", options.scans or 20, chance)
        for mix in ("notes", "pdfs", "mix"):
            folders = [Path(place) / time / mix for time in ("first", "second")]
            for time, told in zip(("first", "second"), said(folders, embed, OCR if options.scans else None), strict=True):
                show(f"{mix}, {time} folder", told)


if __name__ == "__main__":
    main()
