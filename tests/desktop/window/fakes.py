"""Documents, answers and a session that says what a test has scripted; services, and a person who answers dialogs.

`conftest.py` makes this known as `window_fakes`; `tests/bench/` loads it, too.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from muniment_desktop.exporting import Paper
from muniment_desktop.waiting import Waiting
from muniment_desktop.window.services import FetchProgress, ModelOffer, SetUpEngine
from muniment_engines.api import Cancel, Pixels, TextDelta, Words
from muniment_engines.errors import DocumentError, MunimentError
from muniment_retrieval.conversations import Conversation, FoundTalk, KeptAnswer, Understood
from muniment_retrieval.health import Entry, Health
from muniment_retrieval.health_remarks import Action
from muniment_retrieval.mending import Mending
from muniment_retrieval.model import (
    Answer,
    Answered,
    Badge,
    Citation,
    Cost,
    Document,
    FoundBy,
    Hit,
    IndexReport,
    NeedsPassphrase,
    Passage,
    Progress,
    Rules,
    Scope,
    Sentence,
    Sources,
    StoredPage,
    VaultError,
    WatchedFolder,
    WrongPassphrase,
)
from muniment_retrieval.model import Kept as KeptAt
from muniment_retrieval.original_state import Original
from muniment_retrieval.reading import Forecast, Looked, Tabled, Wanted
from muniment_retrieval.reading.chronology import Chronicled, ReadOne
from muniment_retrieval.summarising import Forecast as Begun
from muniment_retrieval.summarising import Kept, Offer, Step, Summarised, Way, Wish
from muniment_retrieval.vault.policies import Policies, Policy

PATIENCE_SECONDS = 20.0
"""How long anything is waited for, on a machine that is busy with other tests."""

TEXT = (
    "9.2 Termination for convenience. Orion may terminate this Agreement upon ninety (90) days' prior written notice to the "
    "Supplier. During the first year it may not terminate for convenience at all. 9.3 Effect of termination."
)
QUOTE = "upon ninety (90) days' prior written notice to the Supplier"


# ── what there is to show ────────────────────────────────────────────────────────────────────────────────────────────


def a_document(number: int, name: str = "", **more: object) -> Document:
    """A document that was read, or whatever `more` makes of it."""
    document = Document(
        id=number,
        path=f"/home/ada/matter/{name or f'Exhibit {number:05}.pdf'}",
        sha256=f"{number:064x}",
        size=100_000 + number,
        modified_ns=0,
        media_type="application/pdf",
        title="",
        parser="pdf",
        parser_version="1",
        state="read",
        reason="",
        page_count=1 + number % 90,
        passage_count=3,
        vector_count=3,
    )
    return replace(document, **more)  # type: ignore[arg-type]


def a_page(document_id: int = 1, index: int = 0, text: str = TEXT) -> StoredPage:
    """A letter page whose words stand in lines of eight, each 50 points wide and 12 high."""
    spans, boxes, at = [], [], 0
    for number, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        left, top = 72 + number % 8 * 58, 90 + number // 8 * 18
        spans.append((start, at))
        boxes.append((left * 4, top * 4, (left + 50) * 4, (top + 12) * 4))
    words = Words(np.array(spans, np.int32).reshape(-1, 2), np.array(boxes, np.int16).reshape(-1, 4))
    return StoredPage(document_id, index, str(index + 1), text, words, 612.0, 792.0, 1.0)


def a_hit(document: Document, index: int = 0, text: str = TEXT, score: float = 1.0, start: int = 0) -> Hit:
    passage = Passage(document.id * 100 + index, document.id, index, start, start + len(text), text)
    return Hit(passage, document, str(index + 1), score, FoundBy.BOTH)


def a_citation(document: Document, quote: str = QUOTE, text: str = TEXT, index: int = 0) -> Citation:
    start = text.index(quote)
    return Citation(document.id, document.path, index, str(index + 1), start, start + len(quote), quote)


def an_answer(question: str, *sentences: Sentence, model: str = "Qwen2.5 1.5B", **more: object) -> Answer:
    answer = Answer(question, sentences, refused=False, searched=2, documents=2, cost=Cost("llama-cpp", model, 1.2, 6.0))
    return replace(answer, **more)  # type: ignore[arg-type]


def an_entry(document: Document, **more: object) -> Entry:
    """What the health report says of a document, or whatever `more` makes of it."""
    needs = (
        Action.NOTHING
        if document.state == "read"
        else Action.GIVE_PASSWORD
        if document.state == "encrypted"
        else Action.TRY_AGAIN
    )
    entry = Entry(document.path, document.state, document.reason, needs, document.id, page_count=document.page_count)
    return replace(entry, **more)  # type: ignore[arg-type]


def a_report(*entries: Entry) -> Health:
    states = Counter(entry.state for entry in entries)
    return Health(entries, dict(states), dict(Counter(str(r.kind) for e in entries for r in e.remarks)))


class Gate:
    """A place in a script where the session waits until the test opens it; cancelling opens it too."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._opened = threading.Event()

    def open(self) -> None:
        self._opened.set()

    def wait(self, cancel: Cancel) -> None:
        self.reached.set()
        forget = cancel.when_requested(self._opened.set)
        assert self._opened.wait(PATIENCE_SECONDS), "nobody opened the gate"
        forget()


