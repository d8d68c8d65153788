"""How often the page that holds the answer is among the first: `python tests/bench/bench_retrieval.py --sets FOLDER`."""

from __future__ import annotations

from eval_sets import arguments, indexed, questions, show_figures

SETS = (("contracts_pdf", "document"), ("contracts_pdf", "corpus"), ("pageqa_ntsb", "corpus"))


def main() -> None:
    options = arguments(__doc__ or "").parse_args()
    for name, scope in SETS:
        file = questions(options.sets, name)
        if file is not None:
            with indexed(file, options.vaults) as vault:
                show_figures(file, vault, scope, "--retrieve-only")


if __name__ == "__main__":
    main()
