"""Writing, replacing, embedding, forgetting and opening again, in any order: the vault always holds what a dictionary would."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from memory_keeper import MemoryKeeper
from muniment_engines.api import Page, Space, Words
from muniment_retrieval.vault import create_vault, open_vault, writing
from muniment_retrieval.vault.writing import NewPassage, Reading, Source

SPACE = Space("hash", "1", 4)
PATHS = st.sampled_from(["/a.txt", "/b/a.txt", "/ü.txt"])
TEXTS = st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40), max_size=4)
WORDS = ("alpha", "beta")


class AnyOrder(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.temporary = tempfile.TemporaryDirectory()
        self.vault = create_vault(Path(self.temporary.name) / "vault", [MemoryKeeper()])
        self.held: dict[str, list[str]] = {}
        self.embedded: set[str] = set()
        self.portion, writing.CHARACTERS_AT_ONCE = writing.CHARACTERS_AT_ONCE, 50

    def teardown(self) -> None:
        if hasattr(self, "vault"):
            writing.CHARACTERS_AT_ONCE = self.portion
            self.vault.close()
            self.temporary.cleanup()

    @rule(path=PATHS, texts=TEXTS, word=st.sampled_from(WORDS))
    def put(self, path: str, texts: list[str], word: str) -> None:
        texts = [f"{word} {text}" for text in texts]
        pages = [Page(i, str(i), text, Words.none()) for i, text in enumerate(texts)]
        passages = [NewPassage(i, 0, len(text), "", "title") for i, text in enumerate(texts)]
        self.vault.writing.put(Source(path, "", 1, 1, "text/plain"), Reading("read"), pages, passages)
        self.held[path] = texts
        self.embedded.discard(path)

    @rule(path=PATHS)
    def forget(self, path: str) -> None:
        if path in self.held:
            self.vault.forget([self.vault.resolve(path).id])
            del self.held[path]
            self.embedded.discard(path)

    @rule()
    def embed(self) -> None:
        ids = self.vault.vectors.missing(SPACE, 1_000)
        self.vault.vectors.put(SPACE, ids, np.ones((len(ids), 4), np.float32))
        self.embedded = set(self.held)

    @rule()
    def clean(self) -> None:
        assert self.vault.cleaning.clean()

    @rule()
    def open_again(self) -> None:
        self.vault.close()
        self.vault = open_vault(self.vault.folder, self.vault.key, write=True)

    @invariant()
    def holds_what_it_should(self) -> None:
        if not hasattr(self, "vault"):
            return
        documents = {d.path: d for d in self.vault.documents()}
        assert {p: [g.text for g in self.vault.pages(d.id)] for p, d in documents.items()} == self.held
        assert {p for p, d in documents.items() if d.vector_count} == {p for p in self.embedded if self.held[p]}
        assert self.vault.counts()["pages"] == sum(map(len, self.held.values()))
        for word in WORDS:
            rows = self.vault.connection.execute(
                "SELECT count(*) FROM passages_fts f JOIN passages p ON p.id = f.rowid JOIN documents d ON d.id = p.document_id"
                " WHERE passages_fts MATCH ? AND d.state = 'read'",
                (f"body:^{word}",),
            )
            assert rows.fetchone()[0] == sum(t.startswith(word) for texts in self.held.values() for t in texts)


AnyOrder.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestAnyOrder = AnyOrder.TestCase