RECOVERY_KEY = "-".join(["0123"] * 14)


class FakeSession:
    """Says what `answers` and `readings` hold, a script for each call; `Gate`s in a script wait, exceptions are raised."""

    def __init__(self, folder: Path = Path("/vaults/Miller v. Orion"), documents: Sequence[Document] = ()) -> None:
        self.folder = folder
        self.key_notice = ""
        self.cut_off: list[Path] = []
        self.opens_with: tuple[str, ...] = ("keyfile",)
        self.model_name = "Qwen2.5 1.5B"
        self.stored: list[Document] = list(documents)
        self.pages: dict[tuple[int, int], StoredPage] = {}
        self.answers: list[Sequence[object]] = []
        self.readings: list[Sequence[object]] = []
        self.tables: list[Sequence[object]] = []
        self.chronologies: list[Sequence[object]] = []
        self.followings: list[Sequence[object]] = []
        self.folders = FakeFolders()
        self.summaries = FakeSummaries()
        self.talks = FakeTalks()
        self.rules = FakeRules()
        self.asked: list[tuple[str, int | None, str]] = []
        self.engines: list[str | None] = []
        self.report: Health | None = None
        self.undrawable: DocumentError | None = None
        self.history: list[tuple[object, ...]] = []
        self.closed = False

    def set_passphrase(self, old: str, new: str) -> str:
        self.history.append(("passphrase", old, new))
        return "" if "passphrase" in self.opens_with else RECOVERY_KEY

    def new_recovery_key(self) -> str:
        return RECOVERY_KEY

    def follow(self, cancel: Cancel) -> Iterator[Progress | IndexReport]:
        self.history.append(("follow",))
        stay = Gate()
        yield from _play([*(self.followings.pop(0) if self.followings else ()), stay], cancel)  # type: ignore[misc]

    def unfinished(self) -> list[Path]:
        return list(self.cut_off)

    def look_again(self) -> None:
        self.history.append(("look again",))

    def index(self, paths: Sequence[Path], cancel: Cancel) -> Iterator[Progress | IndexReport]:
        self.history.append(("index", tuple(paths)))
        yield from _play(self.readings.pop(0) if self.readings else [IndexReport()], cancel)  # type: ignore[misc]

    def health(self) -> Health:
        return self.report if self.report is not None else a_report(*map(an_entry, self.stored))

    def mend(self, wanted: Mending, cancel: Cancel) -> Iterator[Progress | IndexReport]:
        self.history.append(("mend", str(wanted.action), wanted.offered, wanted.password))
        yield from _play(self.readings.pop(0) if self.readings else [IndexReport()], cancel)  # type: ignore[misc]

    def pause(self) -> None:
        self.history.append(("pause",))

    def resume(self) -> None:
        self.history.append(("resume",))

    def documents(self) -> list[Document]:
        return list(self.stored)

    def counts(self) -> dict[str, int]:
        return {"documents": len(self.stored), "pages": 0, "passages": 0, "vectors": 0}

    def page(self, document_id: int, index: int) -> StoredPage:
        self.history.append(("page", document_id, index))
        return self.pages.get((document_id, index)) or a_page(document_id, index)

    def draw(self, document_id: int, index: int, scale: float) -> Pixels:
        self.history.append(("draw", document_id, index, scale))
        if self.undrawable is not None:
            raise self.undrawable
        height, width = round(792 * scale), round(612 * scale)
        return Pixels(np.full((height, width, 4), 250, np.uint8))

    def search(self, query: str, scope: Scope, top: int = 50) -> list[Hit]:
        return [a_hit(d) for d in self.stored[:top]]

    def ask(
        self,
        question: str,
        scope: Scope,
        cancel: Cancel,
        *,
        conversation: int | None = None,
        standing: str = "",
        engine: str | None = None,
    ) -> Iterator[Understood | Sources | TextDelta | Answered]:
        self.engines.append(engine)
        self.history.append(("ask", question, scope))
        self.asked.append((question, conversation, standing))
        for event in _play(self.answers.pop(0), cancel):
            yield self.talks.keep(event, question, conversation) if isinstance(event, Answered) else event  # type: ignore[misc]

    def read_through(
        self, wanted: Wanted, scope: Scope, cancel: Cancel, *, conversation: int | None = None
    ) -> Iterator[Forecast | Looked | Tabled]:
        self.history.append(("read through", wanted.question, scope))
        yield from _play(self.tables.pop(0), cancel)  # type: ignore[misc]

    def chronology(self, scope: Scope, cancel: Cancel) -> Iterator[Forecast | ReadOne | Chronicled]:
        self.history.append(("chronology", scope))
        yield from _play(self.chronologies.pop(0), cancel)  # type: ignore[misc]

    def forget(self, document_id: int) -> None:
        self.history.append(("forget", document_id))
        self.stored = [d for d in self.stored if d.id != document_id]
        kept = self.summaries.stored
        self.summaries.stored = [k for k in kept if document_id not in k.summary.documents]

    def open_elsewhere(self, document_id: int) -> None:
        self.history.append(("elsewhere", document_id))

    def close(self) -> None:
        self.closed = True

    def said(self, what: str) -> list[tuple[object, ...]]:
        """The calls of one kind, in order."""
        return [call for call in self.history if call[0] == what]


