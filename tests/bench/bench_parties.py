"""Who is party to each contract: `python tests/bench/bench_parties.py --sets FOLDER [--show]`: are the right names in the row?

The names are those that the sets' labels of the category "Parties" give, without what is in brackets. A name is right where it
and a label share most of their words. A row is whole where each of its names is right and no label is missing. Labels leave
some parties out and name others twice, so that a row may be right and not be whole.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from eval_sets import arguments, indexed, questions
from muniment_desktop import paths, settings
from muniment_desktop.roles import ROLES
from muniment_desktop.vault_session import VaultSession
from muniment_engines.api import Cancel
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.evaluation import figures
from muniment_retrieval.model import Scope
from muniment_retrieval.reading import Tabled, wanted_of
from muniment_retrieval.search.words import terms

SETS = ("contracts_pdf", "contracts_formats")
ENDINGS = (".pdf", ".docx", ".html", ".eml", ".txt", ".md")
_BRACKETS = re.compile(r"\([^()]*\)?|[\"“”][^\"“”]*[\"“”]")
_NO_NAME = re.compile(r"^\W*$|^\W*(?:and\b|each\b|collectively|individually|OICL and|“?\w+”? and together)", re.I)
_SHARE = 0.6


def names_of(label: str) -> list[str]:
    """The names of a label."""
    plain = (_BRACKETS.sub(" ", part).strip(" ,.") for part in label.split(";"))
    found = {" ".join(terms(name)): name for name in plain if not _NO_NAME.match(name) or "*" in name or "_" in name}
    return list(found.values())


def alike(one: str, other: str) -> bool:
    """Whether two names share most of their words; blanks are alike."""
    a, b = set(terms(one)), set(terms(other))
    if not a or not b:
        return not a and not b
    return len(a & b) >= _SHARE * min(len(a), len(b)) and len(a & b) * 2 >= min(max(len(a), len(b)), 2 * len(a & b))


def told(vault: Path) -> dict[str, str]:
    """The parties' cell of each file, that of what is attached to it where it names nobody itself."""
    wanted = wanted_of("List all parties")
    if wanted is None:
        raise SystemExit("The question is not recognised as one for every document.")
    with VaultSession.open(vault, DirectLauncher(ROLES), settings.load(paths.settings_file())) as session:
        tables = [e.table for e in session.read_through(wanted, Scope(), Cancel()) if isinstance(e, Tabled)]
    cells: dict[str, str] = {}
    for row in tables[-1].rows:
        file = next(part for part in Path(row.document.path).parts if Path(part).suffix in ENDINGS)
        cells[file] = (row.value if row.citation else "") or cells.get(file, "")
    return cells


def measure(name: str, lines: list[dict[str, list[str]]], cells: dict[str, str], *, show: bool) -> None:
    """Print the shares of names and rows that are right."""
    right: list[bool] = []
    found: list[bool] = []
    whole: list[bool] = []
    for line in lines:
        cell = cells[Path(str(line["doc"])).name]
        labels, said = names_of(line["answers"][0]), [part.strip() for part in cell.split(";") if part.strip()]
        here = [any(alike(s, label) for label in labels) for s in said]
        there = [any(alike(s, label) for s in said) for label in labels]
        right += here
        found += there
        whole.append(bool(said) and all(here) and all(there))
        if show and not whole[-1]:
            print(f"  {line['doc']}\n    told: {said}\n    label: {labels}")
    print(f"{name}: {len(lines)} contracts")
    for what, values in (("names that are right", right), ("labels that are found", found), ("rows that are whole", whole)):
        share = figures.share(values)
        print(f"  {what:24}{share.value:7.3f}   {sum(values)} of {share.n}   {share.interval}")


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--show", action="store_true", help="print the rows that are not whole")
    options = parser.parse_args()
    for name in SETS:
        file = questions(options.sets, name)
        if file is None:
            continue
        lines = [json.loads(text) for text in file.read_text(encoding="utf-8").splitlines() if text.strip()]
        lines = [line for line in lines if line["category"] == "Parties" and line["answers"]]
        with indexed(file, options.vaults) as vault:
            measure(name, lines, told(vault), show=options.show)


if __name__ == "__main__":
    main()
