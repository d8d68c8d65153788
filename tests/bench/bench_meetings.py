"""Meetings: how much of what people's answers draw on is in what the model is given to write from. No model runs.

Each question about a part of a meeting has the turns that its answer was written from (`relevant_turns` of a set that has them).
Of the words of meaning that an answer shares with those turns, counted is how many are in what code chooses of them for the
model. It tells in seconds what a change of the choosing does; what becomes of it, `bench_summaries.py` tells.

    python tests/bench/bench_meetings.py --sets FOLDER [--vaults FOLDER] [--words 80]
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from eval_sets import arguments, muniment
from muniment_desktop import paths, settings
from muniment_desktop.roles import ROLES
from muniment_desktop.vault_session import VaultSession
from muniment_engines.api import Cancel
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.search.query import is_function_word
from muniment_retrieval.search.words import terms
from muniment_retrieval.summarising.focus import wanted_by
from muniment_retrieval.summarising.gather import gathered
from muniment_retrieval.summarising.stretches import chosen_in_stretches
from muniment_retrieval.summarising.through import HITS
from muniment_retrieval.summarising.work import FEWEST_GIVEN, GIVEN

SET = "summ_qmsum"


@dataclass(frozen=True)
class Asked:
    """A question about a part of a meeting, the `turns` that its answer was written from, and the words `drawn` from them."""

    question: str
    turns: str
    drawn: frozenset[str]


def main() -> None:
    parser = arguments(__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--words", type=int, default=80, help="how long the summaries would be")
    options = parser.parse_args()
    folder = Path(options.sets) / SET if options.sets else None
    if folder is None or not (folder / "references.jsonl").exists():
        print(f"{SET}: skipped, for no such set lies in the folder that --sets or MUNIMENT_EVAL_SETS names")
        return
    with tempfile.TemporaryDirectory() as temporary:
        vault = (options.vaults or Path(temporary)) / SET
        muniment("index", str(folder / "docs"), "--vault", str(vault))
        with VaultSession.open(vault, DirectLauncher(ROLES), settings.load(paths.settings_file())) as session:
            shares = list(_shares(folder, session, options.words))
    for name, found in shares:
        print(f"{name}: {fmean(found):.3f}, n={len(found)}")
    every = [share for _, found in shares for share in found]
    print(f"of what answers draw on, the model is given {fmean(every):.3f}, n={len(every)}")


def _shares(folder: Path, session: VaultSession, words: int) -> Iterator[tuple[str, list[float]]]:
    """For each meeting, how much of what its answers draw on is given."""
    for line in (folder / "references.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        turns = (folder / row["doc"]).read_text(encoding="utf-8").splitlines()
        scope = session.scope([str(folder / row["doc"])])
        told = gathered(session.vault, scope, Cancel()).told
        found = []
        for asked in _asked(row["specific"], turns):
            wanted = wanted_by(asked.question, told, lambda focus: session.search(focus, scope, HITS))  # noqa: B023
            chosen = chosen_in_stretches(told, words * GIVEN + FEWEST_GIVEN, wanted)
            given = _words(told[i].text for i in chosen if _plain(told[i].source.text) in asked.turns)
            found.append(len(asked.drawn & given) / len(asked.drawn))
        yield row["id"], found


def _asked(questions: Sequence[dict[str, Any]], turns: Sequence[str]) -> Iterator[Asked]:
    """The questions whose answers share words with the turns they are said to be written from."""
    for question in questions:
        ranges = [(int(first), int(last)) for first, last in question["relevant_turns"]]
        relevant = "\n".join(_plain(turn) for first, last in ranges for turn in turns[first : last + 1])
        drawn = _words([question["answer"]]) & _words([relevant])
        if drawn:
            yield Asked(question["query"], relevant, drawn)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(term for text in texts for term in terms(text) if not is_function_word(term))


if __name__ == "__main__":
    main()
