"""Lists and counts: `python tests/bench/bench_lists.py --sets FOLDER`: are the right documents in the table?

Forty questions of ours over the contracts of `contracts_pdf`; which documents belong into each answer is told by the labels of
the set. A label is there for some documents of each category only, and only those count. Most categories are labelled where a
clause is there, and not where it is not: their precision says nothing, so the precision of the others is told apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval_sets import arguments, indexed, questions
from muniment_desktop import paths, settings
from muniment_desktop.roles import ROLES
from muniment_desktop.vault_session import VaultSession
from muniment_engines.api import Cancel
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.evaluation import figures
from muniment_retrieval.model import Scope
from muniment_retrieval.reading import Forecast, Table, Tabled, wanted_of

SET = "contracts_pdf"

Line = dict[str, Any]
Fits = Callable[[Line], bool]


@dataclass(frozen=True)
class Asked:
    """A question, the category whose labels answer it, and which of its lines say yes."""

    question: str
    category: str
    fits: Fits


def there(line: Line) -> bool:
    return not line.get("clause_absent")


def missing(line: Line) -> bool:
    return bool(line.get("clause_absent"))


def says(pattern: str) -> Fits:
    return lambda line: there(line) and any(re.search(pattern, answer, re.I) for answer in line["answers"])


def says_not(pattern: str) -> Fits:
    return lambda line: there(line) and not says(pattern)(line)


def year(compare: Callable[[int], bool]) -> Fits:
    def fits(line: Line) -> bool:
        found = [int(y) for answer in line["answers"] for y in re.findall(r"/(\d{4}|\d\d)(?![\d/])", answer)]
        years = [y if y > 99 else y + (2000 if y < 50 else 1900) for y in found]
        return bool(years) and compare(years[0])

    return fits


QUESTIONS = (
    Asked("Which of these contracts have a cap on liability?", "Cap On Liability", there),
    Asked("How many agreements have an exclusivity clause?", "Exclusivity", there),
    Asked("Which contracts have a non-compete clause?", "Non-Compete", there),
    Asked("Do any of these agreements contain a most favoured nation clause?", "Most Favored Nation", there),
    Asked("List all contracts that restrict soliciting or hiring employees", "No-Solicit Of Employees", there),
    Asked("Which contracts restrict a party from soliciting customers?", "No-Solicit Of Customers", there),
    Asked("Which of these contracts have a non-disparagement clause?", "Non-Disparagement", there),
    Asked("Which contracts require insurance?", "Insurance", there),
    Asked("List all agreements that give a party the right to audit books or records", "Audit Rights", there),
    Asked("Which of the contracts can be terminated without cause?", "Termination For Convenience", there),
    Asked("Which contracts require consent to assignment?", "Anti-Assignment", there),
    Asked("How many contracts have a minimum purchase commitment?", "Minimum Commitment", there),
    Asked("Which agreements grant a licence?", "License Grant", there),
    Asked("Which of these agreements contain a non-transferable licence?", "Non-Transferable License", there),
    Asked("Which contracts provide for revenue or profit sharing?", "Revenue/Profit Sharing", there),
    Asked("Which agreements have obligations that continue after termination?", "Post-Termination Services", there),
    Asked("Which contracts have a warranty period?", "Warranty Duration", there),
    Asked("List all agreements with a covenant not to sue or not to contest IP rights", "Covenant Not To Sue", there),
    Asked("Which contracts assign intellectual property to the other party?", "Ip Ownership Assignment", there),
    Asked("Show me all contracts that have a change of control clause", "Change Of Control", there),
    Asked("In which contracts is there a right of first refusal?", "Rofr/Rofo/Rofn", there),
    Asked("Which agreements have joint ownership of intellectual property?", "Joint Ip Ownership", there),
    Asked("Which contracts have a third-party beneficiary?", "Third Party Beneficiary", there),
    Asked("Which agreements have a fee where usage exceeds a threshold?", "Volume Restriction", there),
    Asked("Which contracts have uncapped liability?", "Uncapped Liability", there),
    Asked("List every agreement with liquidated damages or an early termination fee", "Liquidated Damages", there),
    Asked("Which agreements contain a perpetual or irrevocable licence?", "Irrevocable Or Perpetual License", there),
    Asked("Which contracts have a source code escrow?", "Source Code Escrow", there),
    Asked("Which contracts have exceptions to the non-compete or exclusivity?", "Competitive Restriction Exception", there),
    Asked("Which contracts have a renewal term?", "Renewal Term", there),
    Asked("Is there any contract without an exclusivity clause?", "Exclusivity", missing),
    Asked("Which contracts do not have a non-compete?", "Non-Compete", missing),
    Asked("Which agreements do not contain a most favoured nation clause?", "Most Favored Nation", missing),
    Asked("Are there any contracts that do not forbid soliciting customers?", "No-Solicit Of Customers", missing),
    Asked("List all agreements governed by New York law", "Governing Law", says("new york")),
    Asked("Which contracts are governed by the laws of England?", "Governing Law", says("england")),
    Asked("How many agreements are governed by California law?", "Governing Law", says("california")),
    Asked("Which agreements are not governed by New York law?", "Governing Law", says_not("new york")),
    Asked("Which of these agreements are dated before 2005?", "Agreement Date", year(lambda y: y < 2005)),
    Asked("Which of these agreements are dated after 2014?", "Agreement Date", year(lambda y: y > 2014)),
)


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--misses", action="store_true", help="name the documents that are wrong")
    options = parser.parse_args()
    file = questions(options.sets, SET)
    if file is None:
        return
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    with indexed(file, options.vaults) as vault:
        loaded = settings.load(paths.settings_file())
        with VaultSession.open(vault, DirectLauncher(ROLES), loaded) as session:
            told = {asked: _table(session, asked.question) for asked in QUESTIONS}
    _figures(lines, told, options.misses)


def _table(session: VaultSession, question: str) -> tuple[Table, float]:
    """The table, and how many seconds it was said to take."""
    wanted = wanted_of(question)
    if wanted is None:
        raise SystemExit(f"{question} is not recognised as a question for every document.")
    said = 0.0
    for event in session.read_through(wanted, Scope(), Cancel()):
        if isinstance(event, Forecast):
            said = event.seconds
        elif isinstance(event, Tabled):
            return event.table, said
    raise AssertionError("a table comes last")


def _figures(lines: list[Line], told: Mapping[Asked, tuple[Table, float]], misses: bool) -> None:
    right: list[bool] = []
    found: list[bool] = []
    contested: list[bool] = []
    quoted: list[bool] = []
    for asked, (table, _) in told.items():
        labels = {Path(line["doc"]).name: asked.fits(line) for line in lines if line["category"] == asked.category}
        listed = {row.document.name for row in table.fitting}
        here = {name for name in labels if name in listed}
        right += [labels[name] for name in here]
        found += [name in listed for name, fits in labels.items() if fits]
        if not all(labels.values()):
            contested += [labels[name] for name in here]
        cited = [row.citation for row in table.rows if row.citation is not None]
        quoted += [len(citation.quote.split()) >= 4 for citation in cited]
        wanted = sum(labels.values())
        tp = sum(labels[name] for name in here)
        print(f"  {asked.question[:74]:76}{tp:3} of {len(here):3} listed, of {wanted:3} of {len(labels):3} labelled")
        if misses:
            print(*(f"      {'missing' if labels[n] else 'wrong'}: {n}" for n in labels if labels[n] != (n in listed)), sep="\n")
    print(f"{SET}: {len(told)} questions")
    _share("precision", right)
    _share("precision where absence is labelled", contested)
    _share("recall", found)
    _share("quotes of four words or more", quoted)
    _share("forecast within 30 %", [abs(said - t.seconds) <= 0.3 * t.seconds for t, said in told.values()])
    print(f"  {'seconds a question, mean':40}{sum(t.seconds for t, _ in told.values()) / len(told):7.2f}")


def _share(name: str, values: list[bool]) -> None:
    told = figures.share(values)
    print(f"  {name:40}{told.value:7.3f}   n={told.n:<5} {told.interval}")


if __name__ == "__main__":
    main()