class FakeSummaries:
    """Makes what `scripts` hold, one script a call, and keeps what comes out."""

    def __init__(self) -> None:
        self.scripts: list[Sequence[object]] = []
        self.ways = [Offer(Way.EXTRACT, 0.1), Offer(Way.WRITE, 130.0, 1), Offer(Way.READ, 4200.0, 9)]
        self.wishes: list[Wish] = []
        self.stored: list[Kept] = []

    def offers(self, wish: Wish, cancel: Cancel) -> list[Offer]:
        return self.ways

    def make(self, wish: Wish, cancel: Cancel) -> Iterator[Begun | Step | Summarised]:
        self.wishes.append(wish)
        for event in _play(self.scripts.pop(0), cancel):
            if isinstance(event, Summarised) and not event.summary.receipt.stopped:
                self.stored.insert(0, Kept(len(self.stored) + 1, "2026-03-05T10:00:00Z", event.summary))
            yield event  # type: ignore[misc]

    def kept(self) -> list[Kept]:
        return list(self.stored)

    def remove(self, summary_id: int) -> None:
        self.stored = [kept for kept in self.stored if kept.id != summary_id]


class FakeRules:
    """Keeps what was set; with `refusing`, nothing can be."""

    def __init__(self) -> None:
        self.own: dict[int, Policy] = {}
        self.privileged: set[int] = set()
        self.refusing: VaultError | None = None

    def policies(self) -> Policies:
        return Policies(own=dict(self.own), privileged=frozenset(self.privileged))

    def label(self, documents: Sequence[int], *, privileged: bool) -> None:
        if self.refusing is not None:
            raise self.refusing
        self.privileged = self.privileged | {*documents} if privileged else self.privileged - {*documents}

    def allow(self, documents: Sequence[int], policy: Policy | None) -> None:
        self.own = {i: rule for i, rule in self.own.items() if i not in documents}
        if policy is not None:
            self.own |= dict.fromkeys(documents, policy)


