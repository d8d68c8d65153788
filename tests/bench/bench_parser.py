"""Whether every file of a messy folder ends as pages or with a reason: `python tests/bench/bench_parser.py --sets FOLDER`.

The set `parser` has `manifest.jsonl` with lines of file, type and, where there is an expected text, expected_md. Of that, the
share of its words that was read counts, each as often as it stands there; Markdown's own signs, and the addresses that links
lead to, are not words that anybody sees. Markdown knows no merged cells, and says their text once for each: the second figure
counts what is said in neighbouring cells of a row once.
"""

from __future__ import annotations

import html
import json
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from doors import Ended, bundled_engines, counted, through
from eval_sets import arguments
from muniment_engines.api import ParseLimits

WORST = 10
_COMMENT = re.compile(r"<!--.*?-->|!\[[^\]]*\]\(data:[^)]*\)|</?[a-z][^<>]{0,200}>", re.S)
_TARGET = re.compile(r"\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_WORD = re.compile(r"\w+")


def main() -> None:
    options = arguments(__doc__ or "").parse_args()
    folder = Path(options.sets) / "parser" if options.sets else None
    if folder is None or not (folder / "manifest.jsonl").exists():
        print("parser: skipped, for no such set lies in the folder that --sets or MUNIMENT_EVAL_SETS names")
        return
    lines = [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    with bundled_engines() as engines:
        found = [(line, through(engines, (folder / line["file"]).read_bytes(), line["file"], ParseLimits())) for line in lines]
    recalls = {
        line["file"]: word_recall((folder / line["expected_md"]).read_text(encoding="utf-8"), ended.text)
        for line, ended in found
        if line.get("expected_md")
    }
    once = {
        line["file"]: word_recall(merged_once((folder / line["expected_md"]).read_text(encoding="utf-8")), ended.text)
        for line, ended in found
        if line.get("expected_md")
    }
    _table(found, recalls, once)
    _worst(found, recalls)


def word_recall(expected: str, text: str) -> float:
    """The share of the expected words that are in the text, each as often as it is expected; 1 where none is expected."""
    wanted, there = words(_TARGET.sub("]", _COMMENT.sub(" ", expected)).replace("\\", "")), words(text)
    return sum((wanted & there).values()) / wanted.total() if wanted else 1.0


def merged_once(expected: str) -> str:
    """The expected text with cells left out that say what the one to their left says."""
    rows = (line.split("|") if line.lstrip().startswith("|") else [line] for line in expected.splitlines())
    return "\n".join(
        "|".join(
            cell for before, cell in zip([None, *cells], cells, strict=False) if before is None or before.strip() != cell.strip()
        )
        for cells in rows
    )


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", html.unescape(text)).lower().replace("_", " ")))


def _table(found: list[tuple[Mapping[str, str], Ended]], recalls: Mapping[str, float], once: Mapping[str, float]) -> None:
    heads = f"{'type':6}{'files':>6}{'read':>6}{'pages':>7}{'scans':>6}{'files in':>9}"
    print(f"{heads}{'longest':>9}{'recall':>8}{'once':>7} (of)  states")
    for kind in [*sorted({line["type"] for line, _ in found}), "all"]:
        of = [(line, ended) for line, ended in found if kind in (line["type"], "all")]
        pages = [page for _, ended in of for page in ended.pages]
        known = [line["file"] for line, _ in of if line["file"] in recalls]
        states = Counter(ended.state for _, ended in of)
        print(
            f"{kind:6}{len(of):6}{states['read']:6}{len(pages):7}{sum(page.scanned for page in pages):6}"
            f"{sum(len(ended.members) for _, ended in of):9}{max(ended.seconds for _, ended in of):8.1f}s"
            f"{_mean(recalls, known):>8}{_mean(once, known):>7} ({len(known)})  {counted(states)}"
        )


def _mean(recalls: Mapping[str, float], files: list[str]) -> str:
    return f"{statistics.mean(recalls[file] for file in files):.3f}" if files else ""


def _worst(found: list[tuple[Mapping[str, str], Ended]], recalls: Mapping[str, float]) -> None:
    print(f"\nthe {WORST} files of which the least was read, where it is known what stands in them")
    for file in sorted(recalls, key=lambda file: recalls[file])[:WORST]:
        print(f"  {recalls[file]:.3f}  {file}")
    print(f"\nthe {WORST} that took longest")
    for line, ended in sorted(found, key=lambda one: -one[1].seconds)[:WORST]:
        print(f"  {ended.seconds:6.1f} s  {len(ended.pages):4} pages  {line['file']}")
    print("\nthose that ended with a reason")
    for line, ended in found:
        if ended.state != "read":
            print(f"  {ended.state}: {ended.reason}  {line['file']}")
    print("\nthose that were read and have no text, and no page to be recognised")
    for line, ended in found:
        if ended.state == "read" and not ended.text.strip() and not any(page.scanned for page in ended.pages):
            print(f"  {line['file']}")


if __name__ == "__main__":
    main()
