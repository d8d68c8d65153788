"""False badges: `python tests/bench/bench_badges.py --sets FOLDER`: who loses “verified”?

A thousand true sentences are taken from the contracts of `contracts_pdf`, the same ones every time; each is then changed in one
place (`badge_changes.py`; with `--further`, `badge_further.py`). `--set` and `--seed` take others. Both are matched with the page
that the true one comes from and the pages beside it, as an answer is: a changed sentence has to lose “verified”, and a true one
has to keep it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import badge_further
from badge_changes import KINDS, OTHERS, change, stands_in
from badge_sentences import FORMS, Told, plain_sentences, put, without_introduction
from eval_sets import arguments, indexed, questions
from muniment_desktop import paths, settings
from muniment_desktop.roles import ROLES
from muniment_desktop.vault_session import VaultSession
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.answer.citing import proved
from muniment_retrieval.answer.evidence import SourceSentence
from muniment_retrieval.answer.figures import dates_in
from muniment_retrieval.languages import is_other
from muniment_retrieval.model import Badge, Document, StoredPage
from muniment_retrieval.search.query import is_function_word, understand
from muniment_retrieval.search.words import terms
from muniment_retrieval.sentences import sentence_spans

SET = "contracts_pdf"
SENTENCES = 1_000
RAREST = "date"
"""The kind that few sentences have takes all of them."""

TARGETS = "at least 0.98 of the changed lose it, and at most 0.05 of the true"


class Pages:
    """The pages of one document, and the sentences around each."""

    def __init__(self, session: VaultSession, document: Document) -> None:
        self.document = document
        self.pages = [session.page(document.id, index) for index in range(document.page_count)]
        self.whole = " ".join(" ".join(page.text.split()) for page in self.pages)

    def around(self, index: int) -> list[SourceSentence]:
        near: Sequence[StoredPage] = self.pages[max(index - 1, 0) : index + 2]
        spans = ((page, a, b) for page in near for a, b in sentence_spans(page.text))
        return [SourceSentence(self.document, page, 0, a, b, page.text[a:b], "", 1.0) for page, a, b in spans]


def true_sentences(library: Sequence[Pages], seed: int, *, further: bool) -> Iterator[tuple[Told, str, str]]:
    """True sentences with the kind of change each takes, and what it becomes; the kinds and the forms take turns."""
    chance = random.Random(seed)
    found = [
        (pages, index, *told) for pages in library for index, page in enumerate(pages.pages) for told in plain_sentences(page)
    ]
    chance.shuffle(found)
    if not further:
        found.sort(key=lambda one: not dates_in(one[2]))
    made: Counter[str] = Counter()
    kinds, changing = (badge_further.KINDS, badge_further.change) if further else ((*KINDS, *OTHERS), change)
    for pages, index, text, behind in found:
        form, told = next(
            (form, told)
            for form in sorted(FORMS, key=lambda form: (made[form], form))
            if (told := put(text, behind, form, chance)) is not None
        )
        for kind in sorted(kinds, key=lambda kind: (kind != RAREST, made[kind], kind)):
            changed = changing(kind, told, pages.whole, chance)
            if changed not in (None, told) and not stands_in(without_introduction(changed), pages.whole):
                made.update((kind, form))
                words = [t for t in dict.fromkeys(terms(told)) if t.isalpha() and not is_function_word(t)]
                asked = tuple(chance.sample(words, min(3, len(words))))
                yield Told(told, form, pages.document.id, index, asked), kind, changed
                break


def measure(library: Sequence[Pages], wanted: int, seed: int, show: int, *, further: bool = False) -> None:
    by_id = {pages.document.id: pages for pages in library}
    kept: dict[str, list[bool]] = {}
    lost: dict[str, list[bool]] = {}
    shown = {"true": 0, "changed": 0}
    for _, (told, kind, changed) in zip(range(wanted), true_sentences(library, seed, further=further), strict=False):
        sources = by_id[told.document].around(told.page)
        given = frozenset(understand(" ".join(told.asked)).terms)
        before, after = (proved(text, sources, given) for text in (told.text, changed))
        kept.setdefault(told.form, []).append(before.badge is Badge.VERIFIED)
        lost.setdefault(kind, []).append(after.badge is not Badge.VERIFIED)
        if before.badge is not Badge.VERIFIED and shown["true"] < show:
            shown["true"] += 1
            print(f"\nTRUE, {told.form}, {before.badge}: {told.text}\n  QUOTE {[c.quote for c in before.citations]}")
        if after.badge is Badge.VERIFIED and shown["changed"] < show:
            shown["changed"] += 1
            print(f"\nCHANGED, {kind}: {changed}\n  TRUE {told.text}\n  QUOTE {[c.quote for c in after.citations]}")
    _print("true sentences that lose “verified”", {form: [not k for k in all_] for form, all_ in kept.items()})
    counted = badge_further.KINDS if further else KINDS
    _print("changed sentences that lose “verified”", {kind: all_ for kind, all_ in lost.items() if kind in counted})
    if not further:
        _print("besides, not counted above", {kind: all_ for kind, all_ in lost.items() if kind in OTHERS})


def _print(what: str, shares: dict[str, list[bool]]) -> None:
    everything = [one for all_ in shares.values() for one in all_]
    print(f"\n{what}: {sum(everything) / max(len(everything), 1):.3f} of {len(everything)}")
    for name in sorted(shares):
        print(f"  {name:14} {sum(shares[name]) / len(shares[name]):.3f} of {len(shares[name])}")


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--sentences", type=int, default=SENTENCES, help=f"how many (default {SENTENCES})")
    parser.add_argument("--seed", type=int, default=0, help="which sentences, and which changes")
    parser.add_argument("--set", default=SET, help=f"the documents of which set, those in English (default {SET})")
    parser.add_argument("--further", action="store_true", help="make further kinds of changes")
    parser.add_argument("--show", type=int, default=0, help="print so many of each that went wrong (text of the documents)")
    options = parser.parse_args()
    file = questions(options.sets, options.set)
    if file is None:
        return
    with indexed(file, options.vaults) as vault, _opened(vault) as session:
        library = [Pages(session, document) for document in session.documents() if document.words]
        english = [pages for pages in library if not is_other(pages.whole[:2_000])]
        measure(english, options.sentences, options.seed, options.show, further=options.further)
    print(f"\nwanted: {TARGETS}")


def _opened(vault: Path) -> VaultSession:
    return VaultSession.open(vault, DirectLauncher(ROLES), settings.load(paths.settings_file()))


if __name__ == "__main__":
    main()