class FakeTalks:
    """Conversations by their numbers; `states` says how files stand, by path."""

    def __init__(self) -> None:
        self.titles: dict[int, str] = {}
        self.kept: dict[int, KeptAnswer] = {}
        self.states: dict[str, Original] = {}
        self.papers: list[int] = []

    def keep(self, event: Answered, question: str, conversation: int | None) -> Answered:
        number = conversation or max(self.titles, default=0) + 1
        self.titles.setdefault(number, question)
        answer_id = len(self.kept) + 1
        answer = replace(event.answer, question=question)
        self.kept[answer_id] = KeptAnswer(answer_id, number, f"2026-05-01T00:00:{answer_id:02}Z", answer)
        return replace(event, kept=KeptAt(answer_id, number))

    def listed(self) -> list[Conversation]:
        newest = {number: max(a.id for a in self.answers(number)) for number in self.titles}
        return [Conversation(n, self.titles[n], "", "", 1) for n in sorted(newest, key=lambda n: -newest[n])]

    def answers(self, conversation: int) -> list[KeptAnswer]:
        return [answer for answer in self.kept.values() if answer.conversation == conversation]

    def table(self, answer: KeptAnswer) -> None:
        return None

    def search(self, words: str) -> list[FoundTalk]:
        return [FoundTalk(one, one.title) for one in self.listed() if words.lower() in one.title.lower()]

    def rename(self, conversation: int, title: str) -> None:
        self.titles[conversation] = title

    def delete(self, conversation: int) -> None:
        del self.titles[conversation]
        self.kept = {n: a for n, a in self.kept.items() if a.conversation != conversation}

    def mark(self, answer_id: int, position: int, right: bool | None) -> None:
        kept = self.kept[answer_id]
        marks = {n: said for n, said in {**kept.marks, position: right}.items() if said is not None}
        self.kept[answer_id] = replace(kept, marks=marks)

    def record(self, answer_id: int) -> dict[str, object]:
        return {"answer": answer_id, "question": self.kept[answer_id].answer.question}

    def original(self, citation: Citation) -> Original:
        return self.states.get(citation.path, Original.SAME)

    def paper(self, conversation: int) -> Paper:
        self.papers.append(conversation)
        return Paper(self.titles[conversation], "2026-05-01", (), ())


class FakeFolders:
    """Folders by their numbers; what is called `nowhere` cannot be watched."""

    def __init__(self) -> None:
        self.stored: dict[int, WatchedFolder] = {}

    def listed(self) -> list[WatchedFolder]:
        return list(self.stored.values())

    def add(self, path: Path, rules: Rules) -> None:
        if path.name == "nowhere":
            raise VaultError("There is no folder there; check the path.")
        number = len(self.stored) + 1
        self.stored[number] = WatchedFolder(number, str(path), rules)

    def change(self, folder_id: int, rules: Rules) -> None:
        self.stored[folder_id] = replace(self.stored[folder_id], rules=rules)

    def remove(self, folder_id: int, *, forget: bool) -> None:
        del self.stored[folder_id]


def _play(script: Sequence[object], cancel: Cancel) -> Iterator[object]:
    for step in script:
        if isinstance(step, Gate):
            step.wait(cancel)
            cancel.check()
        elif isinstance(step, Exception):
            raise step
        else:
            yield step


class FakeServices:
    """Vaults by folder, models by name; what is not there cannot be opened."""

    def __init__(self, *sessions: FakeSession) -> None:
        self.sessions = {s.folder: s for s in sessions}
        self.made: list[Path] = []
        self.offers: list[ModelOffer] = [an_offer("qwen", here=True, chosen=True)]
        self.fetching: Sequence[object] = ()
        self.layout: Mapping[str, str] = {}
        self.used: list[str] = []
        self.passphrases: dict[Path, str] = {}
        self.wait = 0.0
        self.locked = False
        self.network_off = False
        self.entries: list[object] = []
        self.set_up: list[str] = []
        self.keys: dict[str, str] = {}
        self.key_kept = ""
        self.tests: Sequence[object] = ()
        self.person = Waiting("ada")

    def engines(self) -> Sequence[SetUpEngine]:
        return [SetUpEngine(name, "large", ("https://api.example.org",)) for name in self.set_up]

    def set_up_engine(self, name: str, address: str, model: str, key: str) -> str:
        if not address.startswith("http"):
            raise MunimentError("That is no server's address.")
        self.set_up.append(name)
        self.keys[name] = key
        return self.key_kept

    def remove_engine(self, name: str) -> None:
        self.set_up.remove(name)
        del self.keys[name]

    def offline(self) -> bool:
        return self.network_off

    def set_offline(self, offline: bool) -> None:
        self.network_off = offline

    def ledger(self) -> Sequence[object]:
        return list(self.entries)

    def selftest(self, cancel: Cancel) -> Iterator[object]:
        yield from _play(self.tests, cancel)

    def recent_vaults(self) -> Sequence[Path]:
        return list(self.sessions)

    def open_vault(self, folder: Path) -> FakeSession:
        if folder not in self.sessions:
            raise VaultError("There is no vault there; choose another folder.")
        if folder in self.passphrases:
            raise NeedsPassphrase("It is locked.")
        return self.sessions[folder]

    def unlock_vault(self, folder: Path, passphrase: str, recovery_key: str) -> FakeSession:
        if recovery_key == RECOVERY_KEY or passphrase == self.passphrases.get(folder, ""):
            return self.sessions[folder]
        if recovery_key:
            raise VaultError("The recovery key is mistyped.")
        self.wait = 8.0
        raise WrongPassphrase("That passphrase does not open this vault.")

    def create_vault(self, folder: Path, passphrase: str = "") -> FakeSession:
        self.made.append(folder)
        if passphrase:
            self.passphrases[folder] = passphrase
        return self.sessions.setdefault(folder, FakeSession(folder))

    def ways_of(self, folder: Path) -> tuple[Sequence[str], float]:
        return (("passphrase", "recovery") if folder in self.passphrases else ("keyfile",)), self.wait

    def lock(self, layout: Mapping[str, str]) -> None:
        self.locked = True
        self.layout = dict(layout)

    def models(self) -> Sequence[ModelOffer]:
        return list(self.offers)

    def get_model(self, name: str, cancel: Cancel) -> Iterator[FetchProgress]:
        yield from _play(self.fetching, cancel)  # type: ignore[misc]
        self.offers = [replace(o, here=o.here or o.name == name, chosen=o.name == name) for o in self.offers]

    def use_model(self, name: str) -> None:
        self.used.append(name)
        self.offers = [replace(o, chosen=o.name == name) for o in self.offers]

    def keep_layout(self, layout: Mapping[str, str]) -> None:
        self.layout = dict(layout)


