"""How often the page that holds the answer is among the first: `python tests/bench/bench_retrieval.py --sets FOLDER`.

Each set is indexed into a vault of its own, through the command line, and every question that has an answer is searched for.
"""

from __future__ import annotations

import statistics

from eval_sets import answerable, arguments, indexed, is_gold, predictions, questions, share

SETS = (("contracts_pdf", "document"), ("contracts_pdf", "corpus"), ("pageqa_ntsb", "corpus"))
DEPTHS = (1, 3, 5, 10)


def main() -> None:
    options = arguments(__doc__ or "").parse_args()
    for name, scope in SETS:
        lines = [line for line in questions(options.sets, name) if answerable(line) and line.get("gold_pages_1based")]
        if not lines:
            continue
        with indexed(options.sets, name, options.vaults) as vault:
            found = predictions(lines, vault, scope, "--retrieve-only")
        print(f"{name}, scope {scope}")
        ranks = [_rank(line, found[line["id"]]["hits"]) for line in lines]
        for depth in DEPTHS:
            share(f"page recall@{depth}", (rank < depth for rank in ranks))
        print(f"  {'seconds, median':34}{statistics.median(p['seconds'] for p in found.values()):7.3f}")


def _rank(line: dict, hits: list[dict]) -> int:
    """The place, from 0, of the first page that holds the answer, among the different pages in the order of the hits."""
    pages: list[tuple[str, int]] = []
    for hit in hits:
        if is_gold(line, hit):
            return len(pages)
        page = (hit["document"], hit["page"])
        if page not in pages:
            pages.append(page)
    return 10**6


if __name__ == "__main__":
    main()
