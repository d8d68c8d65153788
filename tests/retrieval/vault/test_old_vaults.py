"""A vault that any released version made opens in this one, with all that it holds, and can be written to."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest
from muniment_engines.conformance.fakes import HashEmbed
from muniment_retrieval.model import Badge
from muniment_retrieval.vault import Vault, open_vault, unlock
from muniment_retrieval.vectors import VectorIndex

VAULTS = Path(__file__).parents[2] / "data" / "vaults"


class KeyFiles:
    """A reader of key files as they were written then; it stays as it is."""

    way = "keyfile"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        return base64.b64decode((self._folder / f"{name}.key").read_bytes())

    def set(self, name: str, key: bytes) -> None:
        raise AssertionError("an old vault has its key")


@pytest.fixture(params=sorted(p.name for p in VAULTS.iterdir()))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    shutil.copytree(VAULTS / request.param, tmp_path / "old")
    folder = tmp_path / "old" / "vault"
    return open_vault(folder, unlock(folder, [KeyFiles(tmp_path / "old" / "keys")]), write=True)


def test_it_holds_what_it_held(old: Vault) -> None:
    with old as vault:
        states = {d.name: (d.state, d.page_count, d.vector_count) for d in vault.documents()}
        assert states == {"Lease.txt": ("read", 2, 2), "Größe.txt": ("read", 1, 1), "locked.pdf": ("encrypted", 0, 0)}
        page = vault.page(vault.resolve("Lease.txt").id, 1)
        assert page.text == "The rent is 900 dollars a month."
        assert page.words.spans[0].tolist() == [0, 3]
        (answer,) = vault.answers()
        assert answer.sentences[0].badge is Badge.VERIFIED
        assert answer.citations[0].quote == page.text
        (kept,) = vault.conversations.answers(vault.conversations.listed()[0].id)
        assert (kept.answer, kept.asked) == (answer, answer.question)
        assert [one.conversation.title for one in vault.conversations.search("dollars")] == [answer.question]
        assert not (vault.folder / "vault.db.before-update").exists()


def test_it_can_be_searched(old: Vault) -> None:
    pytest.importorskip("faiss")
    with old as vault:
        rows = vault.connection.execute("SELECT rowid FROM passages_fts WHERE passages_fts MATCH 'rents'").fetchall()
        embed = HashEmbed()
        query = embed.encode(["rent dollars month"], "query")[0]
        found, _ = VectorIndex.load(vault, embed.space).search(query, 1)
        assert [row[0] for row in rows] == found.tolist()


def test_it_can_be_written_and_forgotten(old: Vault, write) -> None:
    with old as vault:
        write(vault, "/papers/Lease.txt", ["A new version."])
        vault.forget([vault.resolve("Größe.txt").id])
        assert vault.counts()["pages"] == 1