def an_offer(name: str, **more: object) -> ModelOffer:
    offer = ModelOffer(name, name.title(), "chat", 1_117_320_768, "Apache-2.0", "huggingface.co", False, False, True)
    return replace(offer, **more)  # type: ignore[arg-type]


class FakeChooser:
    """Answers in the person's place: with `answer` and `password`, or not at all where they are empty."""

    def __init__(self) -> None:
        self.answer: list[Path] = []
        self.password = ""
        self.sure = True
        self.asked: list[str] = []

    def files(self, parent: object, title: str, chosen: Callable[[Sequence[Path]], None]) -> None:
        self._choose(title, chosen)

    def folder(self, parent: object, title: str, start: object, chosen: Callable[[Sequence[Path]], None]) -> None:
        self._choose(title, chosen)

    def save(self, parent: object, title: str, name: str, kinds: Sequence[str], chosen: Callable[[Sequence[Path]], None]) -> None:
        self._choose(title, chosen)

    def confirm(self, parent: object, question: str, detail: str, verb: str, confirmed: Callable[[], None]) -> None:
        self.asked.append(question)
        if self.sure:
            confirmed()

    def secret(self, parent: object, question: str, detail: str, verb: str, given: Callable[[str], None]) -> None:
        self.asked.append(question)
        if self.password:
            given(self.password)

    def _choose(self, title: str, chosen: Callable[[Sequence[Path]], None]) -> None:
        self.asked.append(title)
        if self.answer:
            chosen(self.answer)


def a_script(agreement: Document, amendment: Document, *, gates: Sequence[Gate] = ()) -> list[object]:
    """Hits, words and a checked answer; the gates stand before the first word and before the answer."""
    first = Sentence("Orion must give ninety days' written notice.", Badge.VERIFIED, (a_citation(agreement, index=13),))
    second = Sentence("In the first year it may not terminate at all.", Badge.CLOSE, (a_citation(amendment, index=1),))
    third = Sentence("Notice is sent by courier.", Badge.NOT_FOUND)
    script: list[object] = [Sources((a_hit(agreement, 13), a_hit(amendment, 1)))]
    script += gates[:1]
    script += [TextDelta("Orion must give "), TextDelta("ninety days' written notice. ")]
    script += gates[1:]
    script.append(Answered(an_answer("How much notice must Orion give?", first, second, third)))
    return script


def a_session() -> FakeSession:
    """Two documents, and an answer that rests on both."""
    agreement, amendment = a_document(1, "Supply Agreement.pdf", page_count=62), a_document(2, "Amendment 1.pdf", page_count=4)
    made = FakeSession(documents=[agreement, amendment])
    made.answers.append(a_script(agreement, amendment))
    return made
